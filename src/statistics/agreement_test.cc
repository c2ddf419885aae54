#include "evenset/agreement.h"

#include <gtest/gtest.h>

#include <cmath>

namespace evenset {
namespace {

const Dimension kYesNo{"sure", "", {"no", "yes"}, {}};

Labels labels(const std::vector<int16_t>& values, Source source = Source::human) {
  return {values, std::vector<Source>(values.size(), source), std::vector<float>(values.size(), 1.0f)};
}

TEST(Agreement, KappaOfAKnownTable) {
  // Both yes 20, both no 15, one yes and the other no 5, the reverse 10: p = 0.7,
  // chance = 0.5 x 0.6 + 0.5 x 0.4 = 0.5.
  std::vector<int16_t> one, other;
  for (auto [a, b, n] : {std::array{1, 1, 20}, {1, 0, 5}, {0, 1, 10}, {0, 0, 15}})
    for (int i = 0; i < n; ++i) {
      one.push_back(static_cast<int16_t>(a));
      other.push_back(static_cast<int16_t>(b));
    }
  Agreement agreement(kYesNo);
  agreement.add(labels(one), labels(other));
  EXPECT_EQ(agreement.rows(), 50u);
  EXPECT_DOUBLE_EQ(agreement.share(), 0.7);
  EXPECT_NEAR(agreement.kappa(), 0.4, 1e-12);
  EXPECT_EQ(agreement.count(1, 0), 5u);
}

TEST(Agreement, UnknownRowsAreLeftOutAndCounted) {
  Agreement agreement(kYesNo);
  Labels other = labels({1, -1, 1, 0});
  other.source[3] = Source::none;  // not labelled at all: not even left out
  agreement.add(labels({1, 1, -1, 0}), other);
  EXPECT_EQ(agreement.rows(), 1u);
  EXPECT_EQ(agreement.left_out(), 2u);
}

TEST(Agreement, CountsTheChosenSourcesOnly) {
  Labels other = labels({1, 1, 0});
  other.source = {Source::human, Source::rule, Source::human};
  Agreement agreement(kYesNo);
  agreement.add(labels({1, 0, 0}), other, [](Source source) { return source >= Source::given; });
  EXPECT_EQ(agreement.rows(), 2u);
  EXPECT_DOUBLE_EQ(agreement.kappa(), 1.0);
}

TEST(Agreement, IsNotANumberWhereItIsNotDefined) {
  Agreement none(kYesNo);
  EXPECT_TRUE(std::isnan(none.share()));
  EXPECT_TRUE(std::isnan(none.kappa()));
  Agreement same(kYesNo);
  same.add(labels({1, 1}), labels({1, 1}));
  EXPECT_DOUBLE_EQ(same.share(), 1.0);
  EXPECT_TRUE(std::isnan(same.kappa()));
}

TEST(Agreement, MergeIsAddingBatchByBatch) {
  Agreement a(kYesNo), b(kYesNo), both(kYesNo);
  a.add(labels({1, 0}), labels({1, 1}));
  b.add(labels({0, -1}), labels({0, 1}));
  both.add(labels({1, 0, 0, -1}), labels({1, 1, 0, 1}));
  a.merge(b);
  EXPECT_EQ(a.rows(), both.rows());
  EXPECT_EQ(a.left_out(), both.left_out());
  EXPECT_DOUBLE_EQ(a.kappa(), both.kappa());
}

}  // namespace
}  // namespace evenset
