// What to write so that the plan can be met.
#pragma once

#include "evenset/balance.h"

namespace evenset {

struct Shortfall {
  std::vector<ShortfallEntry> entries;
  ShortfallProof proof;
  // Pool rows, one count per cell, that meet every target together with the entries; empty where none do.
  std::vector<int64_t> taken;
};

// The fewest new examples that some of the pool's rows need beside them to meet
// every target exactly, under `flags` (BalanceOptions), and what the rules cost.
// `selection`: the most rows, by cell, that fit under `wanted` by themselves, fewer than
// wanted in every dimension. Cost: a few seconds at 30,000 cells.
Shortfall smallest_shortfall(const Cells& cells, const Plan& plan, const std::vector<int64_t>& wanted,
                             const std::vector<int64_t>& selection, const BalanceOptions& options);

}  // namespace evenset
