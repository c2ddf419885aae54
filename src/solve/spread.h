// Counts per cell that lie near to the pool's own mix.
#pragma once

#include "evenset/balance.h"

namespace evenset {

// Rows to take from each cell so that the targets come out at `margins`, in
// proportion to what is there otherwise: iterative proportional fitting (Deming &
// Stephan 1940) from the available counts, none above what is available. Not whole, and
// only nearly at the margins.
std::vector<double> raked_masses(const Cells& cells, const std::vector<int64_t>& margins);

// Whole counts with exactly the margins of `start`, near to `masses`: these are rounded by
// the cube method (solve/cube.h), which leaves a few places open, and rows are moved between
// neighbouring cells until all are closed (solve/exchange.h). Where the masses are not at the
// margins, or no move is left, the nearest vertex comes in between. `start` itself where
// that is not done in `seconds`, or nearer (by the sum of the differences). A vertex that only meets the
// margins takes all of a few cells and nothing of most: rows that resemble each other.
// Cost: 30,000 cells: a tenth of a second; masses far from the margins: three tenths.
std::vector<int64_t> spread_counts(const Cells& cells, const std::vector<int64_t>& start,
                                   const std::vector<double>& masses, size_t targets, uint64_t seed,
                                   double seconds);

}  // namespace evenset
