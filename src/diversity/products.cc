// Eight products of numbers up to 63 fit into 16 bits: they are added there, which is
// twice as wide as adding in 32.
#include "diversity/products.h"

#include <cstring>

#include "clones.h"

namespace evenset {
namespace {

constexpr size_t kSteps = 8, kWidth = Points::kWidth;
static_assert(kSteps * Points::kMost * Points::kMost <= 32767 && kWidth % kSteps == 0);

using Shorts = int16_t __attribute__((vector_size(2 * kLanes)));
using Ints = int32_t __attribute__((vector_size(4 * kLanes)));

EVENSET_CLONES void rows_with_block(const int8_t* points, size_t count, const int16_t* block, int32_t* out) {
  for (size_t i = 0; i < count; ++i) {
    int16_t point[kWidth];
    for (size_t k = 0; k < kWidth; ++k) point[k] = points[i * kWidth + k];
    Ints all{};
    for (size_t k = 0; k < kWidth; k += kSteps) {
      Shorts sum{};
      for (size_t step = k; step < k + kSteps; ++step) {
        Shorts row;
        std::memcpy(&row, block + step * kLanes, sizeof row);
        sum += point[step] * row;
      }
      all += __builtin_convertvector(sum, Ints);
    }
    std::memcpy(out + i * kLanes, &all, sizeof all);
  }
}

}  // namespace

std::vector<PointBlock> blocks_of(const Points& points) {
  std::vector<PointBlock> out((points.size() + kLanes - 1) / kLanes, PointBlock{});
  for (size_t i = 0; i < points.size(); ++i)
    for (size_t k = 0; k < kWidth; ++k) out[i / kLanes].at[k * kLanes + i % kLanes] = points[i][k];
  return out;
}

void products(const Points& points, size_t begin, size_t count, const PointBlock& block, int32_t* out) {
  if (count > 0) rows_with_block(points[begin].data(), count, block.at, out);
}

}  // namespace evenset
