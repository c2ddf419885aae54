// Deal a plan out over N work items, as even jointly as it is in each dimension.
//
//   Slots items = slots(plan, 5000, seed);
//   plan.targets[items.at(17, 0)].name;      // what item 17 is to be in the first planned dimension
//
// A slot says what one example that is still to be written has to be: a target
// in every planned dimension. One-way counts alone leave open how dimensions
// meet; here each pair of them meets as often as chance would have it, but for
// the pairs that the plan calls impossible.
#pragma once

#include <cstdint>
#include <vector>

#include "evenset/plan.h"

namespace evenset {

inline constexpr int64_t kMostSlots = 1'000'000;

struct Slots {
  size_t dimensions = 0;        // planned dimensions, as Plan::planned()
  std::vector<int16_t> target;  // item i, dimension d: target[i * dimensions + d], index into Plan::targets
  // How far the fullest or emptiest cell of any two-way table is from where it
  // should be, in items: see two_way_table.
  double largest_deviation = 0;

  size_t size() const { return dimensions == 0 ? 0 : target.size() / dimensions; }
  size_t at(size_t item, size_t dimension) const {
    return static_cast<size_t>(target[item * dimensions + dimension]);
  }
};

// Deal `size` items (0 … kMostSlots). In every dimension the targets have
// exactly their whole_counts; no item holds an impossible pair; every two-way
// table comes close to two_way_table: within 1 item in each cell for the
// built-in plan from 200 items on; with few items, or dozens of dimensions, not
// every cell can be, and the search ends at its budget. In random order,
// by seed.
//
// Method: columns with the exact counts are shuffled, then values of one column
// are swapped between two items, which leaves its counts as they are, wherever
// that makes the sum of squared deviations over all two-way tables smaller.
//
// Throws Error{input} where the plan cannot be met at this size, where the
// counts of two dimensions leave no room beside an impossible pair, where no
// items without one were found, where there are joint targets or more than 4,096 targets;
// Error{usage} for a size out of range. Cost: 0.1 s for 10,000 items of the
// built-in plan, on one core; half a second for some dozen, where no choice may be
// good enough; memory 10 bytes an item and dimension.
Slots slots(const Plan& plan, int64_t size, uint64_t seed);

// How often two planned dimensions should meet, given the counts of each: the
// table with these margins, zeros where the plan says impossible, that is
// nearest to independence (iterative proportional fitting, Deming and Stephan
// 1940). `counts` has one entry per Plan::targets. Cell (i, j), the i-th target
// of the first dimension and the j-th of the second: [i * targets of the second + j].
// Throws Error{input} where there is no such table.
std::vector<double> two_way_table(const Plan& plan, const std::vector<int64_t>& counts, size_t dimension_a,
                                  size_t dimension_b);

}  // namespace evenset
