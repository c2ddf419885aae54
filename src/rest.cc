#include "rest.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "evenset/error.h"
#include "solve/greedy.h"

namespace evenset {

namespace {

// The first target with kept rows beyond its places, or beyond what the low ends of its dimension leave.
size_t over_full(const TargetPlaces& places, const std::vector<int64_t>& kept) {
  std::map<size_t, int64_t> taken;  // by dimension: at least so many places
  for (size_t t = 0; t < kept.size(); ++t) {
    if (kept[t] > places.high[t]) return t;
    taken[places.dimension[t]] += std::max(kept[t], places.low[t]);
  }
  for (size_t t = 0; t < kept.size(); ++t)
    if (kept[t] > places.low[t] && taken[places.dimension[t]] > places.size) return t;
  return SIZE_MAX;
}

}  // namespace

Rest::Rest(const Cells& all, const TargetPlaces& all_places, const Rows& keep)
    : cells(all), places(all_places) {
  std::vector<int64_t> taken(all.size());
  for (const uint64_t row : keep) {
    const uint32_t cell = row < cells.cell_of_row.size() ? cells.cell_of_row[row] : Cells::kNoCell;
    if (cell == Cells::kNoCell)
      throw Error(ErrorKind::usage, fmt::format("row {} is to be kept and cannot be chosen", row + 1));
    --cells.available[cell];
    ++taken[cell];
    cells.cell_of_row[row] = Cells::kNoCell;
  }
  kept = target_counts(all, taken, places.targets());
  over = over_full(places, kept);
  for (size_t t = 0; t < kept.size(); ++t) {
    places.low[t] = std::max<int64_t>(0, places.low[t] - kept[t]);
    places.high[t] = std::max<int64_t>(0, places.high[t] - kept[t]);
    places.aim[t] = std::clamp(places.aim[t] - kept[t], places.low[t], places.high[t]);
  }
  places.size -= static_cast<int64_t>(keep.size());
  places.aim = nearest_places(places, places.aim);
}

}  // namespace evenset
