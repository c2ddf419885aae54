#include "evenset/slots.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "evenset/error.h"

namespace evenset {
namespace {

constexpr double kRaking = 1e-6;  // raked tables are not exact

// What no item may hold, straight from the plan's list.
bool excluded(const Plan& plan, const Target& a, const Target& b) {
  for (const int16_t x : a.values) {
    for (const int16_t y : b.values) {
      const bool listed =
          std::any_of(plan.impossible.begin(), plan.impossible.end(), [&](const Impossible& i) {
            return (i.dimension_a == a.dimension && i.value_a == x && i.dimension_b == b.dimension &&
                    i.value_b == y) ||
                   (i.dimension_a == b.dimension && i.value_a == y && i.dimension_b == a.dimension &&
                    i.value_b == x);
          });
      if (!listed) return false;
    }
  }
  return true;
}

std::vector<size_t> targets_of(const Plan& plan, size_t dimension) {
  std::vector<size_t> out;
  for (size_t t = 0; t < plan.targets.size(); ++t) {
    if (plan.targets[t].dimension == dimension) out.push_back(t);
  }
  return out;
}

// Everything that a deal promises, counted afresh. Returns the largest
// deviation over the two-way tables.
double recounted(const Plan& plan, int64_t size, const Slots& items) {
  const Counts counts = whole_counts(plan, size);
  const std::vector<size_t> planned = plan.planned();
  const size_t n = plan.targets.size();
  EXPECT_EQ(items.dimensions, planned.size());
  EXPECT_EQ(items.target.size(), static_cast<size_t>(size) * planned.size());
  std::vector<int64_t> count(n, 0), met(n * n, 0);
  for (size_t i = 0; i < static_cast<size_t>(size); ++i) {
    for (size_t c = 0; c < planned.size(); ++c) {
      EXPECT_EQ(plan.targets[items.at(i, c)].dimension, planned[c]);
      ++count[items.at(i, c)];
      for (size_t d = 0; d < planned.size(); ++d) ++met[items.at(i, c) * n + items.at(i, d)];
    }
  }
  EXPECT_EQ(count, counts.count);
  double largest = 0;
  for (size_t c = 0; c < planned.size(); ++c) {
    for (size_t d = c + 1; d < planned.size(); ++d) {
      const std::vector<double> aim = two_way_table(plan, counts.count, planned[c], planned[d]);
      size_t next = 0;
      for (const size_t t : targets_of(plan, planned[c])) {
        for (const size_t u : targets_of(plan, planned[d])) {
          const auto there = static_cast<double>(met[t * n + u]);
          if (excluded(plan, plan.targets[t], plan.targets[u])) {
            EXPECT_EQ(there, 0) << plan.targets[t].name << " " << plan.targets[u].name;
          }
          largest = std::max(largest, std::abs(there - aim[next++]));
        }
      }
    }
  }
  EXPECT_NEAR(largest, items.largest_deviation, 1e-3);
  return largest;
}

TEST(Slots, EveryTwoWayTableIsWithinOneItem) {
  for (const int64_t size : {1'000, 5'000, 10'000})
    EXPECT_LE(recounted(builtin_plan(), size, slots(builtin_plan(), size, 7)), 1 + kRaking) << size;
}

TEST(Slots, FewItems) {
  for (const int64_t size : {0, 1, 2, 7})
    EXPECT_LE(recounted(builtin_plan(), size, slots(builtin_plan(), size, 1)), 2) << size;
}

TEST(Slots, SameSeedSameItems) {
  const Plan& plan = builtin_plan();
  EXPECT_EQ(slots(plan, 500, 3).target, slots(plan, 500, 3).target);
  EXPECT_NE(slots(plan, 500, 3).target, slots(plan, 500, 4).target);
}

TEST(Slots, SixtyDimensions) {
  std::string yaml = "dimensions:\n";
  for (int d = 0; d < 60; ++d)
    yaml +=
        fmt::format("  d{0}: {{field: f{0}, values: [a, b, c], targets: {{a: 0.5, b: 0.3, c: 0.2}}}}\n", d);
  const Plan plan = parse_plan(yaml, "own.yaml");
  // Chance alone leaves deviations of 15 and more.
  EXPECT_LE(recounted(plan, 200, slots(plan, 200, 1)), 8);
}

// Three values of a third each that exclude each other: there is just one way.
TEST(Slots, NoRoomToSpare) {
  const Plan plan = parse_plan(
      "dimensions:\n"
      "  a: {field: a, values: [x, o], targets: {x: 0.5}}\n"
      "  b: {field: b, values: [x, o], targets: {x: 0.25}}\n"
      "  c: {field: c, values: [x, o], targets: {x: 0.25}}\n"
      "impossible: [[a=x, b=x], [a=x, c=x], [b=x, c=x]]\n",
      "own.yaml");
  recounted(plan, 400, slots(plan, 400, 1));
}

void expect_refused(const std::string& yaml, int64_t size, const std::string& why) {
  const Plan plan = parse_plan(yaml, "own.yaml");
  try {
    slots(plan, size, 0);
    ADD_FAILURE() << yaml;
  } catch (const Error& error) {
    EXPECT_EQ(error.kind, ErrorKind::input);
    EXPECT_NE(std::string(error.what()).find(why), std::string::npos) << error.what();
  }
}

TEST(Slots, PlansThatCannotBeDealt) {
  expect_refused("dimensions: {difficulty: {targets: {easy: {at_least: 0.7}, hard: {at_least: 0.7}}}}", 10,
                 "the plan contradicts itself");
  // The ranges leave room, the aims do not.
  expect_refused(
      "dimensions:\n"
      "  a: {field: a, values: [x, o], targets: {x: {share: 0.6, range: [0.1, 0.9]}}}\n"
      "  b: {field: b, values: [x, o], targets: {x: {share: 0.6, range: [0.1, 0.9]}}}\n"
      "impossible: [[a=x, b=x]]\n",
      10, "the counts of a and b at 10 examples leave no room");
  // Any two of them fit beside each other, all three do not.
  expect_refused(
      "dimensions:\n"
      "  a: {field: a, values: [x, o], targets: {x: 0.4}}\n"
      "  b: {field: b, values: [x, o], targets: {x: 0.4}}\n"
      "  c: {field: c, values: [x, o], targets: {x: 0.4}}\n"
      "impossible: [[a=x, b=x], [a=x, c=x], [b=x, c=x]]\n",
      10, "no 10 items were found without");
}

TEST(Slots, SizesOutOfRange) {
  for (const int64_t size : {int64_t{-1}, kMostSlots + 1})
    EXPECT_THROW(slots(builtin_plan(), size, 0), Error);
}

// Raking against the closed form: with one zero, a two-by-two table is fixed by its margins.
TEST(TwoWayTable, MarginsAndZeros) {
  const Plan plan = parse_plan(
      "dimensions:\n"
      "  a: {field: a, values: [x, o], targets: {x: 0.3}}\n"
      "  b: {field: b, values: [x, o], targets: {x: 0.5}}\n"
      "impossible: [[a=x, b=x]]\n",
      "own.yaml");
  const std::vector<double> table =
      two_way_table(plan, whole_counts(plan, 100).count, plan.dimension("a"), plan.dimension("b"));
  const double kWanted[] = {0, 30, 50, 20};
  ASSERT_EQ(table.size(), 4u);
  for (size_t c = 0; c < 4; ++c) EXPECT_NEAR(table[c], kWanted[c], 1e-6);
}

TEST(TwoWayTable, WithoutZerosItIsTheProduct) {
  const Plan& plan = builtin_plan();
  const Counts counts = whole_counts(plan, 1000);
  const size_t tone = plan.dimension("tone"), turns = plan.dimension("turns");
  const std::vector<double> table = two_way_table(plan, counts.count, tone, turns);
  size_t next = 0;
  for (const size_t t : targets_of(plan, tone)) {
    for (const size_t u : targets_of(plan, turns))
      EXPECT_DOUBLE_EQ(table[next++],
                       static_cast<double>(counts.count[t]) * static_cast<double>(counts.count[u]) / 1000);
  }
}

}  // namespace
}  // namespace evenset
