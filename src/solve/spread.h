// Counts per cell that lie near to the pool's own mix.
#pragma once

#include "evenset/balance.h"

namespace evenset {

// Rows to take from each cell so that the targets come out at `margins`, in
// proportion to what is there otherwise: iterative proportional fitting (Deming &
// Stephan 1940) from the available counts, none above what is available. Not whole, and
// only nearly at the margins.
std::vector<double> raked_masses(const Cells& cells, const std::vector<int64_t>& margins);

// Whole counts with exactly the margins of `start`, near to `masses`: these are rounded
// down or up by chance, and what the targets then lack or have too much is repaired by a
// small program. `start` itself where that is not done in `seconds`, or nearer (by
// the sum of the differences). A vertex that only meets the margins takes all of a few cells and
// nothing of most: rows that resemble each other.
std::vector<int64_t> spread_counts(const Cells& cells, const std::vector<int64_t>& start,
                                   const std::vector<double>& masses, size_t targets, uint64_t seed,
                                   double seconds);

}  // namespace evenset
