#include "shortfall.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "evenset/error.h"
#include "reference/exhaustive.h"
#include "reference/pools.h"
#include "shortfall/fewest.h"
#include "solve/quota.h"

namespace evenset {
namespace {

// The list and the rows beside it come to exactly what is wanted, within the
// rules, and the bound is what its formula says.
void expect_exact(const Shortfall& found, const Cells& cells, const Plan& plan,
                  const std::vector<int64_t>& wanted, int flags) {
  const ShortfallProof& proof = found.proof;
  std::vector<int64_t> got(wanted.size(), 0);
  int64_t count = 0;
  for (const ShortfallEntry& entry : found.entries) {
    EXPECT_GT(entry.count, 0);
    EXPECT_TRUE(may_be_written(plan, entry.target, flags));
    count += entry.count;
    for (const int16_t t : entry.target) got[static_cast<size_t>(t)] += entry.count;
  }
  EXPECT_EQ(count, proof.count);
  const int64_t size =
      std::accumulate(wanted.begin(), wanted.end(), int64_t{0}) / static_cast<int64_t>(plan.planned().size());
  const double bound =
      shortfall_bound(cells, plan, {.size = size, .ranges = false, .flags = flags}, proof.prices);
  EXPECT_TRUE(bound == proof.bound || std::abs(bound - proof.bound) < 1e-6)
      << bound << ", not " << proof.bound;
  if (!proof.possible) {
    EXPECT_TRUE(found.entries.empty());
    return;
  }
  EXPECT_LE(proof.bound, static_cast<double>(count) + 1e-6);
  ASSERT_EQ(found.taken.size(), cells.size());
  for (size_t c = 0; c < cells.size(); ++c) {
    EXPECT_LE(found.taken[c], cells.available[c]);
    for (size_t d = 0; d < cells.dimensions; ++d) got[cells.at(c, d)] += found.taken[c];
  }
  EXPECT_EQ(got, wanted);
}

// So that no pair contradicts the ranges; balanced by the aims alone.
void widen(Plan& plan) {
  for (Target& target : plan.targets) target.low = 0, target.high = 1;
}

// Up to four dimensions, some of them with rare flags, and some excluded pairs.
Plan random_plan(int64_t size, Random& random) {
  constexpr const char* kFlagNames[] = {"ambiguous", "adversarial", "negative", "turns"};
  std::vector<std::vector<int64_t>> margins;
  const size_t dimensions = 2 + random.below(3);
  for (size_t d = 0; d < dimensions; ++d) margins.push_back(random_margin(size, 2 + random.below(2), random));
  Plan plan = plan_with(margins);
  widen(plan);
  for (size_t d = 0; d < dimensions; ++d) {
    if (random.below(2)) continue;
    plan.dimensions[d].name = kFlagNames[d];
    plan.dimensions[d].values[0] = "none";
    for (Target& target : plan.targets) {
      if (target.dimension == d && target.values.front() == 0) target.name = "none";
    }
  }
  for (uint64_t i = random.below(4); i > 0; --i) {
    const size_t a = random.below(dimensions - 1), b = a + 1 + random.below(dimensions - 1 - a);
    plan.impossible.push_back({a, b, static_cast<int16_t>(random.below(margins[a].size())),
                               static_cast<int16_t>(random.below(margins[b].size()))});
  }
  return plan;
}

TEST(Shortfall, EqualsExhaustiveSearchOnTinyPools) {
  Random random(1);
  int listed = 0, impossible = 0, proven = 0, rules_cost = 0;
  for (int round = 0; round < 400; ++round) {
    SCOPED_TRACE(round);
    const auto size = static_cast<int64_t>(1 + random.below(7));
    const Plan plan = random_plan(size, random);
    const Cells cells = cells_of(plan, skewed_rows(plan, random.below(9), 1.7, random));
    const std::vector<int64_t> wanted = whole_counts(plan, size).count;
    const TargetPlaces places = places_of(plan, whole_counts(plan, size), false);
    const std::vector<int64_t> selection = largest_quotas(cells, wanted, 7, 60).taken;
    const int64_t largest = std::accumulate(selection.begin(), selection.end(), int64_t{0});
    EXPECT_EQ(largest, most_rows(cells, wanted));
    if (largest == size) continue;
    const auto flags = static_cast<int>(random.below(3));
    const Shortfall found = smallest_shortfall(cells, plan, places, selection, {.seed = 7, .flags = flags});
    expect_exact(found, cells, plan, wanted, flags);
    EXPECT_EQ(found.proof.rules.front().count, fewest_to_write(cells, plan, wanted, flags));
    EXPECT_EQ(found.proof.rules.back().count, size - largest);
    for (const ShortfallRule& rule : found.proof.rules) {
      if (rule.flags == ShortfallRule::kAny) continue;
      const int64_t fewest = fewest_to_write(cells, plan, wanted, rule.flags);
      EXPECT_TRUE(fewest < 0 || (rule.count >= 0 && rule.count <= fewest)) << rule.flags << " flags";
    }
    ++listed;
    proven += found.proof.proven;
    impossible += !found.proof.possible;
    rules_cost += found.proof.possible && found.proof.count > size - largest;
  }
  EXPECT_GT(listed, 300);
  EXPECT_GT(impossible, 30);
  EXPECT_GT(rules_cost, 10);
  EXPECT_GT(proven, listed * 4 / 5);  // whole numbers cannot always reach what prices allow
}

TEST(Shortfall, DearestNewExampleIsThatOfAllCombinations) {
  Random random(2);
  for (int round = 0; round < 300; ++round) {
    SCOPED_TRACE(round);
    const Plan plan = random_plan(4, random);
    const auto flags = static_cast<int>(random.below(3));
    std::vector<double> prices;
    for (size_t t = 0; t < plan.targets.size(); ++t) {
      prices.push_back((static_cast<double>(random.below(21)) - 10) / 8);
    }
    const std::vector<int64_t> wanted(plan.targets.size(), 1);
    const NewExamples rules(plan, wanted, flags);
    double dearest = -kInfinity;
    size_t above_one = 0;
    const std::vector<Combination> all = rules.worth_at_least(prices, -100, 100'000);
    for (const Combination& combination : all) {
      double worth = 0;
      for (const int16_t t : combination) worth += prices[static_cast<size_t>(t)];
      dearest = std::max(dearest, worth);
      above_one += worth >= 1;
      EXPECT_TRUE(may_be_written(plan, combination, flags));
      EXPECT_TRUE(rules.allowed(combination));
    }
    EXPECT_EQ(rules.best(prices).worth, dearest);
    EXPECT_EQ(rules.best(prices).limit, dearest);
    EXPECT_EQ(rules.worth_at_least(prices, 1, 100'000).size(), above_one);
    EXPECT_LE(rules.worth_at_least(prices, 1, 2).size(), 2u);
  }
}

TEST(Shortfall, WritesTheBuiltInPlanFromNothing) {
  const Plan& plan = builtin_plan();
  for (const int64_t size : {1, 7, 38, 200, 1000, 5000, 1'000'000}) {
    SCOPED_TRACE(size);
    const Cells none{plan.planned().size(), {}, {}, {}};
    const std::vector<int64_t> wanted = whole_counts(plan, size).count;
    const Shortfall found =
        smallest_shortfall(none, plan, places_of(plan, whole_counts(plan, size), false), {}, {});
    expect_exact(found, none, plan, wanted, 1);
    EXPECT_EQ(found.proof.count, size);
    EXPECT_TRUE(found.proof.proven);
    EXPECT_LE(found.entries.size(), 150u);
  }
}

TEST(Shortfall, SaysWhatTheRulesCost) {
  Plan plan = plan_with({{9, 3}, {9, 3}, {6, 6}});
  plan.dimensions[0].name = "ambiguous", plan.dimensions[0].values = {"no", "yes"};
  plan.dimensions[1].name = "adversarial", plan.dimensions[1].values = {"no", "yes"};
  std::vector<std::vector<int>> rows;
  for (int i = 0; i < 9; ++i) rows.push_back({0, 0, i % 2});
  const Cells cells = cells_of(plan, rows);
  const Balance answer = balance(cells, plan, {.size = 12});
  EXPECT_EQ(answer.selected.size(), 9u);
  EXPECT_EQ(answer.shortfall_proof.count, 6);
  EXPECT_TRUE(answer.shortfall_proof.proven);
  EXPECT_EQ(answer.shortfall_proof.words, "6 examples; with two rare flags in one example at least 3");
  const Balance two = balance(cells, plan, {.size = 12, .flags = 2});
  EXPECT_EQ(two.shortfall_proof.count, 3);
  EXPECT_EQ(two.shortfall_proof.words, "3 examples");
  const Balance none = balance(cells, plan, {.size = 12, .flags = 0});
  EXPECT_FALSE(none.shortfall_proof.possible);
  EXPECT_TRUE(none.shortfall_proof.proven);
  EXPECT_TRUE(none.shortfall.empty());
  EXPECT_EQ(none.shortfall_proof.words,
            "no list of examples with no rare flags meets every target (proven); with two rare "
            "flags in one example at least 3");
}

TEST(Shortfall, SaysThatNothingCanBeWritten) {
  Plan plan = plan_with({{2, 0}, {0, 2}});
  widen(plan);
  plan.impossible.push_back({0, 1, 0, 1});
  const Balance answer = balance(cells_of(plan, {}), plan, {.size = 2, .ranges = false});
  EXPECT_TRUE(answer.shortfall.empty());
  EXPECT_FALSE(answer.shortfall_proof.possible);
  EXPECT_TRUE(answer.shortfall_proof.proven);
  EXPECT_GT(answer.shortfall_proof.bound, 2);
}

TEST(Shortfall, IsEmptyWhereNothingIsMissing) {
  const Plan plan = plan_with({{2, 1}});
  const Cells cells = cells_of(plan, {{0}, {0}, {1}});
  for (const Balance& answer : {balance(cells, plan, {.size = 3}), balance(cells, plan, {.size = 0})}) {
    EXPECT_TRUE(answer.shortfall.empty());
    EXPECT_TRUE(answer.shortfall_proof.proven);
    EXPECT_EQ(answer.shortfall_proof.count, 0);
    EXPECT_TRUE(answer.shortfall_proof.rules.empty());
  }
}

TEST(Shortfall, CompletesTheSelectionWhereItCan) {
  Random random(3);
  int completed = 0;
  for (int round = 0; round < 20; ++round) {
    SCOPED_TRACE(round);
    std::vector<std::vector<int64_t>> margins;
    for (const size_t values : {5, 3, 2, 2, 3, 4}) margins.push_back(random_margin(100, values, random));
    Plan plan = plan_with(margins);
    plan.impossible = {{0, 1, 4, 2}, {4, 5, 2, 3}};
    const Cells cells = cells_of(plan, skewed_rows(plan, 300, 1.4, random));
    const Balance answer = balance(cells, plan, {.size = 100, .seed = 5});
    EXPECT_TRUE(answer.optimal);
    EXPECT_TRUE(answer.shortfall_proof.proven);
    std::vector<int64_t> got = answer.got;
    for (const ShortfallEntry& entry : answer.shortfall) {
      for (const int16_t t : entry.target) got[static_cast<size_t>(t)] += entry.count;
    }
    const auto selected = static_cast<int64_t>(answer.selected.size());
    EXPECT_GE(answer.shortfall_proof.count, 100 - selected);
    if (answer.shortfall_proof.count > 100 - selected) continue;
    EXPECT_EQ(got, answer.wanted);
    ++completed;
  }
  EXPECT_GT(completed, 5);
}

TEST(Shortfall, RefusesFlagsOutOfRange) {
  const Plan plan = plan_with({{1, 1}});
  const Cells cells = cells_of(plan, {{0}, {1}});
  EXPECT_THROW(balance(cells, plan, {.size = 1, .flags = -1}), Error);
  EXPECT_THROW(balance(cells, plan, {.size = 1, .flags = 14}), Error);
}

}  // namespace
}  // namespace evenset
