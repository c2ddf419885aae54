// Intervals of shares.
#pragma once

#include <cstdint>
#include <limits>

namespace evenset {

struct Interval {
  double low = 0, high = 1;
};

// The x with P(X <= x) = probability for a standard normal X; probability in
// (0, 1). Bisection on std::erfc, to the last bit that it can tell.
double normal_quantile(double probability);

// Quantile for two-sided 95 % intervals that hold for all of `gates` together
// (Bonferroni). gates < 1 counts as 1.
double simultaneous_z(int64_t gates);

constexpr double kInfinitePopulation = std::numeric_limits<double>::infinity();

// Interval of the share in a population of which `sample` were drawn at random
// and `count` have the property: Wilson (1927), the sample size divided by the
// finite population factor 1 - sample / population, and never outside of what
// the rows not drawn can still change. The whole population drawn: a point.
// sample = 0: [0, 1].
Interval wilson(double count, double sample, double population, double z);

}  // namespace evenset
