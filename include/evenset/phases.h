// A plan in steps: how many examples of each kind to have at the end of each phase.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "evenset/plan.h"

namespace evenset {

// What a phase's checklist asks for, and whether counts can answer it.
struct PhaseItem {
  std::string name, doc;
  bool planned = false;  // a share, smallest or largest of planned targets; others are outside a plan
};

struct PhaseCounts {
  int number = 0;
  std::string name;
  int64_t size = 0;            // examples at its end, those of earlier phases included
  std::vector<int64_t> count;  // one per Plan::targets, cumulative
  std::vector<PhaseItem> items;
};

struct PhasePlan {
  std::vector<PhaseCounts> phases;  // up to the one in which `size` is reached; none where the plan has none
  bool feasible = true;
  std::vector<std::string> contradiction;  // dimensions that cannot grow so, in words
  std::vector<std::string> notes;          // targets that a checklist moves away from their range
};

// Cumulative counts for every phase up to `size` examples. A phase ends at its
// `to`, the last one at `size` if that is less. Counts never shrink from phase
// to phase, add up to the phase's size in every dimension, and meet the phase's
// own items that are about shares, to the whole row as the audit does; among
// such counts those nearest to whole_counts at each size, the last phase first.
// A share of values that are no whole targets is outside a plan, as is a floor
// on the largest value or a ceiling on the smallest.
// Throws Error{usage} for a negative size. Cost: milliseconds; an integer
// program for each dimension where shares alone do not meet the items.
PhasePlan phase_counts(const Plan& plan, int64_t size);

}  // namespace evenset
