#include "models/multinomial.h"

#include <gtest/gtest.h>

#include <cmath>

#include "models/held_out.h"
#include "solve/random.h"

namespace evenset {
namespace {

constexpr size_t kWidth = 20;

float chance(Random& random) { return static_cast<float>(random.next() >> 40) * 0x1p-23f - 1.0f; }

// Rows about one middle a value, `apart` from each other; every row is there
// `copies` times, as one group.
LabelledVectors clouds(size_t rows, size_t values, float apart, size_t copies = 1) {
  Random random(3);
  std::vector<float> middles(values * kWidth);
  for (float& x : middles) x = apart * chance(random);
  LabelledVectors out{kWidth, values, {}, {}, {}};
  for (size_t i = 0; i < rows; ++i) {
    const size_t value = random.below(values);
    std::vector<float> row;
    for (size_t k = 0; k < kWidth; ++k)
      row.push_back(middles[value * kWidth + k] + 5 * chance(random) + static_cast<float>(k));
    for (size_t copy = 0; copy < copies; ++copy) {
      out.vectors.insert(out.vectors.end(), row.begin(), row.end());
      out.value.push_back(static_cast<uint16_t>(value));
      out.group.push_back(i);
    }
  }
  return out;
}

double accuracy(const LabelledVectors& data, const CrossValidated& result) {
  double right = 0;
  for (size_t i = 0; i < data.size(); ++i) right += result.chosen[i] == data.value[i];
  return right / static_cast<double>(data.size());
}

std::vector<double> shares(const LinearMap& map, std::span<const float> row, size_t values) {
  std::vector<float> scores(values);
  map.scores(row, scores);
  std::vector<double> out;
  double total = 0;
  for (const float score : scores) total += out.emplace_back(std::exp(double{score}));
  for (double& share : out) share /= total;
  return out;
}

// Where the objective is least its gradient vanishes; here in plain inputs, whose
// weight w stands for w * spread on the scaled ones.
TEST(Multinomial, IsAtTheMinimum) {
  constexpr size_t kValues = 3;
  constexpr double kStrength = 0.1;
  const LabelledVectors data = clouds(200, kValues, 3);
  const LinearMap map = fit_multinomial(data, kStrength);
  const double rows = static_cast<double>(data.size());
  std::vector<double> mean(kWidth), square(kWidth);
  for (size_t i = 0; i < data.size(); ++i)
    for (size_t k = 0; k < kWidth; ++k) mean[k] += double{data.row(i)[k]} / rows;
  for (size_t i = 0; i < data.size(); ++i)
    for (size_t k = 0; k < kWidth; ++k) square[k] += std::pow(double{data.row(i)[k]} - mean[k], 2) / rows;
  for (size_t v = 0; v < kValues; ++v) {
    for (size_t k = 0; k < kWidth; ++k) {
      const double spread = std::sqrt(square[k]);
      double gradient = kStrength * double{map.weight[v * kWidth + k]} * spread;
      for (size_t i = 0; i < data.size(); ++i)
        gradient += (shares(map, data.row(i), kValues)[v] - (data.value[i] == v)) *
                    (double{data.row(i)[k]} - mean[k]) / spread / rows;
      EXPECT_NEAR(gradient, 0, 5e-4) << v << " " << k;
    }
  }
}

TEST(Multinomial, StrongestKnowsTheSharesOnly) {
  LabelledVectors data = clouds(400, 2, 3);
  for (size_t i = 0; i < data.size(); ++i) data.value[i] = i % 4 == 0;
  const LinearMap map = fit_multinomial(data, 1e6);
  EXPECT_NEAR(shares(map, data.row(7), 2)[1], 0.25, 1e-3);
}

TEST(Multinomial, AnInputThatNeverChangesSaysNothing) {
  LabelledVectors data = clouds(100, 2, 3);
  for (size_t i = 0; i < data.size(); ++i) data.vectors[i * kWidth + 4] = 1e6f;
  const LinearMap map = fit_multinomial(data, 0.1);
  EXPECT_EQ(map.weight[4], 0);
  EXPECT_TRUE(std::isfinite(map.bias[0]));
}

TEST(CrossValidation, TellsCloudsApart) {
  EXPECT_GT(accuracy(clouds(300, 4, 6), cross_validate(clouds(300, 4, 6), 0, 1)), 0.9);
}

// All judged right is no proof that all will be.
TEST(CrossValidation, FewRowsAreNotQuiteCertain) {
  const LabelledVectors data = clouds(20, 2, 40);
  const CrossValidated result = cross_validate(data, 0, 1);
  ASSERT_EQ(accuracy(data, result), 1);
  const double belief = 1 - judged(data, result, {"a", "b"}, 0).calibration;
  EXPECT_GT(belief, 0.85);
  EXPECT_LT(belief, 0.99);
}

// Labels by chance, each row ten times: whoever has seen a copy is always right.
TEST(CrossValidation, GroupsStayTogether) {
  LabelledVectors data = clouds(40, 2, 0, 10);
  const CrossValidated together = cross_validate(data, 0, 1);
  EXPECT_LT(accuracy(data, together), 0.75);
  for (size_t i = 0; i < data.size(); ++i) data.group[i] = i;
  EXPECT_GT(accuracy(data, cross_validate(data, 0, 1)), 0.95);
}

TEST(CrossValidation, OneGroupOnlyIsNoFault) {
  LabelledVectors data = clouds(20, 2, 3);
  for (uint64_t& group : data.group) group = 1;
  EXPECT_EQ(cross_validate(data, 0, 1).chosen.size(), 20u);
}

TEST(CrossValidation, SameWhateverTheThreads) {
  const LabelledVectors data = clouds(150, 3, 4);
  const CrossValidated one = cross_validate(data, 5, 1), three = cross_validate(data, 5, 3);
  EXPECT_EQ(one.scores, three.scores);
  EXPECT_EQ(one.strength, three.strength);
  EXPECT_EQ(one.temperature, three.temperature);
}

TEST(HeldOut, Figures) {
  LabelledVectors data{1, 2, std::vector<float>(100), {}, std::vector<uint64_t>(100)};
  CrossValidated result;
  for (size_t i = 0; i < 100; ++i) {  // 80 of the first value, 60 of them right; 10 of 20 of the second
    data.value.push_back(i >= 80);
    result.chosen.push_back(i >= 60 && i < 90);
    for (uint16_t v = 0; v < 2; ++v) result.scores.push_back(v == result.chosen.back() ? 1.0f : 0.0f);
  }
  const Taught taught = judged(data, result, {"a", "b"}, 0);
  EXPECT_DOUBLE_EQ(taught.accuracy.value, 0.7);
  EXPECT_NEAR(taught.accuracy.low, 0.604, 1e-3);
  EXPECT_NEAR(taught.accuracy.high, 0.781, 1e-3);
  EXPECT_DOUBLE_EQ(taught.majority, 0.8);
  EXPECT_DOUBLE_EQ(taught.values[1].precision, 10.0 / 30);
  EXPECT_DOUBLE_EQ(taught.values[1].recall, 0.5);
  EXPECT_NEAR(taught.macro_f1.value, (120.0 / 150 + 20.0 / 50) / 2, 1e-12);
  EXPECT_LT(taught.macro_f1.low, taught.macro_f1.value);
  EXPECT_NEAR(taught.calibration, 1 / (1 + std::exp(-1.0)) - 0.7, 1e-6);
}

}  // namespace
}  // namespace evenset
