#include "models/logistic.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

#include "reference/fast.h"
#include "solve/random.h"

namespace evenset {
namespace {

constexpr size_t kFeatures = 12, kRows = 60, kColumns = 19;

struct Problem {
  SparseRows rows;
  Targets targets;
  std::vector<uint32_t> all;
};

Problem made_up() {
  Random random(5);
  Problem out;
  out.targets.columns = kColumns;
  for (size_t row = 0; row < kRows; ++row) {
    std::vector<uint32_t> features;
    for (uint32_t f = 0; f < kFeatures; ++f)
      if (random.below(3) == 0) features.push_back(f);
    const size_t half = features.size() / 2;
    out.rows.add_run({features.data(), half}, 0.5f);
    out.rows.add_run({features.data() + half, features.size() - half}, 1.25f);
    out.rows.close_row();
    out.targets.weight.push_back(row % 3 == 0 ? 0.5f : 1.0f);
    for (size_t k = 0; k < kColumns; ++k) {
      const bool likely = std::find(features.begin(), features.end(), k % kFeatures) != features.end();
      const uint64_t chance = random.below(10);
      out.targets.sign.push_back(chance == 0 ? int8_t{0} : (chance < 3) != likely ? int8_t{1} : int8_t{-1});
    }
  }
  out.all.resize(kRows);
  std::iota(out.all.begin(), out.all.end(), 0u);
  return out;
}

LogisticOptions options(float c, int threads) {
  LogisticOptions out;
  out.c.assign(kColumns, c);
  out.features = kFeatures;
  out.epochs = 2000;
  out.tolerance = 1e-7;
  out.threads = threads;
  return out;
}

TEST(Logistic, FindsTheLeastLossAsTheSlowTwinDoes) {
  const Problem problem = made_up();
  for (const float c : {0.1f, 3.0f}) {
    const auto weights = fit_logistic(problem.rows, problem.all, problem.targets, options(c, 1));
    ASSERT_EQ(weights.size(), (kFeatures + 1) * kColumns);
    for (const size_t column : {size_t{0}, size_t{7}, size_t{18}}) {
      const auto slow = reference::logistic(problem.rows, problem.targets, column, double{c}, kFeatures);
      std::vector<double> ours;
      for (size_t f = 0; f <= kFeatures; ++f) ours.push_back(double{weights[f * kColumns + column]});
      const auto loss = [&](const std::vector<double>& w) {
        return reference::logistic_loss(problem.rows, problem.targets, column, double{c}, w);
      };
      EXPECT_NEAR(loss(ours), loss(slow), 1e-3 * loss(slow));
      for (size_t f = 0; f <= kFeatures; ++f) EXPECT_NEAR(ours[f], slow[f], 5e-3);
    }
  }
}

TEST(Logistic, GivesTheSameWhateverTheThreads) {
  const Problem problem = made_up();
  EXPECT_EQ(fit_logistic(problem.rows, problem.all, problem.targets, options(1, 1)),
            fit_logistic(problem.rows, problem.all, problem.targets, options(1, 3)));
}

TEST(Logistic, ReadsOnlyChosenRows) {
  const Problem problem = made_up();
  const std::vector<uint32_t> none;
  for (const float w : fit_logistic(problem.rows, none, problem.targets, options(1, 1))) EXPECT_EQ(w, 0);
}

TEST(Logistic, ScoresAreDotProducts) {
  const Problem problem = made_up();
  const auto weights = fit_logistic(problem.rows, problem.all, problem.targets, options(1, 1));
  std::vector<float> scores(kColumns);
  logistic_scores(problem.rows, 4, weights, scores);
  double expected = double{weights[kFeatures * kColumns + 2]};
  for (const SparseRows::Run& run : problem.rows.runs(4))
    for (const uint32_t f : problem.rows.features(run))
      expected += double{run.value} * double{weights[f * kColumns + 2]};
  EXPECT_NEAR(scores[2], expected, 1e-5);
}

}  // namespace
}  // namespace evenset
