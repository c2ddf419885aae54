#include "evenset/balance.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "evenset/error.h"
#include "reference/exhaustive.h"
#include "reference/pools.h"

namespace evenset {
namespace {

constexpr OnShortfall kModes[] = {OnShortfall::fewer, OnShortfall::fill, OnShortfall::fail};

int64_t shortfall_total(const Balance& result) {
  int64_t total = 0;
  for (const ShortfallEntry& entry : result.shortfall) total += entry.count;
  return total;
}

// What holds of every answer, whatever the pool.
void expect_sound(const Balance& result, const Cells& cells, const BalanceOptions& options) {
  EXPECT_EQ(result.got, plain_counts(cells, result.selected, result.wanted.size()));
  EXPECT_TRUE(std::is_sorted(result.selected.begin(), result.selected.end()));
  EXPECT_EQ(std::adjacent_find(result.selected.begin(), result.selected.end()), result.selected.end());
  int64_t off = 0;
  for (size_t t = 0; t < result.wanted.size(); ++t) {
    off += std::abs(result.got[t] - result.wanted[t]);
    if (options.on_shortfall != OnShortfall::fill) {
      EXPECT_LE(result.got[t], result.wanted[t]);
    }
  }
  EXPECT_EQ(result.deviation, off);
  const Certificate& certificate = result.certificate;
  if (options.on_shortfall == OnShortfall::fill) {
    EXPECT_NEAR(certificate.bound, plain_fill_bound(cells, result.wanted, certificate.prices, options.size),
                1e-6);
    EXPECT_GE(result.deviation + 1e-6, certificate.bound);
  } else {
    EXPECT_NEAR(certificate.bound, plain_fewer_bound(cells, result.wanted, certificate.prices), 1e-6);
    EXPECT_LE(static_cast<double>(result.selected.size()), certificate.bound + 1e-6);
  }
  EXPECT_FALSE(certificate.words.empty());
}

TEST(Balance, EqualsExhaustiveSearchOnTinyPools) {
  Random random(1);
  int proven = 0, cases = 0;
  for (int round = 0; round < 150; ++round) {
    const int64_t size = static_cast<int64_t>(random.below(9));
    std::vector<std::vector<int64_t>> margins;
    for (size_t d = 0; d < 2 + random.below(3); ++d)
      margins.push_back(random_margin(size, 2 + random.below(3), random));
    const Plan plan = plan_with(margins);
    const Cells cells = cells_of(plan, skewed_rows(plan, random.below(12), 1.5, random));
    const auto rows = static_cast<int64_t>(cells.cell_of_row.size());
    for (const OnShortfall mode : kModes) {
      SCOPED_TRACE(testing::Message() << "round " << round << ", " << name(mode));
      const BalanceOptions options{.size = size, .seed = random.next(), .on_shortfall = mode};
      const Balance result = balance(cells, plan, options);
      expect_sound(result, cells, options);
      const int64_t most = most_rows(cells, result.wanted);
      if (mode == OnShortfall::fewer) {
        EXPECT_EQ(static_cast<int64_t>(result.selected.size()), most);
      }
      if (mode == OnShortfall::fill) {
        EXPECT_EQ(static_cast<int64_t>(result.selected.size()), std::min(size, rows));
        EXPECT_EQ(result.deviation, least_deviation(cells, result.wanted, std::min(size, rows)));
      }
      if (mode == OnShortfall::fail) {
        EXPECT_EQ(static_cast<int64_t>(result.selected.size()), most == size ? size : 0);
      }
      EXPECT_EQ(shortfall_total(result), size - most);
      proven += result.optimal;
      ++cases;
    }
  }
  // The linear bound is short of some tiny programs' optimum; of most it is not.
  EXPECT_GT(proven, cases * 9 / 10);
}

TEST(Balance, FindsAnExactChoiceWhereOneWasPlanted) {
  Random random(2);
  for (int round = 0; round < 12; ++round) {
    const Plan shape =
        plan_with({{1, 1, 1, 1, 1}, {1, 1, 1}, {1, 1}, {1, 1}, {1, 1, 1}, {1, 1, 1, 1}, {1, 1}});
    std::vector<std::vector<int>> rows = skewed_rows(shape, 1500, 1.2, random);
    const Plan plan = plan_with(margins_of(shape, {rows.begin(), rows.begin() + 300}));
    const std::vector<std::vector<int>> more = skewed_rows(shape, 1500, 4, random);
    rows.resize(300);
    rows.insert(rows.end(), more.begin(), more.end());
    const Cells cells = cells_of(plan, rows);
    for (const OnShortfall mode : kModes) {
      SCOPED_TRACE(testing::Message() << "round " << round << ", " << name(mode));
      const BalanceOptions options{.size = 300, .seed = random.next(), .on_shortfall = mode};
      const Balance result = balance(cells, plan, options);
      expect_sound(result, cells, options);
      EXPECT_EQ(result.selected.size(), 300u);
      EXPECT_EQ(result.deviation, 0);
      EXPECT_TRUE(result.optimal);
      EXPECT_TRUE(result.shortfall.empty());
    }
  }
}

TEST(Balance, ProvesHowMuchSkewedPoolsLack) {
  Random random(3);
  for (int round = 0; round < 12; ++round) {
    std::vector<std::vector<int64_t>> margins;
    for (const size_t values : {5, 3, 2, 2, 2, 3, 8}) margins.push_back(random_margin(200, values, random));
    const Plan plan = plan_with(margins);
    const Cells cells = cells_of(plan, skewed_rows(plan, 600, 2.5, random));
    for (const OnShortfall mode : kModes) {
      SCOPED_TRACE(testing::Message() << "round " << round << ", " << name(mode));
      const BalanceOptions options{.size = 200, .seed = 7, .on_shortfall = mode};
      const Balance result = balance(cells, plan, options);
      expect_sound(result, cells, options);
      EXPECT_TRUE(result.optimal);
      if (mode == OnShortfall::fewer) {
        EXPECT_EQ(shortfall_total(result), 200 - static_cast<int64_t>(result.selected.size()));
      }
    }
  }
}

TEST(Balance, AnyPricesProveABound) {
  Random random(4);
  const auto unit = [&] { return static_cast<double>(random.below(1001)) / 1000; };
  for (int round = 0; round < 100; ++round) {
    const Plan plan =
        plan_with({random_margin(5, 3, random), random_margin(5, 2, random), random_margin(5, 2, random)});
    const Cells cells = cells_of(plan, skewed_rows(plan, 9, 2, random));
    const std::vector<int64_t> wanted = whole_counts(plan, 5).count;
    std::vector<double> positive(wanted.size()), any(wanted.size());
    for (double& price : positive) price = 2 * unit();
    for (double& price : any) price = 2 * unit() - 1;
    EXPECT_LE(static_cast<double>(most_rows(cells, wanted)), fewer_bound(cells, wanted, positive) + 1e-9);
    EXPECT_GE(static_cast<double>(least_deviation(cells, wanted, 5)),
              fill_bound(cells, wanted, any, 5) - 1e-9);
    EXPECT_NEAR(fewer_bound(cells, wanted, positive), plain_fewer_bound(cells, wanted, positive), 1e-9);
    EXPECT_NEAR(fill_bound(cells, wanted, any, 5), plain_fill_bound(cells, wanted, any, 5), 1e-9);
  }
}

TEST(Balance, SaysTheCertificateInWords) {
  const Plan plan = plan_with({{12, 88}, {50, 50}});
  std::vector<std::vector<int>> rows;
  for (int i = 0; i < 200; ++i) rows.push_back({i < 5 ? 0 : 1, i % 2});
  const Balance result = balance(cells_of(plan, rows), plan, {.size = 100});
  EXPECT_EQ(result.selected.size(), 93u);
  EXPECT_EQ(result.certificate.words,
            "you have at most 5 usable rows with d0=v0 and 88 places for the others: 93");
}

TEST(Balance, DrawsBySeedAndNothingElse) {
  const Plan plan = plan_with({{10, 10}});
  std::vector<std::vector<int>> rows;
  for (int i = 0; i < 1000; ++i) rows.push_back({i % 2});
  const Cells cells = cells_of(plan, rows);
  const Rows one = balance(cells, plan, {.size = 20, .seed = 1}).selected;
  EXPECT_EQ(one, balance(cells, plan, {.size = 20, .seed = 1}).selected);
  EXPECT_NE(one, balance(cells, plan, {.size = 20, .seed = 2}).selected);
  EXPECT_GT(one.back(), 500u);  // not simply the first of the cell
}

struct Edge {
  const char* what;
  std::vector<std::vector<int64_t>> margins;
  std::vector<std::vector<int>> rows;
  size_t fewer;
  int64_t fill_deviation;
};

TEST(Balance, Edges) {
  const std::vector<std::vector<int>> half{{0, 0}, {0, 0}, {1, 1}, {1, 1}};
  const Edge edges[] = {
      {"nothing wanted", {{0, 0}, {0, 0}}, half, 0, 0},
      {"no candidate", {{2, 2}, {2, 2}}, {}, 0, 8},
      {"the whole pool", {{2, 2}, {2, 2}}, half, 4, 0},
      {"more than the pool", {{4, 4}, {4, 4}}, half, 4, 8},
      {"one row", {{1, 0}, {1, 0}}, {{0, 0}}, 1, 0},
      {"one row of another kind", {{1, 0}, {1, 0}}, {{1, 0}}, 0, 2},
      {"a target that no row has", {{1, 3}, {2, 2}}, {{1, 0}, {1, 0}, {1, 0}, {1, 1}, {1, 1}, {1, 1}}, 3, 2},
  };
  for (const Edge& edge : edges) {
    SCOPED_TRACE(edge.what);
    const Plan plan = plan_with(edge.margins);
    const Cells cells = cells_of(plan, edge.rows);
    const int64_t size = std::accumulate(edge.margins[0].begin(), edge.margins[0].end(), int64_t{0});
    for (const OnShortfall mode : kModes) {
      const BalanceOptions options{.size = size, .on_shortfall = mode};
      const Balance result = balance(cells, plan, options);
      expect_sound(result, cells, options);
      EXPECT_TRUE(result.optimal) << name(mode);
      if (mode == OnShortfall::fewer) {
        EXPECT_EQ(result.selected.size(), edge.fewer);
      }
      if (mode == OnShortfall::fill) {
        EXPECT_EQ(result.deviation, edge.fill_deviation);
      }
      EXPECT_EQ(shortfall_total(result), size - static_cast<int64_t>(edge.fewer));
    }
  }
}

TEST(Balance, OneCellWithAMillionRows) {
  const Plan plan = plan_with({{1000, 0}});
  Cells cells{1, {0}, std::vector<uint32_t>(1'000'000, 0), {1'000'000}};
  const Balance result = balance(cells, plan, {.size = 1000});
  EXPECT_EQ(result.selected.size(), 1000u);
  EXPECT_TRUE(result.optimal);
}

TEST(Balance, SixtyDimensions) {
  Random random(5);
  const Plan shape = plan_with(std::vector<std::vector<int64_t>>(60, {1, 1, 1}));
  const std::vector<std::vector<int>> rows = skewed_rows(shape, 400, 1.5, random);
  const Plan plan = plan_with(margins_of(shape, {rows.begin(), rows.begin() + 50}));
  const BalanceOptions options{.size = 50, .time_limit = 5};
  const Balance result = balance(cells_of(plan, rows), plan, options);
  expect_sound(result, cells_of(plan, rows), options);
}

TEST(Balance, IsSilent) {
  Random random(6);
  const Plan plan = plan_with({random_margin(300, 5, random), random_margin(300, 4, random), {150, 150}});
  const Cells cells = cells_of(plan, skewed_rows(plan, 900, 2, random));
  testing::internal::CaptureStdout();
  testing::internal::CaptureStderr();
  for (const OnShortfall mode : kModes) balance(cells, plan, {.size = 300, .on_shortfall = mode});
  EXPECT_EQ(testing::internal::GetCapturedStdout(), "");
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
}

TEST(Balance, RefusesWhatCannotBeAsked) {
  const Plan plan = plan_with({{1, 1}});
  const Cells cells = cells_of(plan, {{0}, {1}});
  EXPECT_THROW(balance(cells, plan, {.size = -1}), Error);
  EXPECT_THROW(balance(cells, plan, {.size = 1'000'000'000'000}), Error);
  EXPECT_THROW(balance(Cells{}, Plan{}, {.size = 1}), Error);
}

}  // namespace
}  // namespace evenset
