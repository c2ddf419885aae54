#include "evenset/diversity.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "evenset/diversify.h"
#include "evenset/error.h"
#include "reference/pools.h"
#include "solve/greedy.h"
#include "solve/random.h"
#include "solve/spread.h"

namespace evenset {
namespace {

Points random_points(size_t count, uint64_t seed, int spread = 40) {
  Random random(seed);
  Points out;
  for (size_t i = 0; i < count; ++i) {
    std::array<int8_t, Points::kWidth> point;
    for (int8_t& value : point)
      value =
          static_cast<int8_t>(static_cast<int>(random.below(2 * static_cast<uint64_t>(spread) + 1)) - spread);
    out.add(point);
  }
  return out;
}

int64_t product(const Points& a, size_t i, const Points& b, size_t j) {
  int64_t sum = 0;
  for (size_t k = 0; k < Points::kWidth; ++k) sum += int64_t{a[i][k]} * b[j][k];
  return sum;
}

// f, pair by pair.
double plain_coverage(const Points& points, const std::vector<uint32_t>& chosen, const Points& references) {
  int64_t sum = 0;
  for (size_t r = 0; r < references.size(); ++r) {
    int64_t best = 0;
    for (const uint32_t i : chosen) best = std::max(best, product(points, i, references, r));
    sum += best;
  }
  return static_cast<double>(sum) / (Points::kLength * Points::kLength);
}

// The greedy choice, every gain counted anew for every choice.
std::vector<uint32_t> plain_greedy(const Points& points, const Points& references, const Places& places) {
  std::vector<int64_t> best(references.size()), left = places.quota;
  std::vector<uint32_t> chosen;
  std::vector<bool> taken(points.size());
  for (;;) {
    int64_t most = -1;
    uint32_t at = 0;
    for (uint32_t i = 0; i < points.size(); ++i) {
      if (taken[i] || left[places.group_of[i]] == 0) continue;
      int64_t gain = 0;
      for (size_t r = 0; r < references.size(); ++r)
        gain += std::max<int64_t>(0, product(points, i, references, r) - best[r]);
      if (gain > most) most = gain, at = i;
    }
    if (most < 0) break;
    taken[at] = true;
    --left[places.group_of[at]];
    chosen.push_back(at);
    for (size_t r = 0; r < references.size(); ++r)
      best[r] = std::max(best[r], product(points, at, references, r));
  }
  std::sort(chosen.begin(), chosen.end());
  return chosen;
}

Places groups(size_t points, size_t count, int64_t quota) {
  Places out;
  for (size_t i = 0; i < points; ++i) out.group_of.push_back(static_cast<uint32_t>(i % count));
  out.quota.assign(count, quota);
  return out;
}

TEST(FacilityLocation, IsThePlainGreedyWhereEveryReferenceSeesAll) {
  for (uint64_t seed = 0; seed < 8; ++seed) {
    const Points points = random_points(Nearest::kSeen - seed, seed),
                 references = random_points(37, seed + 100);
    const Places places = groups(points.size(), 1 + seed, 3);
    const std::vector<uint32_t> wanted = plain_greedy(points, references, places);
    for (const int threads : {1, 3})
      EXPECT_EQ(facility_location(Nearest(points, references, threads), places), wanted) << seed;
    EXPECT_DOUBLE_EQ(coverage(points, wanted, references, 2), plain_coverage(points, wanted, references));
  }
}

TEST(FacilityLocation, OfManyPointsIsNearlyThePlainGreedy) {
  const Points points = random_points(1500, 1), references = random_points(300, 2);
  const Places places = groups(points.size(), 5, 30);
  const double plain = coverage(points, plain_greedy(points, references, places), references);
  const double sparse = coverage(points, facility_location(Nearest(points, references), places), references);
  EXPECT_GE(sparse, 0.98 * plain);
}

TEST(FacilityLocation, OfStrangeInput) {
  EXPECT_TRUE(facility_location(Nearest({}, {}), {}).empty());
  const Points blank = random_points(200, 1, 0), none;
  EXPECT_EQ(facility_location(Nearest(blank, random_points(5, 1)), groups(200, 1, 50)).size(), 50u);
  EXPECT_EQ(facility_location(Nearest(blank, none), groups(200, 4, 1000)).size(), 200u);
  EXPECT_TRUE(facility_location(Nearest(blank, none), groups(200, 4, 0)).empty());
  EXPECT_EQ(coverage(blank, {}, random_points(5, 1)), 0);
}

TEST(FacilityLocation, TakesWhatIsKeptFirst) {
  const Points points = random_points(50, 3), references = random_points(20, 4);
  Places places = groups(50, 2, 4);
  places.kept = {7, 30};
  const std::vector<uint32_t> chosen = facility_location(Nearest(points, references), places);
  EXPECT_EQ(chosen.size(), 8u);
  for (const uint32_t point : places.kept)
    EXPECT_TRUE(std::binary_search(chosen.begin(), chosen.end(), point)) << point;
}

// A plan of three dimensions and rows with a skewed mix.
struct Pool {
  Plan plan;
  Cells cells;
  int64_t size;

  explicit Pool(uint64_t seed) : size(20 + static_cast<int64_t>(seed) * 3) {
    Random random(seed);
    std::vector<std::vector<int64_t>> margins;
    for (size_t d = 0; d < 3; ++d) margins.push_back(random_margin(size, 2 + random.below(3), random));
    plan = plan_with(margins);
    cells = cells_of(plan, skewed_rows(plan, 300, 1.5, random));
  }
};

TEST(Spread, KeepsMarginsAndWhatIsThere) {
  for (uint64_t seed = 0; seed < 20; ++seed) {
    const Pool pool(seed);
    const Balance fixed = balance(pool.cells, pool.plan, {.size = pool.size, .seed = seed});
    const std::vector<double> masses = raked_masses(pool.cells, fixed.got);
    const auto counts = spread_counts(pool.cells, fixed.taken, masses, fixed.wanted.size(), seed, 10);
    EXPECT_EQ(target_counts(pool.cells, counts, fixed.wanted.size()), fixed.got) << seed;
    for (size_t c = 0; c < counts.size(); ++c) {
      EXPECT_GE(counts[c], 0);
      EXPECT_LE(counts[c], pool.cells.available[c]);
    }
  }
}

std::vector<int64_t> margins_of_rows(const Pool& pool, const Rows& rows, size_t targets) {
  std::vector<int64_t> taken(pool.cells.size());
  for (const uint64_t row : rows) ++taken[pool.cells.cell_of_row[row]];
  return target_counts(pool.cells, taken, targets);
}

Points some_of(const Points& points, const Rows& rows) {
  Points out;
  for (const uint64_t row : rows) out.add(points[row]);
  return out;
}

TEST(Diversifier, KeepsEveryMarginAndWhatIsKept) {
  for (uint64_t seed = 0; seed < 12; ++seed) {
    const Pool pool(seed);
    const BalanceOptions options{.size = pool.size, .seed = seed};
    const Balance plain = balance(pool.cells, pool.plan, options);
    BalanceOptions keeping = options;
    keeping.keep = {plain.selected.begin(),
                    plain.selected.begin() + static_cast<ptrdiff_t>(plain.selected.size() / 3)};
    Balance answer = balance(pool.cells, pool.plan, keeping);
    EXPECT_EQ(answer.got, margins_of_rows(pool, answer.selected, answer.got.size()));
    const auto got = answer.got;
    const Points points = random_points(300, seed);
    Diversifier diversifier(pool.cells, answer, {.seed = seed, .keep = keeping.keep});
    diversifier.add(some_of(points, diversifier.rows()));
    diversifier.choose(answer, 2);
    EXPECT_EQ(got, margins_of_rows(pool, answer.selected, got.size())) << seed;
    EXPECT_TRUE(std::includes(answer.selected.begin(), answer.selected.end(), keeping.keep.begin(),
                              keeping.keep.end()));
    EXPECT_GT(answer.coverage.references, answer.selected.size());
  }
}

TEST(Diversifier, TakesPreferredRowsBeforeOthersOfTheirCell) {
  for (uint64_t seed = 0; seed < 12; ++seed) {
    const Pool pool(seed);
    Balance answer = balance(pool.cells, pool.plan, {.size = pool.size, .seed = seed});
    Random random(seed);
    std::vector<double> quality;
    for (size_t i = 0; i < 300; ++i) quality.push_back(static_cast<double>(random.below(5)));
    Diversifier diversifier(pool.cells, answer, {.seed = seed, .preference = quality});
    diversifier.add(some_of(random_points(300, seed), diversifier.rows()));
    diversifier.choose(answer);
    std::vector<double> worst(pool.cells.size(), 9);
    for (const uint64_t row : answer.selected)
      worst[pool.cells.cell_of_row[row]] = std::min(worst[pool.cells.cell_of_row[row]], quality[row]);
    for (uint64_t row = 0; row < 300; ++row) {
      const bool chosen = std::binary_search(answer.selected.begin(), answer.selected.end(), row);
      if (!chosen) {
        EXPECT_LE(quality[row], worst[pool.cells.cell_of_row[row]]) << seed;
      }
    }
  }
}

TEST(Keep, IsRefusedWhereThePlanHasNoPlaces) {
  const Pool pool(1);
  Rows all(300);
  for (uint64_t row = 0; row < 300; ++row) all[row] = row;
  EXPECT_THROW(balance(pool.cells, pool.plan, {.size = pool.size, .keep = all}), Error);
  EXPECT_THROW(balance(pool.cells, pool.plan, {.size = pool.size, .keep = {300}}), Error);
}

}  // namespace
}  // namespace evenset
