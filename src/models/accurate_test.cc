#include "models/accurate.h"

#include <gtest/gtest.h>

#include <numeric>

#include "evenset/error.h"

namespace evenset {
namespace {

std::vector<float> pooled(PoolWeights weights, std::vector<float> encoder, const std::vector<float>& linear) {
  pool_shares(weights, encoder, linear, encoder);
  return encoder;
}

TEST(Pool, ExponentsDecideWhoIsHeard) {
  EXPECT_FLOAT_EQ(pooled({1, 0}, {0.3f, 0.7f}, {0.9f, 0.1f})[0], 0.3f);
  EXPECT_FLOAT_EQ(pooled({0, 1}, {0.3f, 0.7f}, {0.9f, 0.1f})[0], 0.9f);
  EXPECT_FLOAT_EQ(pooled({1, 1}, {0.5f, 0.5f}, {0.8f, 0.2f})[0], 0.8f);
  const auto both = pooled({1, 1}, {0.2f, 0.3f, 0.5f}, {0.6f, 0.3f, 0.1f});
  EXPECT_FLOAT_EQ(both[0], 0.12f / 0.26f);
  EXPECT_FLOAT_EQ(std::accumulate(both.begin(), both.end(), 0.0f), 1.0f);
}

TEST(Pool, WhatOneCannotJudgeIsTheOthers) { EXPECT_FLOAT_EQ(pooled({0.5f, 2}, {0.3f, 0.7f}, {})[0], 0.3f); }

TEST(Pool, CertaintyDoesNotEndTheTalk) {
  const auto both = pooled({1, 1}, {1, 0}, {0, 1});
  EXPECT_FLOAT_EQ(both[0], 0.5f);
}

TEST(Pool, ReadsExponents) {
  const Pooling pooling = read_pooling("tone: [0.5, 1.25]\n");
  EXPECT_FLOAT_EQ(pooling.at("tone").linear, 1.25f);
  EXPECT_TRUE(read_pooling("{}").empty());
  for (const char* bad :
       {"tone: 1", "tone: [1]", "tone: [-1, 1]", "tone: [0, 0]", "tone: [.nan, 1]", "tone: [a, b]", "["})
    EXPECT_THROW(read_pooling(bad), Error) << bad;
}

}  // namespace
}  // namespace evenset
