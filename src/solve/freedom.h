// Which numbers inside the targets' ranges to aim at.
#pragma once

#include "solve/quota.h"

namespace evenset {

// The numbers of places, of those inside the ranges, under which most rows can be taken, and among these the
// nearest to the aims, by the sum of differences over targets that have an aim: two linear programs, one
// after the other, then whole numbers. `bound` and `prices` are those of the first: no numbers inside the
// ranges give more rows. Seeded. Cost: about that of largest_quotas, twice.
struct Freedom {
  std::vector<int64_t> wanted;  // one per target
  std::vector<int64_t> taken;   // rows by cell that fit under `wanted`, as many as were found
  std::vector<double> prices;   // one per target, 0..1
  double bound = 0;
};
Freedom use_of_ranges(const Cells& cells, const TargetPlaces& places, uint64_t seed, double seconds);

// The aims where they can be met, else use_of_ranges.
Freedom largest_within(const Cells& cells, const TargetPlaces& places, uint64_t seed, double seconds);

}  // namespace evenset
