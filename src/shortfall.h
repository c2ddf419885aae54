// What to write so that the plan can be met.
#pragma once

#include "evenset/balance.h"

namespace evenset {

// A new example for every place that is left, each target's places used up
// exactly: as many as one dimension lacks, which is the fewest possible, since
// the selection is the largest. No example holds a combination that the plan
// calls impossible, or more than one rare flag (ambiguous, adversarial,
// negative, multi-turn), unless the places that are left force it or the search
// does not find the way round within its budget. Seeded. Most frequent first.
// Precondition: got <= wanted, with the same difference in every dimension.
std::vector<ShortfallEntry> shortfall(const Plan& plan, const std::vector<int64_t>& wanted,
                                      const std::vector<int64_t>& got, uint64_t seed);

}  // namespace evenset
