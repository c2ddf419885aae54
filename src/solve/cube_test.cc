#include "solve/cube.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "reference/pools.h"
#include "solve/exchange.h"
#include "solve/greedy.h"
#include "solve/random.h"
#include "solve/spread.h"

namespace evenset {
namespace {

// Cells of five dimensions, 17 targets of which 13 are independent, each cell with a mass
// between nothing and all that is there.
struct Pool {
  Plan plan = plan_with({{1, 1, 1, 1, 1}, {1, 1, 1}, {1, 1}, {1, 1, 1}, {1, 1, 1, 1}});
  Cells cells;
  std::vector<double> masses;
  size_t targets = 17, independent = 13;

  Pool(uint64_t seed, size_t rows) {
    Random random(seed);
    cells = cells_of(plan, skewed_rows(plan, rows, 1.5, random));
    for (const int64_t there : cells.available)
      masses.push_back(static_cast<double>(there) * static_cast<double>(random.below(1001)) / 1000);
  }
};

std::vector<double> margins_of(const Pool& pool, const std::vector<double>& masses) {
  std::vector<double> out(pool.targets);
  for (size_t c = 0; c < masses.size(); ++c)
    for (size_t d = 0; d < pool.cells.dimensions; ++d) out[pool.cells.at(c, d)] += masses[c];
  return out;
}

size_t fractional(const std::vector<double>& masses) {
  return static_cast<size_t>(
      std::count_if(masses.begin(), masses.end(), [](double mass) { return mass != std::floor(mass); }));
}

TEST(CubeFlight, KeepsEveryMarginAndLeavesFewCellsOpen) {
  for (uint64_t seed = 0; seed < 20; ++seed) {
    const Pool pool(seed, 30 + 150 * seed);
    const std::vector<double> there = flown(pool.cells, pool.masses, pool.targets, seed);
    const std::vector<double> wanted = margins_of(pool, pool.masses), got = margins_of(pool, there);
    for (size_t t = 0; t < pool.targets; ++t) EXPECT_NEAR(got[t], wanted[t], 1e-9) << seed;
    EXPECT_LE(fractional(there), pool.independent);
    for (size_t c = 0; c < there.size(); ++c) {
      EXPECT_GE(there[c], std::floor(pool.masses[c]));
      EXPECT_LE(there[c], std::ceil(pool.masses[c]));
    }
  }
}

TEST(CubeFlight, ExpectsOfEachCellItsMass) {
  const Pool pool(3, 120);
  constexpr int kFlights = 4000;
  std::vector<double> sum(pool.cells.size());
  for (uint64_t seed = 0; seed < kFlights; ++seed) {
    const std::vector<double> there = flown(pool.cells, pool.masses, pool.targets, seed);
    for (size_t c = 0; c < there.size(); ++c) sum[c] += there[c];
  }
  for (size_t c = 0; c < sum.size(); ++c) {
    const double part = pool.masses[c] - std::floor(pool.masses[c]);
    const double error = std::sqrt(part * (1 - part) / kFlights);
    EXPECT_NEAR(sum[c] / kFlights, pool.masses[c], 4.5 * error + 1e-9) << c;
  }
}

TEST(CubeFlight, GoesBySeed) {
  const Pool pool(4, 800);
  const std::vector<double> one = flown(pool.cells, pool.masses, pool.targets, 1);
  EXPECT_EQ(one, flown(pool.cells, pool.masses, pool.targets, 1));
  EXPECT_NE(one, flown(pool.cells, pool.masses, pool.targets, 2));
}

TEST(CubeFlight, Edges) {
  const Cells none{2, {}, {}, {}};
  EXPECT_TRUE(flown(none, {}, 4, 0).empty());
  EXPECT_TRUE(landed(none, {}, {0, 0, 0, 0}, 0).empty());
  const Cells one{2, {0, 2}, {}, {3}};
  EXPECT_EQ(flown(one, {1.25}, 4, 0), std::vector<double>{1.25});  // nothing to move it against
  EXPECT_EQ(landed(one, {1.25}, {2, 0, 2, 0}, 0), std::vector<int64_t>{2});
  EXPECT_EQ(flown(one, {3.5}, 4, 0), std::vector<double>{3});  // no more than there is
  const Cells alike{1, {0, 0, 1}, {}, {9, 9, 9}};
  EXPECT_EQ(flown(alike, {1, 2, 3}, 2, 0), (std::vector<double>{1, 2, 3}));
  const std::vector<double> moved = flown(alike, {1.5, 2.5, 3}, 2, 0);
  EXPECT_EQ(fractional(moved), 0u);
  EXPECT_EQ(moved[0] + moved[1], 4);
}

TEST(CubeLanding, IsWholeAndThere) {
  for (uint64_t seed = 0; seed < 20; ++seed) {
    const Pool pool(seed, 200);
    std::vector<int64_t> margins;
    for (const double margin : margins_of(pool, pool.masses)) margins.push_back(std::llround(margin));
    const std::vector<double> there = flown(pool.cells, pool.masses, pool.targets, seed);
    const std::vector<int64_t> counts = landed(pool.cells, there, margins, seed);
    EXPECT_EQ(counts, landed(pool.cells, there, margins, seed));
    for (size_t c = 0; c < counts.size(); ++c) {
      EXPECT_LT(std::abs(static_cast<double>(counts[c]) - there[c]), 1);
      EXPECT_LE(counts[c], pool.cells.available[c]);
    }
    EXPECT_LE(deviation(target_counts(pool.cells, counts, pool.targets), margins), 25);
  }
}

// Every combination is there, so each place can be closed by single moves.
TEST(Exchange, ClosesAllWhereEveryCellIsThere) {
  Random random(6);
  const Plan plan = plan_with({{1, 1, 1}, {1, 1, 1, 1}, {1, 1}});
  std::vector<std::vector<int>> rows;
  for (int i = 0; i < 24 * 5; ++i) rows.push_back({i % 3, i / 3 % 4, i / 12 % 2});
  const Cells cells = cells_of(plan, rows);
  for (int round = 0; round < 50; ++round) {
    std::vector<int64_t> wanted(24), start(24);
    for (int64_t& count : wanted) count = static_cast<int64_t>(random.below(6));
    for (int64_t& count : start) count = static_cast<int64_t>(random.below(6));
    const std::vector<int64_t> margins = target_counts(cells, wanted, 9);
    const std::vector<double> masses(start.begin(), start.end());
    const std::vector<int64_t> counts = exchanged(cells, margins, masses, start);
    EXPECT_EQ(target_counts(cells, counts, 9), margins) << round;
    for (const int64_t count : counts) EXPECT_TRUE(count >= 0 && count <= 5);
  }
}

TEST(Exchange, EndsWhereNoMoveIsLeft) {
  const Cells diagonal{2, {0, 2, 1, 3}, {}, {1, 1}};
  EXPECT_EQ(exchanged(diagonal, {0, 1, 1, 0}, {1, 0}, {1, 0}), (std::vector<int64_t>{1, 0}));
  const Cells one{1, {0}, {}, {2}};
  EXPECT_EQ(exchanged(one, {5}, {0.5}, {0}), std::vector<int64_t>{2});  // more than there is
  EXPECT_EQ(exchanged(one, {0}, {0.5}, {1}), std::vector<int64_t>{0});
  EXPECT_TRUE(exchanged(Cells{}, {}, {}, {}).empty());
}

TEST(SpreadCounts, MeetsTheMarginsWhateverTheMasses) {
  for (uint64_t seed = 0; seed < 30; ++seed) {
    const Pool pool(seed, 20 + 40 * seed);
    Random random(seed);
    std::vector<int64_t> start;
    for (const int64_t there : pool.cells.available)
      start.push_back(static_cast<int64_t>(random.below(static_cast<uint64_t>(there) + 1)));
    const std::vector<int64_t> margins = target_counts(pool.cells, start, pool.targets);
    // As good as at the margins, and far from them.
    for (const std::vector<double>& masses : {raked_masses(pool.cells, margins), pool.masses}) {
      const std::vector<int64_t> counts = spread_counts(pool.cells, start, masses, pool.targets, seed, 10);
      EXPECT_EQ(target_counts(pool.cells, counts, pool.targets), margins) << seed;
      EXPECT_EQ(counts, spread_counts(pool.cells, start, masses, pool.targets, seed, 10));
      for (size_t c = 0; c < counts.size(); ++c)
        EXPECT_TRUE(counts[c] >= 0 && counts[c] <= pool.cells.available[c]);
    }
  }
}

}  // namespace
}  // namespace evenset
