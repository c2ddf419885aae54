#include "dedup/rouge.h"

#include <bit>

namespace evenset {

double rouge_f1(uint32_t common, uint32_t n, uint32_t m) {
  if (n == 0 || m == 0) return 0;
  const double precision = static_cast<double>(common) / m, recall = static_cast<double>(common) / n;
  return precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0;
}

void CommonSubsequence::begin(std::span<const uint32_t> words, size_t vocabulary) {
  blocks_ = (words.size() + 63) / 64;
  if (words.empty()) return;
  last_ = words.size() % 64 == 0 ? ~uint64_t{0} : (uint64_t{1} << words.size() % 64) - 1;
  if (blocks_ == 1) {
    if (single_.size() < vocabulary) single_.resize(vocabulary);
    for (size_t i = 0; i < words.size(); ++i) single_[words[i]] |= uint64_t{1} << i;
    return;
  }
  if (row_.size() < vocabulary) row_.resize(vocabulary);
  places_.clear();
  for (size_t i = 0; i < words.size(); ++i) {
    uint32_t& row = row_[words[i]];
    if (row == 0) {
      places_.resize(places_.size() + blocks_);
      row = static_cast<uint32_t>(places_.size() / blocks_);
    }
    places_[(row - 1) * blocks_ + i / 64] |= uint64_t{1} << i % 64;
  }
}

void CommonSubsequence::end(std::span<const uint32_t> words) {
  for (const uint32_t word : words) {
    if (blocks_ == 1)
      single_[word] = 0;
    else
      row_[word] = 0;
  }
}

// A zero bit at i: the common subsequence grows at the text's word i.
uint32_t CommonSubsequence::with(std::span<const uint32_t> other) {
  if (blocks_ != 1) return with_long(other);
  uint64_t state = ~uint64_t{0};
  for (const uint32_t word : other) {
    const uint64_t places = word < single_.size() ? single_[word] : 0, both = state & places;
    state = (state + both) | (state - both);
  }
  return static_cast<uint32_t>(std::popcount(~state & last_));
}

uint32_t CommonSubsequence::with_long(std::span<const uint32_t> other) {
  state_.assign(blocks_, ~uint64_t{0});
  for (const uint32_t word : other) {
    const uint32_t row = word < row_.size() ? row_[word] : 0;
    if (row == 0) continue;
    const uint64_t* places = places_.data() + (row - 1) * blocks_;
    uint64_t carry = 0;
    for (size_t b = 0; b < blocks_; ++b) {
      const uint64_t both = state_[b] & places[b], sum = state_[b] + both, all = sum + carry;
      carry = (sum < both) | (all < sum);
      state_[b] = all | (state_[b] & ~places[b]);
    }
  }
  uint32_t common = 0;
  for (size_t b = 0; b < blocks_; ++b)
    common += static_cast<uint32_t>(std::popcount(~state_[b] & (b + 1 == blocks_ ? last_ : ~uint64_t{0})));
  return common;
}

}  // namespace evenset
