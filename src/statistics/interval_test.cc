#include "statistics/interval.h"

#include <gtest/gtest.h>

#include <random>

#include "evenset/audit.h"

namespace evenset {
namespace {

TEST(NormalQuantile, KnownValues) {
  struct {
    double probability, quantile;
  } const cases[] = {{0.5, 0},
                     {0.975, 1.959963984540054},
                     {0.025, -1.959963984540054},
                     {0.9995, 3.2905267314918945},
                     {1e-10, -6.361340902404056}};
  for (auto& c : cases) EXPECT_NEAR(normal_quantile(c.probability), c.quantile, 1e-12) << c.probability;
  EXPECT_NEAR(simultaneous_z(1), 1.959963984540054, 1e-12);
  EXPECT_NEAR(simultaneous_z(0), simultaneous_z(1), 0);
  EXPECT_NEAR(simultaneous_z(50), 3.2905267314918945, 1e-9);
}

TEST(Wilson, KnownValuesAndEdges) {
  struct {
    double count, sample, population, low, high;
  } const cases[] = {
      {81, 263, kInfinitePopulation, 0.2553, 0.3662},  // Newcombe (1998), table I
      {15, 148, kInfinitePopulation, 0.0624, 0.1605},
      {0, 20, kInfinitePopulation, 0, 0.1611},
      {1, 29, kInfinitePopulation, 0.0061, 0.1718},
      {29, 29, kInfinitePopulation, 0.8830, 1},
      {0, 0, 1000, 0, 1},
      {7, 20, 20, 0.35, 0.35},
  };
  for (auto& c : cases) {
    Interval got = wilson(c.count, c.sample, c.population, 1.959963984540054);
    EXPECT_NEAR(got.low, c.low, 6e-5) << c.count << "/" << c.sample;
    EXPECT_NEAR(got.high, c.high, 6e-5) << c.count << "/" << c.sample;
  }
  // 95 of 100 seen, none has it: at most the 5 unseen do.
  EXPECT_LE(wilson(0, 95, 100, 3.29).high, 0.05);
  EXPECT_GE(wilson(95, 95, 100, 3.29).low, 0.95);
}

TEST(Wilson, FiniteFactorNarrows) {
  Interval endless = wilson(50, 500, kInfinitePopulation, 1.96), finite = wilson(50, 500, 1000, 1.96);
  EXPECT_LT(finite.high - finite.low, 0.75 * (endless.high - endless.low));
}

TEST(Corrected, Edges) {
  double out[2];
  const struct {
    int64_t count, rows;
    ErrorRate rate;
  } unknown[] = {
      {20, 100, {}}, {20, 100, {50, 100, 50, 100}}, {20, 100, {0, 0, 90, 100}}, {0, 0, {9, 9, 9, 9}}};
  for (auto& c : unknown) {
    corrected_interval(c.count, c.rows, c.rate, 1.96, out);
    EXPECT_EQ(out[0], 0);
    EXPECT_EQ(out[1], 1);
  }
  // All nearly certain: the point estimate (0.2 + 0.95 - 1) / (0.8 + 0.95 - 1) = 0.2.
  corrected_interval(200000, 1000000, {800000, 1000000, 950000, 1000000}, 1.96, out);
  EXPECT_NEAR(out[0], 0.2, 0.002);
  EXPECT_NEAR(out[1], 0.2, 0.002);
  // Fewer labels than false ones alone would give: nothing may be there.
  corrected_interval(10, 1000, {800, 1000, 950, 1000}, 1.96, out);
  EXPECT_EQ(out[0], 0);
  EXPECT_LT(out[1], 0.02);
  // A value and all others are the same question.
  double rest[2];
  corrected_interval(80, 1000, {70, 100, 880, 900}, 1.96, out);
  corrected_interval(920, 1000, {880, 900, 70, 100}, 1.96, rest);
  EXPECT_NEAR(out[0], 1 - rest[1], 1e-9);
  EXPECT_NEAR(out[1], 1 - rest[0], 1e-9);
}

TEST(Corrected, CoversTheTruth) {
  // Rates measured on some hundred rows, applied to others.
  std::mt19937_64 random(7);
  struct {
    double share, sensitivity, specificity;
    int positives, negatives, rows;
  } const worlds[] = {{0.08, 0.70, 0.98, 80, 900, 1000}, {0.35, 0.84, 0.90, 300, 600, 5000},
                      {0.02, 0.60, 0.97, 60, 900, 5000}, {0.05, 0.90, 0.99, 100, 900, 5000},
                      {0.07, 0.50, 0.95, 40, 400, 2000}, {0.00, 0.70, 0.98, 80, 900, 1000},
                      {1.00, 0.90, 0.90, 80, 100, 1000}, {0.30, 0.60, 0.70, 100, 100, 100000}};
  for (auto& w : worlds) {
    auto draw = [&](int n, double p) { return std::binomial_distribution<int>(n, p)(random); };
    int covered = 0;
    constexpr int kRuns = 4000;
    for (int run = 0; run < kRuns; ++run) {
      ErrorRate rate{draw(w.positives, w.sensitivity), w.positives, draw(w.negatives, w.specificity),
                     w.negatives};
      int truth = static_cast<int>(w.share * w.rows + 0.5);
      int labelled = draw(truth, w.sensitivity) + draw(w.rows - truth, 1 - w.specificity);
      double out[2];
      corrected_interval(labelled, w.rows, rate, 1.96, out);
      covered += out[0] <= w.share && w.share <= out[1];
    }
    EXPECT_GE(covered, 0.945 * kRuns) << w.share;
  }
}

}  // namespace
}  // namespace evenset
