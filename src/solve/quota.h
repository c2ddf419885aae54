// How many rows to take from each cell: the two programs over cell counts.
#pragma once

#include "evenset/balance.h"
#include "places.h"

namespace evenset {

struct Quotas {
  std::vector<int64_t> taken;  // one per cell
  std::vector<double> prices;  // one per target, as Certificate::prices
  double bound = 0;            // what the prices prove
};

// As many rows as can be had with no target above `wanted`. Prices in 0..1.
Quotas largest_quotas(const Cells& cells, const std::vector<int64_t>& wanted, uint64_t seed, double seconds);

// Exactly min(size, candidates) rows with the smallest sum of |got - wanted|, for those
// numbers wanted, of which the places leave a choice, that are nearest. Prices in -1..1.
Quotas nearest_quotas(const Cells& cells, const TargetPlaces& places, int64_t size, uint64_t seed,
                      double seconds);

// The dual values of a program's first rows, one per target, as prices, and what they prove:
// any inside their range are a proof, so the better of raw and snapped is taken.
void set_prices(Quotas& out, OnShortfall mode, const Cells& cells, const TargetPlaces& places, int64_t size,
                const std::vector<double>& dual);

}  // namespace evenset
