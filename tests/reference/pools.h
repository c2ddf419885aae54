// Made-up plans and pools for tests of balance, proof and holdout.
#pragma once

#include <cstdint>
#include <vector>

#include "evenset/balance.h"
#include "solve/random.h"

namespace evenset {

// A plan without text: dimension d is called "d0", "d1", …, its values "v0", …,
// each a target. Whole counts at the sum of the margins of a dimension are the margins.
Plan plan_with(const std::vector<std::vector<int64_t>>& margins);

// Cells of rows given as one target per planned dimension, counted from 0 in
// each. Here and below the plan's targets stand in the order of the dimensions.
Cells cells_of(const Plan& plan, const std::vector<std::vector<int>>& rows);

// Rows with a skewed mix: target v of a dimension is drawn about `skew` times as
// often as target v + 1, and half of the time as its left neighbour's number says.
std::vector<std::vector<int>> skewed_rows(const Plan& plan, size_t count, double skew, Random& random);

// The margins of some rows, by dimension of the plan.
std::vector<std::vector<int64_t>> margins_of(const Plan& plan, const std::vector<std::vector<int>>& rows);

// `size` split over `parts` by chance.
std::vector<int64_t> random_margin(int64_t size, size_t parts, Random& random);

}  // namespace evenset
