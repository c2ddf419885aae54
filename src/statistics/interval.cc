#include "statistics/interval.h"

#include <algorithm>
#include <cmath>

#include "evenset/audit.h"

namespace evenset {

double normal_quantile(double probability) {
  // Below the median erfc keeps its relative precision; above it is mirrored.
  if (probability > 0.5) return -normal_quantile(1 - probability);
  double low = -40, high = 0;
  while (true) {
    double middle = low + (high - low) / 2;
    if (middle <= low || middle >= high) return middle;
    (0.5 * std::erfc(-middle / std::sqrt(2.0)) < probability ? low : high) = middle;
  }
}

double simultaneous_z(int64_t gates) {
  return -normal_quantile(0.05 / 2 / static_cast<double>(std::max<int64_t>(gates, 1)));
}

Interval wilson(double count, double sample, double population, double z) {
  if (sample <= 0) return {0, 1};
  double p = count / sample;
  if (sample >= population) return {p, p};
  double n = sample / (1 - sample / population);
  double shrink = 1 + z * z / n;
  double centre = (p + z * z / (2 * n)) / shrink;
  double half = z / shrink * std::sqrt(p * (1 - p) / n + z * z / (4 * n * n));
  // Rows that were seen cannot change; 0 and 1 for an infinite population.
  double least = count / population;
  double most = 1 - (sample - count) / population;
  // At p = 0 and 1 the formula gives 0 and 1 but for rounding.
  return {std::max(p <= 0 ? 0 : centre - half, least), std::min(p >= 1 ? 1 : centre + half, most)};
}

namespace {

// An estimated probability with its interval.
struct Estimate {
  double value = 0;
  Interval interval;
};

Estimate estimate(int64_t count, int64_t sample, double z) {
  auto n = static_cast<double>(sample), k = static_cast<double>(count);
  return {sample > 0 ? k / n : 0, wilson(k, n, kInfinitePopulation, z)};
}

}  // namespace

void corrected_interval(int64_t count, int64_t rows, const ErrorRate& rate, double z, double out[2]) {
  out[0] = 0, out[1] = 1;
  Estimate labelled = estimate(count, rows, z), finds = estimate(rate.found, rate.positives, z),
           rejects = estimate(rate.rejected, rate.negatives, z);
  if (rows <= 0 || finds.interval.low + rejects.interval.low <= 1) return;
  auto truth = [](double share, double se, double sp) { return (share + sp - 1) / (se + sp - 1); };
  double share = labelled.value, se = finds.value, sp = rejects.value, best = truth(share, se, sp);
  // How far each quantity alone, at its worst end, moves the estimate: the
  // three are measured apart, so their moves add up as squares.
  auto moved = [&](double by_share, double by_se, double by_sp) {
    double a = by_share - best, b = by_se - best, c = by_sp - best;
    return std::sqrt(a * a + b * b + c * c);
  };
  const Interval &q = labelled.interval, &e = finds.interval, &r = rejects.interval;
  // The estimate falls in se where it is above 0, and rises in sp where it is below 1.
  double down = moved(truth(q.low, se, sp), std::min(best, truth(share, e.high, sp)),
                      std::min(best, truth(share, se, r.low)));
  double up = moved(truth(q.high, se, sp), std::max(best, truth(share, e.low, sp)),
                    std::max(best, truth(share, se, r.high)));
  out[0] = std::clamp(best - down, 0.0, 1.0);
  out[1] = std::clamp(best + up, 0.0, 1.0);
}

}  // namespace evenset
