// Integral repair: from the vertex of a linear program to whole numbers.
#pragma once

#include <cstddef>
#include <cstdint>

#include "solve/linear.h"

namespace evenset {

struct RepairLimits {
  double goal = 0;  // stop at this cost: no whole solution is cheaper
  double step = 1;  // costs of whole solutions lie at least so far apart
  uint64_t seed = 0;
  double seconds = 60;
  size_t free_from = SIZE_MAX;  // columns from this one on are free in every search
};

// The cheapest solution found with whole numbers where Program::whole asks for
// them; empty when none was. Columns that are not whole must stay solvable for
// any choice of the others. Searches small programs around the vertex, twice as
// large each time, the last one the whole program; ends at `goal`, or when time
// is up. Same seed, same answer, as long as time is not up.
std::vector<double> whole_solution(const Program& program, const LinearOptimum& vertex,
                                   const RepairLimits& limits);

}  // namespace evenset
