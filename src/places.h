// The places that a plan has for rows: how many per target, and what they are worth.
#pragma once

#include <cstdint>
#include <vector>

#include "evenset/plan.h"
#include "solve/program.h"

namespace evenset {

// Per target, from `low` to `high` places, preferably `aim`. Those of one
// dimension are `size` together, whichever numbers are taken.
struct TargetPlaces {
  int64_t size = 0;
  std::vector<int64_t> low, high, aim;
  std::vector<char> aimed;        // whether it matters how near to `aim`
  std::vector<size_t> dimension;  // by target

  size_t targets() const { return low.size(); }
  // Whether any target leaves a choice.
  bool free() const { return low != high; }
};

// What the plan leaves at this size; without `ranges`, the whole counts alone.
TargetPlaces places_of(const Plan& plan, const Counts& counts, bool ranges);

// These counts and no others, of dimensions that are not told apart.
TargetPlaces fixed_places(const std::vector<int64_t>& wanted);

// What the places are worth in the numbers, within the ranges, that are worth most or least.
double most_worth(const TargetPlaces& places, const std::vector<double>& prices);
double least_worth(const TargetPlaces& places, const std::vector<double>& prices);

// Numbers of places nearest to `got` by the sum of differences; among these,
// nearest to the aims.
std::vector<int64_t> nearest_places(const TargetPlaces& places, const std::vector<int64_t>& got);

// A column per target that leaves a choice, by how much its places are off the aim, and a row
// per dimension of these: what some get others give. The program's first rows are the targets'.
void add_free_places(Program& program, const TargetPlaces& places);

// Whether these are numbers that the places can be.
bool are_places(const TargetPlaces& places, const std::vector<int64_t>& counts);

}  // namespace evenset
