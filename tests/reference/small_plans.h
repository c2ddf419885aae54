// Random plans with joint targets, small enough to look at every set of rows.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "evenset/balance.h"
#include "solve/random.h"

namespace evenset {

// Own dimensions a, b, c of 2, 3 and 2 values, targets in rows for a set of
// about `size`, one or two joint targets, sometimes an impossible pair. Often
// contradictory.
std::string small_plan_text(int64_t size, Random& random);

// Every kind of row there can be: the plan's targets that it counts for, one per
// planned dimension. `impossible`: those that hold an impossible pair as well.
std::vector<std::vector<size_t>> kinds_of_rows(const Plan& plan, bool impossible);

// The counts per target of every set of `size` rows of such kinds.
std::set<std::vector<int64_t>> counts_of_sets(const Plan& plan, int64_t size, bool impossible);

// Cells of a random pool of the plan's rows, some kinds more frequent.
Cells small_pool(const Plan& plan, size_t rows, Random& random);

}  // namespace evenset
