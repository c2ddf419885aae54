#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "evenset/balance.h"
#include "evenset/error.h"
#include "reference/exhaustive.h"
#include "reference/pools.h"

namespace evenset {
namespace {

Rows all_rows(const Cells& cells) {
  Rows rows(cells.cell_of_row.size());
  std::iota(rows.begin(), rows.end(), uint64_t{0});
  return rows;
}

TEST(Holdout, KeepsEveryMarginToTheWholeRow) {
  Random random(21);
  for (int round = 0; round < 20; ++round) {
    const Plan plan = plan_with({{1, 1, 1, 1, 1}, {1, 1, 1}, {1, 1}, {1, 1, 1, 1}, {1, 1}, {1, 1, 1}});
    const Cells cells = cells_of(plan, skewed_rows(plan, 200 + random.below(1800), 2, random));
    Rows selected;
    for (uint64_t row = 0; row < cells.cell_of_row.size(); ++row) {
      if (random.below(3) > 0) selected.push_back(row);
    }
    for (const double share : {0.1, 0.2, 0.37, 0.5}) {
      const Rows part = holdout(cells, plan, selected, share, 3);
      EXPECT_EQ(static_cast<int64_t>(part.size()),
                std::llround(static_cast<double>(selected.size()) * share));
      EXPECT_TRUE(std::includes(selected.begin(), selected.end(), part.begin(), part.end()));
      const std::vector<int64_t> of = plain_counts(cells, selected, plan.targets.size());
      const std::vector<int64_t> got = plain_counts(cells, part, plan.targets.size());
      for (size_t t = 0; t < of.size(); ++t) {
        EXPECT_LT(std::abs(static_cast<double>(got[t]) - static_cast<double>(of[t]) * share), 1);
      }
    }
  }
}

TEST(Holdout, IsExactWhereTheShareIsWhole) {
  const Plan plan = plan_with({{1, 1}, {1, 1, 1}});
  std::vector<std::vector<int>> rows;
  for (int i = 0; i < 600; ++i) rows.push_back({i % 2, i % 3});
  const Cells cells = cells_of(plan, rows);
  const Rows part = holdout(cells, plan, all_rows(cells), 0.1, 1);
  EXPECT_EQ(plain_counts(cells, part, 5), (std::vector<int64_t>{30, 30, 20, 20, 20}));
  EXPECT_EQ(part, holdout(cells, plan, all_rows(cells), 0.1, 1));
  EXPECT_NE(part, holdout(cells, plan, all_rows(cells), 0.1, 2));
}

TEST(Holdout, Edges) {
  const Plan plan = plan_with({{1, 1}});
  const Cells cells = cells_of(plan, {{0}, {1}, {0}});
  EXPECT_TRUE(holdout(cells, plan, all_rows(cells), 0, 1).empty());
  EXPECT_EQ(holdout(cells, plan, all_rows(cells), 1, 1), all_rows(cells));
  EXPECT_TRUE(holdout(cells, plan, {}, 0.5, 1).empty());
  EXPECT_THROW(holdout(cells, plan, all_rows(cells), 1.1, 1), Error);
  EXPECT_THROW(holdout(cells, plan, all_rows(cells), std::numeric_limits<double>::quiet_NaN(), 1), Error);
  EXPECT_THROW(holdout(cells, plan, {7}, 0.5, 1), Error);
  EXPECT_THROW(holdout(cells, plan, {1, 1}, 0.5, 1), Error);
}

}  // namespace
}  // namespace evenset
