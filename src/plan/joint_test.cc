#include <gtest/gtest.h>

#include "evenset/error.h"
#include "evenset/plan.h"
#include "reference/small_plans.h"

namespace evenset {
namespace {

// The plan can be met exactly where some set of rows meets it, and the counts
// are those of a set.
TEST(Joint, FeasibleWhereSomeSetOfRowsIs) {
  Random random(11);
  int feasible = 0, infeasible = 0;
  for (int round = 0; round < 250; ++round) {
    const auto size = static_cast<int64_t>(1 + random.below(6));
    const std::string text = small_plan_text(size, random);
    SCOPED_TRACE(testing::Message() << "size " << size << "\n" << text);
    const Plan plan = parse_plan(text, "small.yaml");
    const Counts counts = whole_counts(plan, size);
    const auto sets = counts_of_sets(plan, size, false);
    bool any = false;
    for (const std::vector<int64_t>& set : sets) {
      bool inside = true;
      for (size_t t = 0; t < set.size() && inside; ++t) {
        const RowRange range = rows_of(plan.targets[t], size);
        const auto count = static_cast<double>(set[t]);
        inside = range.low <= count && count <= range.high;
      }
      any = any || inside;
    }
    EXPECT_EQ(counts.feasible, any) << (counts.contradiction.empty() ? "" : counts.contradiction[0]);
    EXPECT_EQ(counts.contradiction.empty(), any);
    ++(any ? feasible : infeasible);
    if (!counts.feasible) continue;
    EXPECT_EQ(sets.count(counts.count), 1u);
    for (size_t t = 0; t < counts.count.size(); ++t) {
      EXPECT_LE(counts.low[t], counts.count[t]);
      EXPECT_LE(counts.count[t], counts.high[t]);
    }
  }
  EXPECT_GT(feasible, 40);
  EXPECT_GT(infeasible, 20);
}

const char kTwo[] =
    "dimensions:\n"
    "  a: {field: a, values: [x, y], targets: {x: {share: 0.3, range: [0.2, 0.4]}}}\n"
    "  b: {field: b, values: [x, y, z], targets: {x: {share: 0.5, range: [0.4, 0.6]}}}\n"
    "  c: {field: c, values: [x, y]}\n";

TEST(Joint, OrdinaryAimsGiveWayOnlyWhereTheyMust) {
  const Plan plan =
      parse_plan(std::string(kTwo) + "joint: [{name: both, all: [a=x, b=x], at_least: 35}]\n", "j");
  const Counts counts = whole_counts(plan, 100);
  EXPECT_TRUE(counts.feasible);
  EXPECT_EQ(counts.count, (std::vector<int64_t>{35, 65, 50, 50, 35, 65}));
  EXPECT_EQ(counts.low[4], 35);
  EXPECT_EQ(counts.high[4], 100);
  EXPECT_EQ(whole_counts(plan, 1000).count, (std::vector<int64_t>{300, 700, 500, 500, 150, 850}));
}

TEST(Joint, ContradictionsAreTheFewestEnds) {
  const std::pair<const char*, const char*> kPlans[] = {
      {"joint: [{name: both, all: [a=x, b=x], at_least: 41}]",
       "a=x at most 40 %, both at least 41: no 100 examples can meet both"},
      {"joint: [{all: [a=x, b=x], at_least: 0.2}, {name: other, all: [a=x, b=y+z], at_least: 25}]",
       "a=x at most 40 %, a=x & b=x at least 20 %, other at least 25: no 100 examples can meet all of these"},
      {"impossible: [[a=x, b=x]]\njoint: [{name: both, all: [a=x, b=x], at_least: 1}]",
       "both at least 1: no 100 examples can meet this, as some of their labels are called impossible"},
      {"joint: [{name: both, all: [a=x, c=x], at_least: 101}]", "both at least 101 are more than the 100"},
      {"joint: [{name: both, all: [a=x, c=x], at_least: 40, at_most: 0.2}]",
       "both at least 40 and at most 20 %: of 100 examples these are 40 and 20"},
      {"joint: [{name: both, all: [a=x, c=x], at_most: 0.1}, {name: rest, all: [a=x, c=y], at_most: 0.05}]",
       "a=x at least 20 %, both at most 10 %, rest at most 5 %: no 100 examples"},
  };
  for (const auto& [yaml, says] : kPlans) {
    const Plan plan = parse_plan(std::string(kTwo) + yaml, "own.yaml");
    const Counts counts = whole_counts(plan, 100);
    EXPECT_FALSE(counts.feasible) << yaml;
    ASSERT_EQ(counts.contradiction.size(), 1u) << yaml;
    EXPECT_NE(counts.contradiction[0].find(says), std::string::npos) << counts.contradiction[0];
  }
}

TEST(Joint, OfTheBaseAreTakenOverAndReplaced) {
  const Plan plan = parse_plan(
      "base: company-qa\n"
      "joint:\n"
      "  - {name: broken_api, all: [question_type=troubleshooting, domain=api_integration], at_least: 40}\n"
      "  - {all: [ambiguous=yes, adversarial=yes], share: 0.02, range: [0.01, 0.03]}\n"
      "  - {all: [negative=roadmap+unknown, turns=multi], at_most: 0.05}\n",
      "own.yaml");
  const Counts counts = whole_counts(plan, 5000);
  ASSERT_TRUE(counts.feasible);
  const size_t first = plan.targets.size() - 6;
  EXPECT_EQ(plan.dimensions[plan.targets[first + 2].dimension].name, "ambiguous=yes & adversarial=yes");
  EXPECT_EQ(counts.count[first], 135);  // 18 % of 15 %, as by chance
  EXPECT_EQ(counts.count[first + 2], 100);
  EXPECT_EQ(counts.count[first + 3], 4900);
  for (size_t t = 0; t < first; ++t) EXPECT_EQ(counts.count[t], whole_counts(builtin_plan(), 5000).count[t]);
}

TEST(Counts, AreCountsAtAnySize) {
  const Plan plan = parse_plan(
      "dimensions:\n"
      "  a: {field: a, values: [x, y, z], targets: {x: {count: 30}, y: {at_least: 10}}}\n"
      "  b: {field: b, values: [x, y, z], targets: {x: {share: 0.5, range: [40, 60]}, y: {at_most: 5}}}\n",
      "own.yaml");
  for (const int64_t size : {100, 1000}) {
    const Counts counts = whole_counts(plan, size);
    ASSERT_TRUE(counts.feasible) << size;
    EXPECT_EQ(counts.count[0], 30);
    EXPECT_GE(counts.count[1], 10);
    EXPECT_EQ(counts.count[0] + counts.count[1] + counts.count[2], size);
    EXPECT_EQ(counts.count[3], size == 100 ? 50 : 60);
    EXPECT_LE(counts.count[4], 5);
    EXPECT_EQ(counts.low[0], 30);
    EXPECT_EQ(counts.high[0], 30);
    EXPECT_EQ(counts.low[1], 10);
    EXPECT_EQ(counts.high[1], size);
  }
  EXPECT_EQ(whole_counts(plan, 20).contradiction.front(), "a=x at least 30 are more than the 20 examples");
}

TEST(Joint, BadOnesAreRefusedWithTheirLine) {
  const std::pair<const char*, const char*> kBad[] = {
      {"joint: {}", "a list of joint targets"},
      {"joint: [{all: [a=x, mood=good], share: 0.1}]", "no dimension is called 'mood'"},
      {"joint: [{all: [a=x, b=w], share: 0.1}]", "'w' is no value of b"},
      {"joint: [{all: [a=x], share: 0.1}]", "two labels or more"},
      {"joint: [{all: a=x, share: 0.1}]", "two labels or more"},
      {"joint: [{share: 0.1}]", "two labels or more"},
      {"joint: [{all: [a=x, a=y], share: 0.1}]", "a stands twice"},
      {"joint: [{all: [a=x, b=x]}]", "a share, a count, a range, at_least or at_most"},
      {"joint: [{all: [a=x, b=x], share: 0.1, count: 10}]", "not both"},
      {"joint: [{all: [a=x, b=x], range: [0.2, 0.1]}]", "above its high end"},
      {"joint: [{all: [a=x, b=x], range: [20, 10]}]", "above its high end"},
      {"joint: [{all: [a=x, b=x], at_least: 20, at_most: 10}]", "above its high end"},
      {"joint: [{all: [a=x, b=x], count: 5, range: [10, 20]}]", "outside its own range 10 to 20"},
      {"joint: [{all: [a=x, b=x], count: -5}]", "whole number"},
      {"joint: [{all: [a=x, b=x], count: 0.5}]", "whole number"},
      {"joint: [{all: [a=x, b=x], at_least: 2.5}]", "0 to 1"},
      {"joint: [{all: [a=x, b=x], at_least: 99999999999}]", "more than any set has"},
      {"joint: [{all: [a=x, b=x], at_lest: 5}]", "unknown key 'at_lest'"},
      {"joint: [{name: a, all: [a=x, b=x], at_least: 5}]", "a dimension already"},
      {"joint: [{name: a b, all: [a=x, b=x], at_least: 5}]", "holds no space"},
      {"joint: [{name: j, all: [a=x, b=x], at_least: 5}, {name: j, all: [a=x, b=y], at_least: 5}]",
       "stands twice"},
      {"joint: [{all: [a=x, b=x], at_least: 5}, {all: [a=x, b=x], at_most: 50}]", "stands twice"},
      {"impossible: [[j=yes, b=x]]\njoint: [{name: j, all: [a=x, b=x], at_least: 5}]", "no dimension"},
  };
  for (const auto& [yaml, says] : kBad) {
    try {
      parse_plan(std::string(kTwo) + yaml, "bad.yaml");
      ADD_FAILURE() << "taken: " << yaml;
    } catch (const Error& error) {
      EXPECT_EQ(error.kind, ErrorKind::input);
      EXPECT_NE(std::string(error.what()).find(says), std::string::npos) << error.what();
      EXPECT_EQ(std::string(error.what()).find("bad.yaml:"), 0u) << error.what();
    }
  }
}

TEST(Joint, TooManyKindsAreRefused) {
  std::string text = "dimensions:\n", joint = "joint:\n";
  for (int d = 0; d < 13; ++d) text += "  d" + std::to_string(d) + ": {field: f, values: [x, y]}\n";
  for (int d = 0; d < 12; ++d)
    joint += "  - {all: [d" + std::to_string(d) + "=x, d" + std::to_string(d + 1) + "=x], at_least: 1}\n";
  EXPECT_THROW(parse_plan(text + joint, "own.yaml"), Error);
}

}  // namespace
}  // namespace evenset
