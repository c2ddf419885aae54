#include "draw.h"

#include "solve/random.h"

namespace evenset {

Rows drawn_rows(const std::vector<uint32_t>& cell_of_row, std::vector<int64_t> available,
                std::vector<int64_t> taken, uint64_t seed) {
  Rows rows;
  Random random(seed);
  for (uint64_t row = 0; row < cell_of_row.size(); ++row) {
    const uint32_t cell = cell_of_row[row];
    if (cell == Cells::kNoCell) continue;
    const auto left = static_cast<uint64_t>(available[cell]--);
    if (taken[cell] == 0 || random.below(left) >= static_cast<uint64_t>(taken[cell])) continue;
    --taken[cell];
    rows.push_back(row);
  }
  return rows;
}

}  // namespace evenset
