// What to write so that the plan can be met.
#pragma once

#include "evenset/balance.h"
#include "places.h"

namespace evenset {

struct Shortfall {
  std::vector<ShortfallEntry> entries;
  ShortfallProof proof;
  // Pool rows, one count per cell, that meet every target together with the entries; empty where none do.
  std::vector<int64_t> taken;
};

// The fewest new examples that some of the pool's rows need beside them to fill
// all places, under `flags` (BalanceOptions), and what the rules cost.
// `selection`: the most rows, by cell, that fit into the places by themselves, fewer than
// these are. Cost: a few seconds at 30,000 cells.
Shortfall smallest_shortfall(const Cells& cells, const Plan& plan, const TargetPlaces& places,
                             const std::vector<int64_t>& selection, const BalanceOptions& options);

}  // namespace evenset
