// Points against sixteen others at a time.
#pragma once

#include <cstdint>
#include <vector>

#include "evenset/diversity.h"

namespace evenset {

constexpr size_t kLanes = 16;

// Sixteen points, number by number; missing ones are 0.
struct alignas(64) PointBlock {
  int16_t at[Points::kWidth * kLanes];
};
std::vector<PointBlock> blocks_of(const Points& points);

// out[i * kLanes + lane]: the product of point `begin + i` with the block's lane, for
// `count` points. Cost: some 40 ns a point.
void products(const Points& points, size_t begin, size_t count, const PointBlock& block, int32_t* out);

}  // namespace evenset
