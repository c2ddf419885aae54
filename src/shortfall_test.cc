#include "shortfall.h"

#include <gtest/gtest.h>

#include "reference/pools.h"

namespace evenset {
namespace {

std::vector<int64_t> margins(const std::vector<ShortfallEntry>& entries, size_t targets) {
  std::vector<int64_t> counts(targets, 0);
  for (const ShortfallEntry& entry : entries) {
    for (const int16_t target : entry.target) counts[static_cast<size_t>(target)] += entry.count;
  }
  return counts;
}

bool has(const Plan& plan, const ShortfallEntry& entry, std::string_view dimension, std::string_view value) {
  for (const int16_t target : entry.target) {
    const Target& t = plan.targets[static_cast<size_t>(target)];
    if (plan.dimensions[t.dimension].name == dimension && t.name.find(value) != std::string::npos)
      return true;
  }
  return false;
}

TEST(Shortfall, FillsEveryPlaceWithSensibleExamples) {
  const Plan& plan = builtin_plan();
  for (const int64_t size : {1, 7, 38, 200, 1000, 5000}) {
    SCOPED_TRACE(size);
    const std::vector<int64_t> wanted = whole_counts(plan, size).count;
    const auto entries = shortfall(plan, wanted, std::vector<int64_t>(wanted.size(), 0), 1);
    EXPECT_EQ(margins(entries, wanted.size()), wanted);
    for (const ShortfallEntry& entry : entries) {
      EXPECT_FALSE(has(plan, entry, "question_type", "multi_step") && has(plan, entry, "difficulty", "easy"));
      EXPECT_FALSE(has(plan, entry, "question_type", "factual") && has(plan, entry, "difficulty", "hard"));
      EXPECT_FALSE(has(plan, entry, "ambiguous", "yes") && has(plan, entry, "openness", "closed"));
      EXPECT_FALSE(has(plan, entry, "negative", "unethical") && has(plan, entry, "response_length", "long"));
      EXPECT_LE(has(plan, entry, "ambiguous", "yes") + has(plan, entry, "adversarial", "yes") +
                    has(plan, entry, "negative", "unethical") + has(plan, entry, "turns", "multi"),
                1);
    }
  }
}

TEST(Shortfall, AllowsACombinationThatNothingElseCanHold) {
  Plan plan = plan_with({{2, 0}, {0, 2}});
  plan.impossible.push_back({0, 1, 0, 1});
  const auto entries = shortfall(plan, {2, 0, 0, 2}, {0, 0, 0, 0}, 1);
  ASSERT_EQ(entries.size(), 1u);
  EXPECT_EQ(entries[0].count, 2);
  EXPECT_EQ(entries[0].target, (std::vector<int16_t>{0, 3}));
}

TEST(Shortfall, IsEmptyWhereNothingIsMissing) {
  const Plan plan = plan_with({{2, 1}});
  EXPECT_TRUE(shortfall(plan, {2, 1}, {2, 1}, 1).empty());
}

}  // namespace
}  // namespace evenset
