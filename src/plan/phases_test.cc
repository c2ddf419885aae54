#include "evenset/phases.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

namespace evenset {
namespace {

int64_t count_of(const Plan& plan, const PhaseCounts& phase, const std::string& dimension,
                 const std::string& name) {
  for (size_t t = 0; t < plan.targets.size(); ++t) {
    if (plan.dimensions[plan.targets[t].dimension].name == dimension && plan.targets[t].name == name)
      return phase.count[t];
  }
  ADD_FAILURE() << dimension << "=" << name;
  return -1;
}

void expect_growth(const Plan& plan, const PhasePlan& phases) {
  ASSERT_TRUE(phases.feasible);
  for (size_t p = 0; p < phases.phases.size(); ++p) {
    std::map<size_t, int64_t> sums;
    for (size_t t = 0; t < plan.targets.size(); ++t) {
      sums[plan.targets[t].dimension] += phases.phases[p].count[t];
      EXPECT_GE(phases.phases[p].count[t], p == 0 ? 0 : phases.phases[p - 1].count[t])
          << plan.targets[t].name;
    }
    for (const auto& [dimension, sum] : sums) EXPECT_EQ(sum, phases.phases[p].size);
  }
}

// The guide's tension: every domain a tenth of the first 1,000, product features a fifth of 5,000.
TEST(Phases, GuidesDomains) {
  const Plan& plan = builtin_plan();
  const PhasePlan phases = phase_counts(plan, 5000);
  expect_growth(plan, phases);
  ASSERT_EQ(phases.phases.size(), 3u);
  EXPECT_EQ(phases.phases[0].size, 1000);
  EXPECT_EQ(phases.phases[1].size, 3000);
  EXPECT_EQ(phases.phases[2].size, 5000);
  const Target* other = nullptr;
  for (size_t t = 0; t < plan.targets.size(); ++t) {
    if (plan.dimensions[plan.targets[t].dimension].name != "domain") continue;
    if (plan.targets[t].share == 0) other = &plan.targets[t];
    if (plan.targets[t].share > 0) {
      EXPECT_GE(phases.phases[0].count[t], 100) << plan.targets[t].name;
    }
  }
  EXPECT_NE(other, nullptr);
  EXPECT_EQ(count_of(plan, phases.phases[2], "domain", "product_features"), 1000);
  EXPECT_EQ(phases.phases[2].count, whole_counts(plan, 5000).count);
}

// With the ceiling that the guide's words may be read to have: at most 150 of
// the first 1,000, at least 850 of the next 4,000.
TEST(Phases, CeilingMadeUpLater) {
  const Plan plan = parse_plan(
      "base: company-qa\n"
      "phases:\n"
      "  - phase: 1\n"
      "    size: [0, 1000]\n"
      "    items:\n"
      "      - {name: floor, figure: smallest domain, require: '>= 0.10'}\n"
      "      - {name: ceiling, figure: largest domain, require: '<= 0.15'}\n"
      "  - {phase: 2, size: [1000, 5000], items: [{name: verbs, figure: metric unique_verbs, require: '>= "
      "50'}]}\n",
      "own.yaml");
  const PhasePlan phases = phase_counts(plan, 5000);
  expect_growth(plan, phases);
  EXPECT_LE(count_of(plan, phases.phases[0], "domain", "product_features"), 150);
  EXPECT_EQ(count_of(plan, phases.phases[1], "domain", "product_features"), 1000);
  // Spread over the others, not heaped on one.
  EXPECT_LE(count_of(plan, phases.phases[0], "domain", "pricing_billing"), 115);
  EXPECT_TRUE(phases.phases[0].items[1].planned);
  EXPECT_FALSE(phases.phases[1].items[0].planned);
}

TEST(Phases, GrowAtEverySize) {
  for (int64_t size = 0; size < 6000; size += 37)
    expect_growth(builtin_plan(), phase_counts(builtin_plan(), size));
}

TEST(Phases, SizeLimitsTheLast) {
  const PhasePlan phases = phase_counts(builtin_plan(), 2000);
  ASSERT_EQ(phases.phases.size(), 2u);
  EXPECT_EQ(phases.phases[1].size, 2000);
  EXPECT_TRUE(phase_counts(parse_plan("dimensions: {difficulty: {targets: {easy: 0.5}}}", "own.yaml"), 100)
                  .phases.empty());
}

TEST(Phases, ItemsThatNoGrowthMeets) {
  const Plan plan = parse_plan(
      "dimensions: {difficulty: {targets: {easy: {share: 0.1, range: [0, 1]}}}}\n"
      "phases:\n"
      "  - {phase: 1, size: [0, 100], items: [{name: easy, figure: share difficulty=easy, require: '>= "
      "0.9'}]}\n"
      "  - {phase: 2, size: [100, 200], items: [{name: few, figure: share difficulty=easy, require: '< "
      "0.4'}]}\n",
      "own.yaml");
  const PhasePlan phases = phase_counts(plan, 200);
  EXPECT_FALSE(phases.feasible);
  ASSERT_EQ(phases.contradiction.size(), 1u);
  EXPECT_NE(phases.contradiction[0].find("difficulty"), std::string::npos);
}

}  // namespace
}  // namespace evenset
