#include "evenset/learn.h"

#include <gtest/gtest.h>

#include "evenset/error.h"
#include "solve/random.h"

namespace evenset {
namespace {

LabelCounts made_up(const Plan& plan, int64_t rows, Random& random) {
  LabelCounts out;
  for (const Dimension& dimension : plan.dimensions) {
    std::vector<int64_t>& counts = out.emplace_back(dimension.values.size(), 0);
    const size_t few = 1 + random.below(counts.size());  // some values do not occur
    for (int64_t row = 0; row < rows; ++row) ++counts[random.below(1 + random.below(few))];
  }
  return out;
}

void expect_reproduced(const Plan& plan, const LabelCounts& counts, int64_t rows, size_t left_out) {
  const LearnedPlan learned = learned_plan(plan, counts, rows, "learned");
  const Plan again = parse_plan(learned.yaml, "learned.yaml");
  const Counts whole = whole_counts(again, rows);
  ASSERT_TRUE(whole.feasible);
  EXPECT_EQ(again.planned().size() + left_out, plan.planned().size());
  for (size_t t = 0; t < again.targets.size(); ++t) {
    const Target& target = again.targets[t];
    int64_t there = 0;
    for (const int16_t value : target.values) there += counts[target.dimension][static_cast<size_t>(value)];
    EXPECT_EQ(whole.count[t], there) << rows << " rows, " << target.name;
  }
}

TEST(Learn, CountsComeBack) {
  Random random(5);
  for (const int64_t rows : {1, 2, 3, 7, 10, 97, 997, 12'345, 1'000'003})
    expect_reproduced(builtin_plan(), made_up(builtin_plan(), rows, random), rows, 0);
}

TEST(Learn, UnknownDimensionsAreLeftOut) {
  Random random(6);
  const Plan& plan = builtin_plan();
  LabelCounts counts = made_up(plan, 50, random);
  for (const char* name : {"turns", "tone"}) {
    auto& of_name = counts[plan.dimension(name)];
    of_name.assign(of_name.size(), 0);
  }
  expect_reproduced(plan, counts, 50, 2);
  const LearnedPlan learned = learned_plan(plan, counts, 50, "learned");
  ASSERT_GE(learned.notes.size(), 2u);
  EXPECT_NE(learned.notes[0].find("tone"), std::string::npos);
}

TEST(Learn, OwnDimensionsStay) {
  const Plan plan = parse_plan(
      "base: company-qa\n"
      "dimensions:\n"
      "  domain:\n"
      "    values: {shipping: {patterns: ['parcel\\b', \"it's\"]}, returns: {description: \"Sending: "
      "back\"}}\n"
      "    targets: {shipping: 0.6, returns: 0.4}\n",
      "own.yaml");
  Random random(7);
  const LabelCounts counts = made_up(plan, 200, random);
  expect_reproduced(plan, counts, 200, 0);
  const Plan again = parse_plan(learned_plan(plan, counts, 200, "a: b").yaml, "learned.yaml");
  EXPECT_EQ(again.name, "a: b");
  EXPECT_EQ(again.dimensions[again.dimension("domain")].values,
            plan.dimensions[plan.dimension("domain")].values);
  EXPECT_EQ(again.phases.size(), plan.phases.size());
}

TEST(Learn, AliasesDoNotChangeEachOther) {
  const Plan plan = parse_plan(
      "dimensions:\n"
      "  a: {field: a, values: [x, y], targets: &half {x: 0.5, y: 0.5}}\n"
      "  b: {field: b, values: [x, y], targets: *half}\n"
      "  c: &whole {field: c, values: [x, y], targets: {x: 0.5}}\n"
      "  d: *whole\n",
      "own.yaml");
  Random random(8);
  expect_reproduced(plan, made_up(plan, 60, random), 60, 0);
}

TEST(Learn, NothingKnown) {
  LabelCounts counts;
  for (const Dimension& dimension : builtin_plan().dimensions)
    counts.emplace_back(dimension.values.size(), 0);
  EXPECT_THROW(learned_plan(builtin_plan(), counts, 9, "none"), Error);
}

}  // namespace
}  // namespace evenset
