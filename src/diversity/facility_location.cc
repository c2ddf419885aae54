#include <algorithm>

#include "diversity/greedy.h"
#include "diversity/products.h"
#include "parallel.h"

namespace evenset {
namespace {

struct QuotaRoom {
  const Places& places;
  std::vector<int64_t> left = places.quota;

  bool fits(uint32_t point) const { return left[places.group_of[point]] > 0; }
  void take(uint32_t point) { --left[places.group_of[point]]; }
};

}  // namespace

std::vector<uint32_t> facility_location(const Nearest& nearest, const Places& places) {
  QuotaRoom room{places};
  std::vector<uint32_t> out = Greedy<QuotaRoom>(nearest, room).choose(places.kept);
  std::sort(out.begin(), out.end());
  return out;
}

double coverage(const Points& points, std::span<const uint32_t> chosen, const Points& references,
                int threads) {
  const std::vector<PointBlock> blocks = blocks_of(references);
  Points few;
  for (const uint32_t point : chosen) few.add(points[point]);
  std::vector<int64_t> sums(blocks.size());
  for_each_on(threads, blocks.size(), [&](size_t b) {
    std::vector<int32_t> near(few.size() * kLanes), best(kLanes);
    products(few, 0, few.size(), blocks[b], near.data());
    for (size_t i = 0; i < near.size(); ++i) best[i % kLanes] = std::max(best[i % kLanes], near[i]);
    for (const int32_t one : best) sums[b] += one;
  });
  int64_t sum = 0;
  for (const int64_t one : sums) sum += one;
  return static_cast<double>(sum) / (Points::kLength * Points::kLength);
}

}  // namespace evenset
