#include "evenset/caps.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "evenset/error.h"
#include "reference/exhaustive.h"
#include "reference/pools.h"

namespace evenset {
namespace {

bool keeps_to(const std::vector<Cap>& caps, const Rows& rows) {
  for (const Cap& cap : caps) {
    std::map<uint32_t, int64_t> held;
    for (const uint64_t row : rows)
      if (cap.group[row] != Cap::kNoGroup && ++held[cap.group[row]] > cap.most) return false;
  }
  return true;
}

// Over every choice within the caps.
int64_t most_rows_within(const Cells& cells, const std::vector<int64_t>& wanted,
                         const std::vector<Cap>& caps) {
  int64_t most = 0;
  for (uint32_t subset = 0; subset < (1u << cells.cell_of_row.size()); ++subset) {
    Rows rows;
    for (size_t row = 0; row < cells.cell_of_row.size(); ++row)
      if (subset >> row & 1) rows.push_back(row);
    if (static_cast<int64_t>(rows.size()) <= most || !keeps_to(caps, rows)) continue;
    const std::vector<int64_t> got = plain_counts(cells, rows, wanted.size());
    bool fits = true;
    for (size_t t = 0; t < wanted.size(); ++t) fits = fits && got[t] <= wanted[t];
    if (fits) most = static_cast<int64_t>(rows.size());
  }
  return most;
}

Cap random_cap(size_t rows, Random& random) {
  Cap cap{{}, static_cast<int64_t>(1 + random.below(2))};
  for (size_t row = 0; row < rows; ++row)
    cap.group.push_back(random.below(4) == 0 ? Cap::kNoGroup : static_cast<uint32_t>(random.below(4)));
  return cap;
}

TEST(Caps, LoseHardlyARowAgainstExhaustiveSearch) {
  Random random(41);
  int best = 0, proven = 0;
  constexpr int kRounds = 200;
  for (int round = 0; round < kRounds; ++round) {
    SCOPED_TRACE(round);
    const auto size = static_cast<int64_t>(3 + random.below(4));
    const Plan plan = plan_with({random_margin(size, 2, random), random_margin(size, 3, random)});
    Cells cells = cells_of(plan, skewed_rows(plan, 5 + random.below(6), 1.3, random));
    std::vector<Cap> caps{random_cap(cells.cell_of_row.size(), random)};
    if (random.below(2)) caps.push_back(random_cap(cells.cell_of_row.size(), random));
    const BalanceOptions options{.size = size, .seed = 5};
    const Cells pool = cells;
    for (const uint64_t row : rows_over(cells, plan, caps, options)) {
      --cells.available[cells.cell_of_row[row]];
      cells.cell_of_row[row] = Cells::kNoCell;
    }
    const Balance answer = balance(cells, plan, options);
    EXPECT_TRUE(keeps_to(caps, answer.selected));
    const int64_t most = most_rows_within(pool, answer.wanted, caps);
    const double bound = capped_bound(pool, plan, caps, options, answer.certificate.prices);
    EXPECT_GE(bound, static_cast<double>(most) - 1e-6);
    const auto selected = static_cast<int64_t>(answer.selected.size());
    EXPECT_LE(selected, most);
    best += selected == most;
    proven += static_cast<int64_t>(bound + 1e-6) == selected;
  }
  EXPECT_GT(best, kRounds * 9 / 10);
  EXPECT_GT(proven, kRounds / 2);
}

TEST(Caps, KeepWhatIsToBeKept) {
  const Plan plan = plan_with({{2, 2}});
  const Cells cells = cells_of(plan, {{0}, {0}, {1}, {1}});
  const std::vector<Cap> caps{{{7, 7, 7, Cap::kNoGroup}, 1}};
  EXPECT_EQ(rows_over(cells, plan, caps, {.size = 4, .keep = {1}}), (Rows{0, 2}));
}

TEST(Caps, RefuseACapThatIsNone) {
  const Plan plan = plan_with({{1, 1}});
  const Cells cells = cells_of(plan, {{0}, {1}});
  EXPECT_THROW(rows_over(cells, plan, {{{0, 0}, 0}}, {.size = 2}), Error);
  EXPECT_THROW(rows_over(cells, plan, {{{0}, 1}}, {.size = 2}), Error);
}

}  // namespace
}  // namespace evenset
