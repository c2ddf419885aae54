#include "models/int8_product.h"

#include <gtest/gtest.h>

#include <thread>

#include "solve/random.h"

namespace evenset {
namespace {

constexpr size_t kInputs = 64, kOutputs = 48;

std::vector<int32_t> obvious(const std::vector<int8_t>& weights, const std::vector<uint8_t>& rows) {
  std::vector<int32_t> sums;
  for (size_t r = 0; r < Int8Product::kRows; ++r) {
    for (size_t o = 0; o < kOutputs; ++o) {
      int32_t sum = 0;
      for (size_t i = 0; i < kInputs; ++i) sum += rows[r * kInputs + i] * weights[o * kInputs + i];
      sums.push_back(sum);
    }
  }
  return sums;
}

std::vector<int32_t> product(const std::vector<int8_t>& weights, const std::vector<uint8_t>& rows) {
  std::vector<int32_t> sums(Int8Product::kRows * kOutputs);
  std::vector<uint8_t> scratch;
  Int8Product(weights, kInputs, kOutputs).multiply(rows.data(), sums.data(), scratch);
  return sums;
}

// The largest sums that `fits` lets through, with the largest bytes: nothing saturates.
TEST(Int8Product, ExactAtTheEdge) {
  const std::vector<uint8_t> full(Int8Product::kRows * kInputs, 255);
  const int8_t groups[][4] = {{64, 64, 0, 0},     {127, 1, 0, 0},   {1, 127, 0, 0},      {0, 0, 127, 1},
                              {-64, -64, 0, 0},   {-127, -1, 0, 0}, {-128, 0, 0, 0},     {0, 127, 1, 0},
                              {127, -127, 1, -1}, {32, 32, 32, 32}, {-32, -32, -32, -32}};
  for (const auto& group : groups) {
    std::vector<int8_t> weights;
    while (weights.size() < kInputs * kOutputs) weights.insert(weights.end(), group, group + 4);
    ASSERT_TRUE(Int8Product::fits(weights));
    EXPECT_EQ(product(weights, full), obvious(weights, full)) << int{group[0]} << " " << int{group[1]};
  }
}

TEST(Int8Product, Fits) {
  const std::pair<std::vector<int8_t>, bool> table[] = {
      {{}, true},
      {{127, 1, 0, 0}, true},
      {{127, 2, 0, 0}, false},
      {{64, -128, 64, 0}, true},
      {{-64, 0, 0, -65}, false},
      {{0, 0, 127, 0, 127, 0, 0, 0}, true},  // neighbours of two groups
      {{1, 1}, false},
  };
  for (const auto& [weights, wanted] : table) EXPECT_EQ(Int8Product::fits(weights), wanted);
}

TEST(Int8Product, AsTheObviousOneInSeveralThreads) {
  Random random(3);
  std::vector<int8_t> weights(kInputs * kOutputs);
  for (int8_t& weight : weights) weight = static_cast<int8_t>(static_cast<int>(random.below(65)) - 32);
  std::vector<uint8_t> rows(Int8Product::kRows * kInputs);
  for (uint8_t& byte : rows) byte = static_cast<uint8_t>(random.below(256));
  const Int8Product shared(weights, kInputs, kOutputs);
  const std::vector<int32_t> wanted = obvious(weights, rows);
  std::vector<std::thread> threads;
  std::vector<std::vector<int32_t>> sums(4, std::vector<int32_t>(wanted.size()));
  for (auto& mine : sums) {
    threads.emplace_back([&] {
      std::vector<uint8_t> scratch;
      for (int i = 0; i < 20; ++i) shared.multiply(rows.data(), mine.data(), scratch);
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (const auto& mine : sums) EXPECT_EQ(mine, wanted);
  int32_t first = 0;
  for (size_t i = 0; i < kInputs; ++i) first += weights[i];
  EXPECT_EQ(shared.weight_sums()[0], first);
}

}  // namespace
}  // namespace evenset
