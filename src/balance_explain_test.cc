#include "evenset/balance_explain.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "reference/exhaustive.h"
#include "reference/pools.h"

namespace evenset {
namespace {

struct Instance {
  Plan plan;
  std::vector<std::vector<int>> rows;
  Cells cells;
  BalanceOptions options;
  Balance answer;
};

Instance random_instance(OnShortfall mode, Random& random) {
  Instance out;
  out.options = {
      .size = static_cast<int64_t>(1 + random.below(7)), .seed = random.next(), .on_shortfall = mode};
  std::vector<std::vector<int64_t>> margins;
  for (size_t d = 0; d < 2 + random.below(2); ++d)
    margins.push_back(random_margin(out.options.size, 2 + random.below(2), random));
  out.plan = plan_with(margins);
  out.rows = skewed_rows(out.plan, random.below(10), 1.6, random);
  out.cells = cells_of(out.plan, out.rows);
  out.answer = balance(out.cells, out.plan, out.options);
  return out;
}

// Every combination of values, as rows are given to cells_of.
std::vector<std::vector<int>> all_kinds(const Plan& plan) {
  std::vector<std::vector<int>> out{{}};
  for (const Dimension& dimension : plan.dimensions) {
    std::vector<std::vector<int>> longer;
    for (const auto& kind : out) {
      for (size_t v = 0; v < dimension.values.size(); ++v) {
        longer.push_back(kind);
        longer.back().push_back(static_cast<int>(v));
      }
    }
    out = longer;
  }
  return out;
}

std::vector<int16_t> target_of(const Plan& plan, const std::vector<int>& kind) {
  return cells_of(plan, {kind}).target;
}

int64_t best_with(const Instance& pool, const std::vector<int>& kind) {
  auto rows = pool.rows;
  rows.push_back(kind);
  const Cells cells = cells_of(pool.plan, rows);
  if (pool.options.on_shortfall != OnShortfall::fill) return most_rows(cells, pool.answer.wanted);
  const int64_t size = std::min(pool.options.size, static_cast<int64_t>(rows.size()));
  return least_deviation(cells, pool.answer.wanted, size);
}

TEST(OneMore, BoundsWhatOneMoreRowBrings) {
  Random random(3);
  int kinds = 0, exact = 0, sure = 0, raised = 0;
  for (int round = 0; round < 250; ++round) {
    const OnShortfall mode = round % 3 == 0 ? OnShortfall::fail : OnShortfall::fewer;
    const Instance pool = random_instance(mode, random);
    const int64_t most = most_rows(pool.cells, pool.answer.wanted);
    double highest = 0;
    for (const auto& kind : all_kinds(pool.plan)) {
      SCOPED_TRACE(testing::Message() << "round " << round << ", " << testing::PrintToString(kind));
      const OneMore worth = one_more(pool.cells, pool.options, pool.answer, target_of(pool.plan, kind));
      const int64_t more = best_with(pool, kind) - most;
      EXPECT_LE(static_cast<double>(more),
                std::floor(pool.answer.certificate.bound + worth.worth + 1e-6) - static_cast<double>(most));
      EXPECT_EQ(worth.available, std::count(pool.rows.begin(), pool.rows.end(), kind));
      if (worth.sure) {
        EXPECT_EQ(more, 1);
        EXPECT_EQ(worth.worth, 1);
      }
      ++kinds;
      exact += std::abs(worth.worth - static_cast<double>(more)) < 1e-6;
      sure += worth.sure;
      raised += static_cast<int>(more);
      highest = std::max(highest, worth.worth);
    }
    const std::vector<OneMore> best =
        best_of_one_more(pool.cells, pool.plan, pool.options, pool.answer, 1000);
    if (!best.empty()) {
      EXPECT_LE(best.front().worth, highest);
    }
    EXPECT_EQ(best.empty(), highest == 0) << round;
  }
  EXPECT_GT(exact, kinds * 98 / 100);
  EXPECT_GT(sure, 500);
  EXPECT_GT(raised, sure);
}

TEST(OneMore, BoundsWhatTheDeviationLoses) {
  Random random(4);
  int kinds = 0, exact = 0, lowered = 0;
  for (int round = 0; round < 120; ++round) {
    const Instance pool = random_instance(OnShortfall::fill, random);
    for (const auto& kind : all_kinds(pool.plan)) {
      SCOPED_TRACE(testing::Message() << "round " << round << ", " << testing::PrintToString(kind));
      const OneMore worth = one_more(pool.cells, pool.options, pool.answer, target_of(pool.plan, kind));
      const int64_t less = pool.answer.deviation - best_with(pool, kind);
      EXPECT_GE(static_cast<double>(best_with(pool, kind)) + 1e-6,
                pool.answer.certificate.bound - worth.worth);
      ++kinds;
      exact += std::abs(worth.worth - static_cast<double>(less)) < 1e-6;
      lowered += less > 0;
    }
  }
  EXPECT_GT(exact, kinds / 2);
  EXPECT_GT(lowered, 400);
}

TEST(OneMore, NamesWhatIsMissingFirst) {
  const Plan plan = plan_with({{2, 2}});
  const Cells cells = cells_of(plan, {{0}, {0}, {0}, {1}});
  const Balance answer = balance(cells, plan, {.size = 4});
  const std::vector<OneMore> best = best_of_one_more(cells, plan, {.size = 4}, answer, 10);
  ASSERT_EQ(best.size(), 1u);
  EXPECT_EQ(best[0].target, std::vector<int16_t>{1});
  EXPECT_TRUE(best[0].sure);
  EXPECT_EQ(best[0].available, 1);
  EXPECT_EQ(best[0].taken, 1);
  EXPECT_EQ(best[0].to_write, 1);
}

TEST(OneMore, IsNothingWhereEveryTargetIsMet) {
  const Plan plan = plan_with({{1, 1}});
  const Cells cells = cells_of(plan, {{0}, {0}, {1}});
  for (const OnShortfall mode : {OnShortfall::fewer, OnShortfall::fill, OnShortfall::fail}) {
    const BalanceOptions options{.size = 2, .on_shortfall = mode};
    EXPECT_TRUE(best_of_one_more(cells, plan, options, balance(cells, plan, options), 10).empty());
  }
}

// Complementary slackness, where the prices prove the result to the row.
TEST(RowReasonTest, AgreesWithThePrices) {
  Random random(5);
  int rows = 0, dear = 0;
  for (int round = 0; round < 300; ++round) {
    const Instance pool = random_instance(round % 4 == 0 ? OnShortfall::fill : OnShortfall::fewer, random);
    const double result = pool.options.on_shortfall == OnShortfall::fill
                              ? static_cast<double>(pool.answer.deviation)
                              : static_cast<double>(pool.answer.selected.size());
    for (uint64_t row = 0; row < pool.rows.size(); ++row) {
      SCOPED_TRACE(testing::Message() << "round " << round << ", row " << row);
      const RowReason reason = row_reason(pool.cells, pool.options, pool.answer, row);
      EXPECT_EQ(reason.target, target_of(pool.plan, pool.rows[row]));
      EXPECT_EQ(reason.chosen,
                std::count(pool.answer.selected.begin(), pool.answer.selected.end(), row) == 1);
      EXPECT_EQ(reason.why == RowReason::all_of_kind, reason.taken == reason.available);
      const bool all = static_cast<int64_t>(pool.rows.size()) <= pool.options.size;
      if (std::abs(result - pool.answer.certificate.bound) > 1e-6) continue;
      if (all && pool.options.on_shortfall == OnShortfall::fill) continue;
      if (reason.worth > 1e-6) {
        EXPECT_EQ(reason.why, RowReason::all_of_kind);
      }
      if (reason.worth < -1e-6) {
        EXPECT_EQ(reason.why, RowReason::none_of_kind);
        EXPECT_TRUE(pool.options.on_shortfall == OnShortfall::fill || !reason.full.empty());
        ++dear;
      }
      ++rows;
    }
  }
  EXPECT_GT(rows, 500);
  EXPECT_GT(dear, 20);
}

TEST(RowReasonTest, KnowsKeptAndRefusedRows) {
  const Plan plan = plan_with({{1, 2}});
  Cells cells = cells_of(plan, {{0}, {0}, {1}, {1}});
  const BalanceOptions kept{.size = 3, .keep = {1}};
  const Balance answer = balance(cells, plan, kept);
  EXPECT_EQ(row_reason(cells, kept, answer, 1).why, RowReason::kept);
  const RowReason other = row_reason(cells, kept, answer, 0);
  EXPECT_EQ(other.why, RowReason::some_of_kind);
  EXPECT_FALSE(other.chosen);
  EXPECT_EQ(other.full, std::vector<int16_t>{0});
  EXPECT_EQ(row_reason(cells, kept, answer, 2).why, RowReason::all_of_kind);
  const BalanceOptions strict{.size = 9, .on_shortfall = OnShortfall::fail};
  EXPECT_EQ(row_reason(cells, strict, balance(cells, plan, strict), 2).why, RowReason::refused);
  cells.cell_of_row[2] = Cells::kNoCell;
  EXPECT_EQ(row_reason(cells, kept, answer, 2).why, RowReason::no_candidate);
}

// Every value or none of three dimensions, as CellCounter judges them.
TEST(NoCandidateTest, SaysWhatCellCounterCounts) {
  Plan plan;
  plan.dimensions.resize(3);
  plan.dimensions[0].name = "ambiguous", plan.dimensions[0].values = {"no", "yes"};
  plan.dimensions[1].name = "behaviour", plan.dimensions[1].values = {"answers", "clarifies"};
  plan.dimensions[2].name = "colour", plan.dimensions[2].values = {"red", "blue"};
  plan.targets = {{0, {0}, "no", .5, 0, 1, "", false},
                  {0, {1}, "yes", .5, 0, 1, "", false},
                  {2, {1}, "blue", 1, 0, 1, "", false}};
  Examples rows;
  rows.labels.resize(3);
  for (int16_t i = 0; i < 27; ++i) {
    for (const auto& [dimension, digit] : {std::pair{0, i % 3}, {1, i / 3 % 3}, {2, i / 9}})
      rows.labels[static_cast<size_t>(dimension)].value.push_back(static_cast<int16_t>(digit - 1));
    rows.shape.push_back(Shape::openai);
  }
  CellCounter counter(plan);
  counter.add(rows);
  std::map<NoCandidate::Why, int64_t> counts;
  for (size_t i = 0; i < rows.size(); ++i) {
    const NoCandidate reason = no_candidate(plan, rows, i);
    ++counts[reason.why];
    EXPECT_EQ(reason.why == NoCandidate::candidate, counter.cells().cell_of_row[i] != Cells::kNoCell) << i;
    if (reason.why != NoCandidate::candidate) {
      EXPECT_EQ(reason.value, rows.labels[reason.dimension].value[i]);
    }
  }
  EXPECT_EQ(counts[NoCandidate::mismatched], counter.mismatched());
  EXPECT_EQ(counts[NoCandidate::unknown], counter.unknown());
  EXPECT_EQ(counts[NoCandidate::off_plan], counter.off_plan());
  EXPECT_EQ(counts.size(), 4u);
}

}  // namespace
}  // namespace evenset
