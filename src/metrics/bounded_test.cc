// What happens where the fixed memory of a tally is full.
#include <gtest/gtest.h>

#include "metrics/distinct.h"
#include "metrics/keys.h"
#include "metrics/sample.h"
#include "solve/random.h"

namespace evenset {
namespace {

TEST(Distinct, IsExactToItsCapacity) {
  Distinct distinct;
  for (int twice = 0; twice < 2; ++twice)
    for (uint64_t i = 0; i < Distinct::kCapacity; ++i) distinct.add(mix64(i + 1));
  EXPECT_EQ(distinct.count(), Distinct::kCapacity);
}

TEST(Distinct, EstimatesBeyondAndMergesExactly) {
  constexpr uint64_t kMany = 1'500'000;
  Distinct whole, first, second;
  for (uint64_t i = 0; i < kMany; ++i) {
    whole.add(mix64(i + 1));
    (i % 3 == 0 ? first : second).add(mix64(i + 1));
    if (i % 5 == 0) second.add(mix64(i + 1));
  }
  EXPECT_NEAR(whole.count() / kMany, 1, 0.01);
  first.merge(second);
  EXPECT_EQ(first.count(), whole.count());
  Distinct small, merged;
  for (uint64_t i = 0; i < 1000; ++i) small.add(mix64(i + 1));
  small.merge(whole);
  EXPECT_EQ(small.count(), whole.count());
}

// Numbers of a sample of texts of many sizes.
using Bytes = Sample<std::vector<uint64_t>>;

std::vector<uint64_t> numbers(const Bytes& sample) {
  std::vector<uint64_t> out;
  for (const auto* item : sample.by_number()) out.push_back(item->number);
  return out;
}

TEST(Sample, DoesNotDependOnHowItWasMerged) {
  for (uint64_t seed = 0; seed < 60; ++seed) {
    Random random(seed);
    const size_t most = 1 + random.below(40);
    const uint64_t budget = 20 + random.below(400);
    std::vector<Bytes> parts(1 + random.below(5), Bytes(most, budget));
    Bytes whole(most, budget);
    for (uint64_t number = 1; number <= 600; ++number) {
      const size_t size = random.below(20) == 0 ? random.below(900) : random.below(12);
      const uint64_t priority = draw(seed, number) % 97;  // many ties
      whole.add(priority, number, std::vector<uint64_t>(size));
      parts[number * parts.size() / 601].add(priority, number, std::vector<uint64_t>(size));
    }
    for (size_t i = 1; i < parts.size(); ++i) parts[0].merge(parts[i]);
    EXPECT_EQ(numbers(whole), numbers(parts[0])) << seed;
    EXPECT_EQ(whole.offered(), 600u);
    EXPECT_EQ(parts[0].offered(), 600u);
    EXPECT_LE(numbers(whole).size(), most);
  }
}

TEST(Keys, SpreadOfALargeSetIsNearTheTruth) {
  Keys keys(1);
  for (uint64_t row = 1; row <= 400'000; ++row) keys.add(row, 0, mix64(row % 4 == 0 ? 1 : row % 100 + 2));
  const Keys::Spread spread = keys.spread();
  EXPECT_NEAR(spread.largest_share, 0.25, 0.005);
  EXPECT_EQ(spread.different, 76);
  EXPECT_EQ(spread.largest_rows.size(), 10u);
}

TEST(Keys, NothingIsNothing) {
  const Keys::Spread spread = Keys(0).spread();
  EXPECT_EQ(spread.different, 0);
  EXPECT_EQ(spread.effective, 0);
  EXPECT_EQ(spread.largest_share, 0);
}

}  // namespace
}  // namespace evenset
