#include "places.h"

#include <algorithm>
#include <map>

#include "solve/exact_sum.h"

namespace evenset {
namespace {

std::map<size_t, std::vector<size_t>> by_dimension(const TargetPlaces& places) {
  std::map<size_t, std::vector<size_t>> out;
  for (size_t t = 0; t < places.dimension.size(); ++t) out[places.dimension[t]].push_back(t);
  return out;
}

// The low ends, and the rest of each dimension to the first targets in order, up to their high ends.
template <class Before>
double worth(const TargetPlaces& places, const std::vector<double>& prices, const Before& before) {
  ExactSum sum;
  for (size_t t = 0; t < places.targets(); ++t) sum.add(static_cast<double>(places.low[t]) * prices[t]);
  for (auto& [dimension, targets] : by_dimension(places)) {
    int64_t left = places.size;
    for (const size_t t : targets) left -= places.low[t];
    std::vector<size_t> order = targets;
    std::stable_sort(order.begin(), order.end(),
                     [&](size_t a, size_t b) { return before(prices[a], prices[b]); });
    for (const size_t t : order) {
      const int64_t more = std::clamp<int64_t>(left, 0, places.high[t] - places.low[t]);
      sum.add(static_cast<double>(more) * prices[t]);
      left -= more;
    }
  }
  return sum.value();
}

}  // namespace

TargetPlaces places_of(const Plan& plan, const Counts& counts, bool ranges) {
  TargetPlaces out = fixed_places(counts.count);
  out.size = counts.size;
  if (ranges) {
    out.low = counts.low;
    out.high = counts.high;
  }
  for (const Target& target : plan.targets) {
    out.aimed.push_back(target.aimed);
    out.dimension.push_back(target.dimension);
  }
  return out;
}

TargetPlaces fixed_places(const std::vector<int64_t>& wanted) { return {0, wanted, wanted, wanted, {}, {}}; }

double most_worth(const TargetPlaces& places, const std::vector<double>& prices) {
  return worth(places, prices, [](double a, double b) { return a > b; });
}

double least_worth(const TargetPlaces& places, const std::vector<double>& prices) {
  return worth(places, prices, [](double a, double b) { return a < b; });
}

std::vector<int64_t> nearest_places(const TargetPlaces& places, const std::vector<int64_t>& got) {
  std::vector<int64_t> out(got.size());
  for (size_t t = 0; t < got.size(); ++t) out[t] = std::clamp(got[t], places.low[t], places.high[t]);
  for (const auto& [dimension, targets] : by_dimension(places)) {
    int64_t left = places.size;
    for (const size_t t : targets) left -= out[t];
    for (const bool to_aim : {true, false}) {
      for (const size_t t : targets) {
        const int64_t low = to_aim ? std::min(out[t], places.aim[t]) : places.low[t];
        const int64_t high = to_aim ? std::max(out[t], places.aim[t]) : places.high[t];
        const int64_t step = std::clamp(left, low - out[t], high - out[t]);
        out[t] += step;
        left -= step;
      }
    }
  }
  return out;
}

void add_free_places(Program& program, const TargetPlaces& places) {
  std::map<size_t, size_t> row;  // by dimension
  for (size_t t = 0; t < places.targets(); ++t) {
    if (places.low[t] == places.high[t]) continue;
    const auto [of_dimension, is_new] = row.emplace(places.dimension[t], program.rows());
    if (is_new) program.add_row(0, 0);
    program.add_entry(t, -1);
    program.add_entry(of_dimension->second, 1);
    program.add_column(0, static_cast<double>(places.low[t] - places.aim[t]),
                       static_cast<double>(places.high[t] - places.aim[t]), false);
  }
}

bool are_places(const TargetPlaces& places, const std::vector<int64_t>& counts) {
  std::map<size_t, int64_t> sums;
  for (size_t t = 0; t < counts.size(); ++t) {
    if (counts[t] < places.low[t] || counts[t] > places.high[t]) return false;
    sums[places.dimension[t]] += counts[t];
  }
  return std::all_of(sums.begin(), sums.end(), [&](const auto& sum) { return sum.second == places.size; });
}

}  // namespace evenset
