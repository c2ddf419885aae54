// A proof as read from its JSON (docs/proof.md).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "evenset/balance.h"

namespace evenset {

constexpr int kProofSchema = 1;

struct ProofTarget {
  std::string dimension, value;
  int64_t wanted = 0, got = 0, available = 0;
  double price = 0;
};

struct ProofFile {
  OnShortfall mode = OnShortfall::fewer;
  int64_t size = 0;
  bool ranges = false, drawn = true;
  uint64_t seed = 0;
  Tier tier = Tier::rules;
  std::vector<ProofInput> inputs;
  std::string plan;
  std::vector<std::string> dimensions;  // planned
  std::vector<ProofTarget> targets;
  Cells cells;                 // `cell_of_row` empty; every target is an index into `targets`
  std::vector<int64_t> taken;  // by cell
  Rows rows;
  int64_t selected = 0, deviation = 0;
  double bound = 0, places = 0, rest = 0;  // bound = places + rest
  bool optimal = false;
};

// Throws Error{input} where a member is missing or of another kind, or a count
// is negative or beyond 10^11, alone or summed up: what is checked afterwards
// cannot overflow. Says nothing on whether the proof is true.
ProofFile parse_proof(std::string_view json);

}  // namespace evenset
