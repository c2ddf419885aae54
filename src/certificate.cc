#include "certificate.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "solve/exact_sum.h"

namespace evenset {
namespace {

constexpr double kGuard = 1e-6;  // rounding of sums; real bounds are rarely this near to a whole number

double cell_price(const Cells& cells, size_t cell, const std::vector<double>& prices) {
  ExactSum sum;
  for (size_t d = 0; d < cells.dimensions; ++d) {
    sum.add(prices[cells.at(cell, d)]);
  }
  return sum.value();
}

double unpriced_rows(const Cells& cells, const std::vector<double>& prices) {
  ExactSum sum;
  for (size_t c = 0; c < cells.size(); ++c) {
    const double left = 1 - cell_price(cells, c, prices);
    if (left > 0) sum.add(static_cast<double>(cells.available[c]) * left);
  }
  return sum.value();
}

double cheapest_rows(const Cells& cells, const std::vector<double>& prices, int64_t size) {
  std::vector<std::pair<double, int64_t>> offers;
  for (size_t c = 0; c < cells.size(); ++c) {
    offers.emplace_back(cell_price(cells, c, prices), cells.available[c]);
  }
  std::sort(offers.begin(), offers.end());
  ExactSum sum;
  for (const auto& [price, available] : offers) {
    const int64_t count = std::min(available, size);
    sum.add(static_cast<double>(count) * price);
    size -= count;
  }
  return sum.value();
}

}  // namespace

int64_t candidates(const Cells& cells) {
  return std::accumulate(cells.available.begin(), cells.available.end(), int64_t{0});
}

BoundParts bound_parts(OnShortfall mode, const Cells& cells, const TargetPlaces& places,
                       const std::vector<double>& prices, int64_t size) {
  const double worth = most_worth(places, prices);
  if (mode == OnShortfall::fill) return {-worth, cheapest_rows(cells, prices, size)};
  return {worth, unpriced_rows(cells, prices)};
}

double fewer_bound(const Cells& cells, const std::vector<int64_t>& wanted,
                   const std::vector<double>& prices) {
  return bound_parts(OnShortfall::fewer, cells, fixed_places(wanted), prices, 0).sum();
}

double fill_bound(const Cells& cells, const std::vector<int64_t>& wanted, const std::vector<double>& prices,
                  int64_t size) {
  return bound_parts(OnShortfall::fill, cells, fixed_places(wanted), prices, size).sum();
}

int64_t whole_bound(OnShortfall mode, const Cells& cells, double bound, int64_t size) {
  if (mode != OnShortfall::fill) return static_cast<int64_t>(std::floor(bound + kGuard));
  const int64_t missing = std::max<int64_t>(0, size - candidates(cells));
  const int64_t odd = (missing % 2) * static_cast<int64_t>(cells.dimensions % 2);
  const int64_t least = std::max<int64_t>(0, static_cast<int64_t>(std::ceil(bound - kGuard)));
  return least % 2 == odd ? least : least + 1;
}

bool provably_best(OnShortfall mode, const Cells& cells, double bound, int64_t size, int64_t selected,
                   int64_t deviation) {
  const int64_t limit = whole_bound(mode, cells, bound, size);
  switch (mode) {
    case OnShortfall::fewer:
      return selected == std::min(limit, size);
    case OnShortfall::fill:
      return deviation == limit;
    case OnShortfall::fail:
      return selected == size || (selected == 0 && limit < size);
  }
  return false;
}

}  // namespace evenset
