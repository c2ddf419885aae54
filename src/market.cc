// Any prices prove a bound, so what one more row of a kind adds to the bound at
// these prices is the most that it can bring: 1 less the cost of its places, or,
// under fill, what it costs less than the row it replaces.
//
// Prices of equal bound may say less. Where the rows that are worth something
// and hold a target are just as many as its places, the places can have their
// worth instead, and a row that comes to them then finds none. That is tried
// for each kind, target by target; and each dimension alone proves a bound, too.
#include "market.h"

#include <algorithm>
#include <limits>
#include <numeric>

#include "solve/greedy.h"
#include "solve/snapped.h"

namespace evenset {

Market::Market(const Cells& cells, const BalanceOptions& options, const Balance& answer)
    : cells_(cells),
      prices_(answer.certificate.prices),
      fill_(options.on_shortfall == OnShortfall::fill),
      left_(cells.available),
      wanted_(answer.wanted),
      deviation_(static_cast<double>(answer.deviation)) {
  for (const uint64_t row : options.keep) {
    const uint32_t cell = cells.cell_of_row[row];
    --left_[cell];
    for (size_t d = 0; d < cells.dimensions; ++d) --wanted_[cells.at(cell, d)];
  }
  if (fill_) par_ = last_cost(options.size - static_cast<int64_t>(options.keep.size()));
  for (size_t c = 0; c < cells.size(); ++c) worth_.push_back(worth(target_of(c)));
  held_ = target_counts(cells, left_, wanted_.size());
  bound_ = bound();
  for (size_t d = 0; d < cells.dimensions; ++d) bounds_.push_back(dimension_bound(d));
}

std::vector<int16_t> Market::target_of(size_t cell) const {
  const auto begin = cells_.target.begin() + static_cast<std::ptrdiff_t>(cell * cells_.dimensions);
  return {begin, begin + static_cast<std::ptrdiff_t>(cells_.dimensions)};
}

double Market::cost(const std::vector<int16_t>& target) const {
  return std::accumulate(target.begin(), target.end(), 0.0,
                         [&](double sum, int16_t t) { return sum + prices_[static_cast<size_t>(t)]; });
}

double Market::worth(const std::vector<int16_t>& target) const { return snapped(par_ - cost(target)); }

// Of the `size` cheapest rows, the dearest: one more would replace it. Where
// there are no more rows than that, none is replaced.
double Market::last_cost(int64_t size) const {
  std::vector<std::pair<double, int64_t>> offers;
  for (size_t c = 0; c < cells_.size(); ++c) offers.emplace_back(cost(target_of(c)), left_[c]);
  std::sort(offers.begin(), offers.end());
  for (const auto& [cost, count] : offers) {
    if (size > 0 && (size -= count) <= 0) return cost;
  }
  return 0;
}

// One step for one target; false where its price cannot rise.
bool Market::give_worth(std::vector<double>& worth, size_t dimension, size_t t, double& own) const {
  int64_t rows = 0;
  double least = std::numeric_limits<double>::infinity();
  for (size_t c = 0; c < cells_.size(); ++c) {
    if (cells_.at(c, dimension) != t || worth[c] <= kWorthless || left_[c] == 0) continue;
    rows += left_[c];
    least = std::min(least, worth[c]);
  }
  if (rows < wanted_[t]) return false;
  own -= least;
  for (size_t c = 0; c < cells_.size(); ++c) {
    if (cells_.at(c, dimension) == t) worth[c] -= least;
  }
  return true;
}

double Market::bound() const {
  double bound = std::inner_product(wanted_.begin(), wanted_.end(), prices_.begin(), 0.0);
  for (size_t c = 0; c < cells_.size(); ++c)
    bound += static_cast<double>(left_[c]) * std::max(0.0, worth_[c]);
  return bound;
}

// One dimension alone: of each target, its places or its rows, whichever are fewer.
double Market::dimension_bound(size_t dimension) const {
  std::vector<char> seen(wanted_.size(), 0);
  int64_t bound = 0;
  for (size_t c = 0; c < cells_.size(); ++c) {
    const size_t t = cells_.at(c, dimension);
    if (!seen[t]) bound += std::min(held_[t], wanted_[t]);
    seen[t] = 1;
  }
  return static_cast<double>(bound);
}

double Market::least_worth(const std::vector<int16_t>& target) const {
  double own = worth(target);
  if (fill_) return std::clamp(own, 0.0, deviation_);
  std::vector<double> all = worth_;
  for (size_t d = 0; d < target.size(); ++d) {
    const auto t = static_cast<size_t>(target[d]);
    while (own > kWorthless && give_worth(all, d, t, own)) {
    }
    own = std::min(own, bounds_[d] + (held_[t] < wanted_[t] ? 1 : 0) - bound_);
  }
  return own > kWorthless ? snapped(own) : 0;
}

}  // namespace evenset
