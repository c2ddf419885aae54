#include "dedup/gram_sets.h"

#include <algorithm>
#include <limits>

namespace evenset {
namespace {

constexpr size_t kBlock = size_t{1} << 20;  // n-grams

}  // namespace

void GramSets::add(std::span<const uint64_t> grams) {
  if (grams.size() > room_) {
    room_ = std::max(kBlock, grams.size());
    blocks_.push_back(std::make_unique_for_overwrite<uint64_t[]>(room_));
    free_ = blocks_.back().get();
  }
  std::copy(grams.begin(), grams.end(), free_);
  sets_.push_back({free_, grams.size()});
  free_ += grams.size();
  room_ -= grams.size();
  Signature& signature = signatures_.emplace_back();
  for (const uint64_t gram : grams) {
    signature[gram >> 62] |= uint64_t{1} << (gram >> 56 & 63);
    uint16_t& counter = counters_[gram & (kCounters - 1)];
    counter = static_cast<uint16_t>(counter + (counter < std::numeric_limits<uint16_t>::max()));
  }
}

}  // namespace evenset
