// Closing the last open places by moving single rows between cells.
#pragma once

#include "evenset/balance.h"

namespace evenset {

// Counts with exactly these margins, from counts that are near to them. Rows are moved
// between cells that differ in one dimension only, so that each dimension is put right by
// itself: along the cheapest way from a target with a row too many to one with an open
// place, by what the moves take the counts away from `masses`. Where no such way is left,
// what was reached; the caller counts. Cost: one pass over the cells per open place.
std::vector<int64_t> exchanged(const Cells& cells, const std::vector<int64_t>& margins,
                               const std::vector<double>& masses, std::vector<int64_t> counts);

}  // namespace evenset
