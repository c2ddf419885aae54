#include <algorithm>

#include "diversity/products.h"
#include "parallel.h"

namespace evenset {
namespace {

constexpr size_t kTile = 1024;  // points at a time: they and their products fit a core's cache

struct Near {
  int32_t near;
  uint32_t point;
  // Of equally near ones the lower number is nearer.
  bool operator<(const Near& other) const {
    return near != other.near ? near > other.near : point < other.point;
  }
};

// The nearest points of one reference so far; gathered beyond their number, so that
// they are thinned out only now and then.
class Kept {
 public:
  int32_t least() const { return least_; }

  void add(Near one) {
    near_.push_back(one);
    if (near_.size() == 2 * (Nearest::kSeen + 1)) thin_out();
  }

  // The kSeen nearest and one more.
  const std::vector<Near>& finished() {
    if (near_.size() > Nearest::kSeen + 1) thin_out();
    std::sort(near_.begin(), near_.end());
    return near_;
  }

 private:
  void thin_out() {
    const auto last = near_.begin() + static_cast<ptrdiff_t>(Nearest::kSeen);
    std::nth_element(near_.begin(), last, near_.end());
    least_ = last->near;
    near_.resize(Nearest::kSeen + 1);
  }

  std::vector<Near> near_;
  int32_t least_ = 0;  // what is no nearer than this changes nothing
};

void gather(const Points& points, const PointBlock& block, std::span<Kept> kept) {
  std::vector<int32_t> near(kTile * kLanes);
  for (size_t begin = 0; begin < points.size(); begin += kTile) {
    const size_t count = std::min(kTile, points.size() - begin);
    products(points, begin, count, block, near.data());
    for (size_t lane = 0; lane < kept.size(); ++lane)
      for (size_t i = 0; i < count; ++i)
        if (const int32_t value = near[i * kLanes + lane]; value > kept[lane].least())
          kept[lane].add({value, static_cast<uint32_t>(begin + i)});
  }
}

}  // namespace

Nearest::Nearest(const Points& points, const Points& references, int threads)
    : references_(references.size()), starts_(points.size() + 1) {
  const std::vector<PointBlock> blocks = blocks_of(references);
  std::vector<std::vector<Near>> nearest(references.size());
  for_each_on(threads, blocks.size(), [&](size_t b) {
    Kept kept[kLanes];
    const size_t first = b * kLanes, count = std::min(kLanes, references.size() - first);
    gather(points, blocks[b], std::span(kept).first(count));
    for (size_t lane = 0; lane < count; ++lane) nearest[first + lane] = kept[lane].finished();
  });
  for (std::vector<Near>& list : nearest) {
    const int32_t floor = list.size() > kSeen ? list.back().near : 0;
    if (list.size() > kSeen) list.pop_back();
    for (Near& one : list) {
      one.near -= floor;
      ++starts_[one.point + 1];
    }
  }
  for (size_t i = 1; i < starts_.size(); ++i) starts_[i] += starts_[i - 1];
  seen_.resize(starts_.back());
  std::vector<uint64_t> at = starts_;
  for (uint32_t r = 0; r < nearest.size(); ++r)
    for (const Near& one : nearest[r]) seen_[at[one.point]++] = {r, one.near};
}

}  // namespace evenset
