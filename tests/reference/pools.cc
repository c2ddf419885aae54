#include "reference/pools.h"

#include <cmath>
#include <map>
#include <numeric>
#include <string>

namespace evenset {
namespace {

// The first target of every planned dimension, and one past the last.
std::vector<size_t> first_targets(const Plan& plan) {
  std::vector<size_t> first;
  for (size_t t = 0; t < plan.targets.size(); ++t) {
    if (t == 0 || plan.targets[t].dimension != plan.targets[t - 1].dimension) first.push_back(t);
  }
  first.push_back(plan.targets.size());
  return first;
}

int drawn(size_t values, double skew, Random& random) {
  double sum = 0;
  for (size_t v = 0; v < values; ++v) sum += std::pow(skew, -static_cast<double>(v));
  double left = static_cast<double>(random.below(1'000'000)) / 1e6 * sum;
  for (size_t v = 0; v + 1 < values; ++v) {
    if ((left -= std::pow(skew, -static_cast<double>(v))) < 0) return static_cast<int>(v);
  }
  return static_cast<int>(values) - 1;
}

}  // namespace

Plan plan_with(const std::vector<std::vector<int64_t>>& margins) {
  Plan plan;
  for (size_t d = 0; d < margins.size(); ++d) {
    Dimension dimension;
    dimension.name = "d" + std::to_string(d);
    const auto total = static_cast<double>(std::accumulate(margins[d].begin(), margins[d].end(), int64_t{0}));
    for (size_t v = 0; v < margins[d].size(); ++v) {
      dimension.values.push_back("v" + std::to_string(v));
      const double share = total > 0 ? static_cast<double>(margins[d][v]) / total
                                     : 1.0 / static_cast<double>(margins[d].size());
      plan.targets.push_back(
          {d, {static_cast<int16_t>(v)}, dimension.values.back(), share, share, share, "test", false});
    }
    plan.dimensions.push_back(std::move(dimension));
  }
  return plan;
}

Cells cells_of(const Plan& plan, const std::vector<std::vector<int>>& rows) {
  const std::vector<size_t> first = first_targets(plan);
  Cells cells;
  cells.dimensions = first.size() - 1;
  std::map<std::vector<int>, uint32_t> number;
  for (const std::vector<int>& row : rows) {
    const auto [cell, is_new] = number.emplace(row, static_cast<uint32_t>(cells.size()));
    if (is_new) {
      cells.available.push_back(0);
      for (size_t d = 0; d < row.size(); ++d) {
        cells.target.push_back(static_cast<int16_t>(first[d] + static_cast<size_t>(row[d])));
      }
    }
    ++cells.available[cell->second];
    cells.cell_of_row.push_back(cell->second);
  }
  return cells;
}

std::vector<std::vector<int>> skewed_rows(const Plan& plan, size_t count, double skew, Random& random) {
  const std::vector<size_t> first = first_targets(plan);
  std::vector<std::vector<int>> rows(count);
  for (std::vector<int>& row : rows) {
    for (size_t d = 0; d + 1 < first.size(); ++d) {
      const size_t values = first[d + 1] - first[d];
      const bool follows = !row.empty() && random.below(2) == 0;
      row.push_back(follows ? row.back() % static_cast<int>(values) : drawn(values, skew, random));
    }
  }
  return rows;
}

std::vector<std::vector<int64_t>> margins_of(const Plan& plan, const std::vector<std::vector<int>>& rows) {
  const std::vector<size_t> first = first_targets(plan);
  std::vector<std::vector<int64_t>> margins;
  for (size_t d = 0; d + 1 < first.size(); ++d) {
    margins.emplace_back(first[d + 1] - first[d], 0);
    for (const std::vector<int>& row : rows) ++margins[d][static_cast<size_t>(row[d])];
  }
  return margins;
}

std::vector<int64_t> random_margin(int64_t size, size_t parts, Random& random) {
  std::vector<int64_t> margin(parts, 0);
  for (int64_t i = 0; i < size; ++i) ++margin[random.below(parts)];
  return margin;
}

}  // namespace evenset
