#include "models/fast.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <thread>

#include "evenset/error.h"
#include "models/fast_file.h"
#include "reference/fast.h"
#include "solve/random.h"

namespace evenset {
namespace {

using Needs = FastDimension::Needs;

FastDimension dimension(const char* name, size_t values, Needs needs) {
  FastDimension out;
  out.name = name;
  for (size_t v = 0; v < values; ++v) out.values.push_back("v" + std::to_string(v));
  out.needs = needs;
  out.lift.assign(values, 0.0f);
  return out;
}

// More columns than one block holds.
FastWeights made_up() {
  FastWeights out;
  out.shape.buckets = 500;
  out.dimensions = {dimension("type", 6, Needs::nothing), dimension("open", 2, Needs::nothing),
                    dimension("tone", 3, Needs::response), dimension("kind", 70, Needs::earlier_turns)};
  Random random(11);
  const size_t columns = 6 + 1 + 3 + 70;
  for (size_t k = 0; k < columns; ++k) {
    out.scale.push_back(0.001f * static_cast<float>(1 + random.below(100)));
    out.bias.push_back(0.1f * static_cast<float>(random.below(20)) - 1);
  }
  for (size_t i = 0; i < out.features() * columns; ++i)
    out.table.push_back(static_cast<int8_t>(random.next()) | 1);
  return out;
}

std::vector<RowView> rows() {
  static const std::string kLong(3000, 'x');
  static const std::string kMany = [] {
    std::string out;
    for (int i = 0; i < 900; ++i) out += "w" + std::string(static_cast<size_t>(i % 7), 'a') + "z ";
    return out;
  }();
  return {RowView("How do I reset the key?", "Open settings, then `reset`."),
          RowView("Why?", ""),
          RowView("", "An answer to nothing."),
          RowView(" \n", " "),
          RowView(kLong, kMany),
          RowView(kMany, "\xff\xfe binary \x01"),
          RowView({{Role::user, "a?"}, {Role::assistant, "Which one?"}, {Role::user, "The second"}})};
}

TEST(FastModel, ScoresAsItsSlowTwin) {
  const FastWeights weights = made_up();
  const FastModel model(weights);
  NgramFeatures features(weights.shape);
  std::vector<float> scores(model.columns());
  for (const RowView& row : rows()) {
    features.read(row);
    model.scores(features, scores);
    const std::vector<double> slow = reference::fast_scores(weights, row);
    for (size_t k = 0; k < scores.size(); ++k)
      EXPECT_NEAR(scores[k], slow[k], 1e-3 * (1 + std::abs(slow[k]))) << k;
  }
}

TEST(FastModel, JudgesOnlyWhatIsThere) {
  const FastModel model(made_up());
  const auto all = rows();
  std::vector<Label> labels(all.size() * 4);
  model.label(all, labels);
  const auto given = [&](size_t row) {
    std::string out;
    for (size_t d = 0; d < 4; ++d) out += labels[row * 4 + d].value < 0 ? '-' : 'x';
    return out;
  };
  const char* kExpected[] = {"xxx-", "xx--", "--x-", "----", "xxx-", "xxx-", "xx-x"};
  for (size_t row = 0; row < all.size(); ++row) EXPECT_EQ(given(row), kExpected[row]) << row;
}

TEST(FastModel, SharesSumToOneAndHoldTheConfidence) {
  const FastModel model(made_up());
  const auto all = rows();
  std::vector<Label> labels(all.size() * 4);
  std::vector<float> shares(all.size() * model.value_count());
  model.label(all, labels, shares);
  for (size_t row = 0; row < all.size(); ++row) {
    const float* share = shares.data() + row * model.value_count();
    for (size_t d = 0; d < 4; ++d) {
      const Label label = labels[row * 4 + d];
      float sum = 0;
      const size_t values = model.dimensions()[d].values.size();
      for (size_t v = 0; v < values; ++v) sum += share[v];
      EXPECT_NEAR(sum, label.value < 0 ? 0 : 1, 1e-4);
      if (label.value >= 0) {
        EXPECT_EQ(share[label.value], label.confidence);
      }
      share += values;
    }
  }
}

TEST(FastModel, IsTheSameForOneRowManyAndThreads) {
  const FastModel model(made_up());
  const auto all = rows();
  std::vector<Label> together(all.size() * 4), apart(all.size() * 4), other(all.size() * 4);
  std::jthread thread([&] { model.label(all, other); });
  model.label(all, together);
  for (size_t row = 0; row < all.size(); ++row)
    model.label({&all[row], 1}, std::span<Label>(apart).subspan(row * 4, 4));
  thread.join();
  for (size_t i = 0; i < together.size(); ++i) {
    EXPECT_EQ(together[i].value, apart[i].value);
    EXPECT_EQ(together[i].confidence, apart[i].confidence);
    EXPECT_EQ(together[i].confidence, other[i].confidence);
  }
}

TEST(FastLabel, LiftChangesTheChoiceAndTemperatureTheConfidence) {
  FastDimension two = dimension("two", 2, Needs::nothing);
  const float scores[] = {-0.5f};
  EXPECT_EQ(fast_label(two, scores, {}).value, 0);
  const float sure = fast_label(two, scores, {}).confidence;
  two.temperature = 3;
  EXPECT_LT(fast_label(two, scores, {}).confidence, sure);
  two.lift = {0, 1};
  EXPECT_EQ(fast_label(two, scores, {}).value, 1);
  EXPECT_LT(fast_label(two, scores, {}).confidence, 0.5f);
}

TEST(FastFile, ReturnsWhatWasWritten) {
  const FastWeights weights = made_up();
  const std::string file = fast_weights_file(weights);
  EXPECT_EQ(file, fast_weights_file(weights));
  const FastWeights back = read_fast_weights(Tensors::of(file, "fast", kFastKind));
  EXPECT_EQ(back.table, weights.table);
  EXPECT_EQ(back.scale, weights.scale);
  EXPECT_EQ(back.bias, weights.bias);
  EXPECT_EQ(back.shape.text(), weights.shape.text());
  ASSERT_EQ(back.dimensions.size(), weights.dimensions.size());
  for (size_t d = 0; d < back.dimensions.size(); ++d) {
    EXPECT_EQ(back.dimensions[d].name, weights.dimensions[d].name);
    EXPECT_EQ(back.dimensions[d].values, weights.dimensions[d].values);
    EXPECT_EQ(back.dimensions[d].needs, weights.dimensions[d].needs);
  }
}

TEST(FastFile, RefusesWhatDoesNotFitTogether) {
  const auto refused = [](const FastWeights& weights) {
    EXPECT_THROW(read_fast_weights(Tensors::of(fast_weights_file(weights), "fast", kFastKind)), Error);
  };
  FastWeights weights = made_up();
  weights.dimensions.pop_back();
  refused(weights);
  weights = made_up();
  weights.dimensions[0].values = {"one"};
  refused(weights);
  weights = made_up();
  weights.dimensions[0].temperature = 0;
  refused(weights);
  weights = made_up();
  weights.shape.gram_max = 9;
  refused(weights);
  weights = made_up();
  weights.bias[3] = std::numeric_limits<float>::quiet_NaN();
  refused(weights);
  const std::string file = fast_weights_file(made_up());
  for (const size_t size : {size_t{0}, size_t{7}, size_t{100}, file.size() - 1})
    EXPECT_THROW(read_fast_weights(Tensors::of(std::string_view(file).substr(0, size), "fast", kFastKind)),
                 Error);
}

}  // namespace
}  // namespace evenset
