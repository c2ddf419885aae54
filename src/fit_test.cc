#include "evenset/fit.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "evenset/error.h"
#include "reference/exhaustive.h"
#include "reference/small_plans.h"

namespace evenset {
namespace {

const char* const kShares[] = {
    "dimensions:\n"
    "  a: {field: a, values: [x, y], targets: {x: {share: 0.5, range: [0.4, 0.6]}}}\n"
    "  b: {field: b, values: [x, y, z], targets: {x: {share: 0.3, range: [0.2, 0.5]}, y: {at_most: 0.5}}}\n"
    "  c: {field: c, values: [x, y]}\n",
    "dimensions:\n"
    "  a: {field: a, values: [x, y], targets: {x: {at_least: 2}}}\n"
    "  b: {field: b, values: [x, y, z], targets: {x: {at_most: 0.34}}}\n"
    "  c: {field: c, values: [x, y]}\n"
    "joint: [{name: both, all: [a=x, c=x], share: 0.3, range: [0.2, 0.4]}]\n"};

bool within_ranges(const Plan& plan, const std::vector<int64_t>& got, int64_t size) {
  for (size_t t = 0; t < got.size(); ++t) {
    const RowRange range = rows_of(plan.targets[t], size);
    const auto count = static_cast<double>(got[t]);
    if (count < range.low - 1e-9 || count > range.high + 1e-9) return false;
  }
  return true;
}

// The best size over all choices that hold the kept rows; -1: none fits.
int64_t best_size(const Cells& cells, const Plan& plan, const Rows& keep, bool least) {
  int64_t best = -1;
  for (uint32_t subset = 0; subset < (1u << cells.cell_of_row.size()); ++subset) {
    Rows rows;
    for (size_t row = 0; row < cells.cell_of_row.size(); ++row)
      if (subset >> row & 1) rows.push_back(row);
    const auto size = static_cast<int64_t>(rows.size());
    if (size == 0 || !std::includes(rows.begin(), rows.end(), keep.begin(), keep.end())) continue;
    if (!within_ranges(plan, plain_counts(cells, rows, plan.targets.size()), size)) continue;
    if (best < 0 || (least ? size < best : size > best)) best = size;
  }
  return best;
}

Plan small_plan(Random& random) {
  for (;;) {
    const uint64_t kind = random.below(4);
    if (kind < 2) return parse_plan(kShares[kind], "shares.yaml");
    Plan plan = parse_plan(small_plan_text(static_cast<int64_t>(2 + random.below(5)), random), "small.yaml");
    if (plan.impossible.empty()) return plan;  // rows of a pool may hold what no plan can ask for
  }
}

TEST(Fit, EqualsExhaustiveSearch) {
  Random random(31);
  int grown = 0, trimmed = 0, none = 0, proven = 0;
  for (int round = 0; round < 200; ++round) {
    const Plan plan = small_plan(random);
    const Cells cells = small_pool(plan, 4 + random.below(6), random);
    Rows keep;
    for (uint64_t row = 0; row < cells.cell_of_row.size(); ++row)
      if (random.below(3) == 0) keep.push_back(row);
    SCOPED_TRACE(testing::Message() << "round " << round << "\n" << plan.text);
    const Fit least = least_size(cells, plan, {.keep = keep});
    EXPECT_EQ(least.size, best_size(cells, plan, keep, true));
    const Fit largest = largest_size(cells, plan, {});
    EXPECT_EQ(largest.size, best_size(cells, plan, {}, false));
    grown += least.size > static_cast<int64_t>(keep.size());
    trimmed += largest.size >= 0 && largest.size < static_cast<int64_t>(cells.cell_of_row.size());
    none += least.size < 0;
    proven += least.proven + largest.proven;
    if (least.size < 0) continue;
    const Balance answer = balance(cells, plan, {.size = least.size, .keep = keep});
    EXPECT_TRUE(answer.met(least.size));
    EXPECT_TRUE(within_ranges(plan, answer.got, least.size));
  }
  EXPECT_GT(grown, 30);
  EXPECT_GT(trimmed, 30);
  EXPECT_GT(none, 20);
  EXPECT_GT(proven, 300);
}

TEST(Fit, RefusesAPlanWithoutTargets) { EXPECT_THROW(least_size({}, Plan{}, {}), Error); }

}  // namespace
}  // namespace evenset
