#include "models/kernels.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "solve/random.h"

namespace evenset {
namespace {

std::vector<float> chance(uint64_t seed, size_t count, float spread) {
  Random random(seed);
  std::vector<float> out;
  for (size_t i = 0; i < count; ++i)
    out.push_back(spread * (static_cast<float>(random.next() >> 40) * 0x1p-23f - 1.0f));
  return out;
}

TEST(Kernels, Gelu) {
  std::vector<float> x;
  for (int i = -160; i < 160; ++i) x.push_back(static_cast<float>(i) * 0.1f);
  std::vector<float> y = x;
  gelu(y.data(), y.size());
  for (size_t i = 0; i < x.size(); ++i)
    EXPECT_NEAR(y[i], 0.5 * x[i] * (1 + std::erf(x[i] / std::sqrt(2.0))), 3e-6) << x[i];
}

TEST(Kernels, QuantisedAndBack) {
  for (const float spread : {0.0f, 1e-20f, 0.3f, 40.0f}) {
    std::vector<float> x = chance(4, 64, spread);
    x[5] += spread;  // uneven ends
    std::vector<uint8_t> bytes(x.size());
    const Quantised by = quantise(x.data(), bytes.data(), x.size());
    for (size_t i = 0; i < x.size(); ++i)
      EXPECT_NEAR(by.scale * static_cast<float>(bytes[i] - by.zero), x[i], 0.51f * by.scale + 1e-30f);
  }
  // What is no number does no harm.
  std::vector<float> x(8, std::numeric_limits<float>::quiet_NaN());
  x[3] = std::numeric_limits<float>::infinity();
  uint8_t bytes[8];
  const Quantised by = quantise(x.data(), bytes, 8);
  EXPECT_LE(by.zero, 255);
}

TEST(Kernels, Dequantised) {
  const std::vector<int32_t> sums{100, -7, 0, 8, 1, 2, 3, 1 << 30}, of{1, 2, 3, 4, 5, 6, 7, 8};
  const std::vector<float> scales(8, 0.5f), bias(8, 1.0f);
  std::vector<float> out(8);
  dequantise(sums.data(), {2.0f, 3}, {of.data(), scales.data(), bias.data()}, out.data(), 8);
  for (size_t i = 0; i < 8; ++i) EXPECT_FLOAT_EQ(out[i], static_cast<float>(sums[i] - 3 * of[i]) + 1);
}

TEST(Kernels, Normalised) {
  std::vector<float> x = chance(5, 64, 3), y = chance(6, 64, 3), weight(64, 2.0f), bias(64, 1.0f);
  add_and_normalise(x.data(), y.data(), weight.data(), bias.data(), x.size());
  double mean = 0, squares = 0;
  for (const float v : x) mean += v / 64;
  for (const float v : x) squares += (v - 1) * (v - 1) / 64;
  EXPECT_NEAR(mean, 1, 1e-6);
  EXPECT_NEAR(squares, 4, 1e-5);
}

// Large scores on both sides, and every count of pieces around a tile's borders.
TEST(Kernels, Attention) {
  constexpr size_t kWidth = 64;
  for (const size_t pieces : {1, 2, 7, 8, 9, 15, 16, 17, 33, 128}) {
    for (const float spread : {1.0f, 9.0f}) {
      const std::vector<float> qkv = chance(pieces, pieces * 3 * kWidth, spread);
      std::vector<float> out(pieces * kWidth), scratch;
      attend(qkv.data(), out.data(), pieces, kWidth, scratch);
      for (size_t at = 0; at < out.size(); ++at) {
        const size_t i = at / kWidth, column = at % kWidth, head = column / kHeadWidth * kHeadWidth;
        std::vector<double> score(pieces, 0.0);
        double highest = -1e300, total = 0, sum = 0;
        for (size_t j = 0; j < pieces; ++j) {
          for (size_t k = head; k < head + kHeadWidth; ++k)
            score[j] += static_cast<double>(qkv[i * 3 * kWidth + k]) * qkv[(j * 3 + 1) * kWidth + k];
          highest = std::max(highest, score[j] /= std::sqrt(32.0));
        }
        for (size_t j = 0; j < pieces; ++j) {
          const double share = std::exp(score[j] - highest);
          total += share;
          sum += share * qkv[(j * 3 + 2) * kWidth + column];
        }
        ASSERT_NEAR(out[at], sum / total, 2e-4 * spread) << pieces << " " << at;
      }
    }
  }
}

}  // namespace
}  // namespace evenset
