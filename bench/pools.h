// Made-up pools: a dozen sources, each with its own skewed mix of values in every
// planned dimension of the built-in plan, so that dimensions are skewed and correlated
// as in real pools; vectors around topics.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>

#include "evenset/balance.h"
#include "evenset/diversity.h"
#include "solve/random.h"

namespace evenset {

inline constexpr size_t kSources = 12;

inline double unit(Random& random) { return static_cast<double>(random.next() >> 11) * 0x1p-53; }

// The values of one dimension as a source mixes them: the plan's shares, bent
// by chance.
inline std::vector<double> mix(const Plan& plan, size_t dimension, double bend, Random& random) {
  std::vector<double> weight(plan.dimensions[dimension].values.size(), 0.0);
  for (const Target& target : plan.targets) {
    if (target.dimension != dimension) continue;
    const double share = std::max(target.share, 0.001) / static_cast<double>(target.values.size());
    for (const int16_t value : target.values) {
      weight[static_cast<size_t>(value)] = share * std::exp(bend * (2 * unit(random) - 1));
    }
  }
  return weight;
}

inline int16_t drawn_value(const std::vector<double>& weight, Random& random) {
  double sum = 0;
  for (const double w : weight) sum += w;
  double left = unit(random) * sum;
  int16_t last = -1;
  for (size_t v = 0; v < weight.size(); ++v) {
    if (weight[v] <= 0) continue;
    last = static_cast<int16_t>(v);
    if ((left -= weight[v]) < 0) break;
  }
  return last;
}

// What a value of a rare flag becomes in a row that has none; -1 elsewhere.
inline int16_t plain_value(const Dimension& dimension) {
  if (dimension.name == "turns") return dimension.value("single");
  if (dimension.name == "negative") return dimension.value("none");
  return dimension.name == "ambiguous" || dimension.name == "adversarial" ? dimension.value("no")
                                                                          : int16_t{-1};
}

// Of the rows with rare flags, the share `flagged` keeps them.
inline Examples made_up_labels(const Plan& plan, size_t rows, double bend, uint64_t seed,
                               double flagged = 1) {
  Random random(seed);
  std::vector<std::vector<std::vector<double>>> mixes(kSources);
  for (auto& source : mixes) {
    for (size_t d = 0; d < plan.dimensions.size(); ++d) source.push_back(mix(plan, d, bend, random));
  }
  Examples out;
  out.shape.assign(rows, Shape::openai);
  out.labels.resize(plan.dimensions.size());
  for (Labels& labels : out.labels) labels.value.assign(rows, -1);
  for (size_t row = 0; row < rows; ++row) {
    const auto& source = mixes[random.below(kSources)];
    const bool plain = flagged < 1 && unit(random) >= flagged;
    for (const size_t d : plan.planned()) {
      const int16_t value = drawn_value(source[d], random), without = plain_value(plan.dimensions[d]);
      out.labels[d].value[row] = plain && without >= 0 ? without : value;
    }
  }
  return out;
}

inline constexpr size_t kTopics = 2000;

inline int8_t around(Random& random, double spread) {
  double sum = 0;
  for (int i = 0; i < 4; ++i) sum += unit(random) - 0.5;
  return static_cast<int8_t>(std::clamp(sum * 1.7 * spread, -63.0, 63.0));
}

// Of a length like that of the texts' own.
inline Points made_up_points(size_t rows, uint64_t seed) {
  Random random(seed);
  std::vector<std::array<int8_t, Points::kWidth>> topics(kTopics);
  for (auto& topic : topics)
    for (int8_t& value : topic) value = around(random, 17);
  Points out;
  out.reserve(rows);
  std::array<int8_t, Points::kWidth> point;
  for (size_t row = 0; row < rows; ++row) {
    const double skew = unit(random);
    const auto& topic = topics[static_cast<size_t>(skew * skew * kTopics)];
    for (size_t k = 0; k < point.size(); ++k)
      point[k] = static_cast<int8_t>(std::clamp(topic[k] + around(random, 12), -63, 63));
    out.add(point);
  }
  return out;
}

}  // namespace evenset
