#include "reference/exhaustive.h"

#include <algorithm>
#include <cstdlib>

namespace evenset {
namespace {

// Calls visit(chosen row count, counts per target) for every subset.
template <class Visit>
void each_subset(const Cells& cells, size_t targets, const Visit& visit) {
  const size_t rows = cells.cell_of_row.size();
  for (uint32_t subset = 0; subset < (uint32_t{1} << rows); ++subset) {
    Rows chosen;
    for (size_t row = 0; row < rows; ++row) {
      if (subset >> row & 1) chosen.push_back(row);
    }
    visit(static_cast<int64_t>(chosen.size()), plain_counts(cells, chosen, targets));
  }
}

double row_price(const Cells& cells, uint32_t cell, const std::vector<double>& prices) {
  double price = 0;
  for (size_t d = 0; d < cells.dimensions; ++d) price += prices[cells.at(cell, d)];
  return price;
}

}  // namespace

std::vector<int64_t> plain_counts(const Cells& cells, const Rows& rows, size_t targets) {
  std::vector<int64_t> counts(targets, 0);
  for (const uint64_t row : rows) {
    for (size_t d = 0; d < cells.dimensions; ++d) ++counts[cells.at(cells.cell_of_row[row], d)];
  }
  return counts;
}

int64_t most_rows(const Cells& cells, const std::vector<int64_t>& wanted) {
  int64_t most = 0;
  each_subset(cells, wanted.size(), [&](int64_t count, const std::vector<int64_t>& got) {
    for (size_t t = 0; t < wanted.size(); ++t) {
      if (got[t] > wanted[t]) return;
    }
    most = std::max(most, count);
  });
  return most;
}

int64_t least_deviation(const Cells& cells, const std::vector<int64_t>& wanted, int64_t size) {
  int64_t least = -1;
  each_subset(cells, wanted.size(), [&](int64_t count, const std::vector<int64_t>& got) {
    if (count != size) return;
    int64_t off = 0;
    for (size_t t = 0; t < wanted.size(); ++t) off += std::abs(got[t] - wanted[t]);
    if (least < 0 || off < least) least = off;
  });
  return least;
}

double plain_fewer_bound(const Cells& cells, const std::vector<int64_t>& wanted,
                         const std::vector<double>& prices) {
  double bound = 0;
  for (size_t t = 0; t < wanted.size(); ++t) bound += static_cast<double>(wanted[t]) * prices[t];
  for (const uint32_t cell : cells.cell_of_row) {
    if (cell != Cells::kNoCell) bound += std::max(0.0, 1 - row_price(cells, cell, prices));
  }
  return bound;
}

double plain_fill_bound(const Cells& cells, const std::vector<int64_t>& wanted,
                        const std::vector<double>& prices, int64_t size) {
  std::vector<double> price;
  for (const uint32_t cell : cells.cell_of_row) {
    if (cell != Cells::kNoCell) price.push_back(row_price(cells, cell, prices));
  }
  std::sort(price.begin(), price.end());
  double bound = 0;
  for (size_t i = 0; i < std::min(price.size(), static_cast<size_t>(size)); ++i) bound += price[i];
  for (size_t t = 0; t < wanted.size(); ++t) bound -= static_cast<double>(wanted[t]) * prices[t];
  return bound;
}

}  // namespace evenset
