#include "dedup/rouge.h"

#include <algorithm>
#include <bit>

namespace evenset {
namespace {

constexpr size_t kBits = 64, kStrip = 4096;

// The bits that stand for words among the last 64.
uint64_t last_bits(size_t words) {
  return words % kBits == 0 ? ~uint64_t{0} : (uint64_t{1} << words % kBits) - 1;
}

}  // namespace

double rouge_f1(uint32_t common, uint32_t n, uint32_t m) {
  if (n == 0 || m == 0) return 0;
  const double precision = static_cast<double>(common) / m, recall = static_cast<double>(common) / n;
  return precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0;
}

void CommonSubsequence::begin(std::span<const uint32_t> words, size_t vocabulary) {
  words_ = words;
  if (words.size() > kBits) {
    if (row_.size() < vocabulary) row_.resize(vocabulary);
    if (words.size() <= kStrip) load(words);
    return;
  }
  if (single_.size() < vocabulary) single_.resize(vocabulary);
  for (size_t i = 0; i < words.size(); ++i) single_[words[i]] |= uint64_t{1} << i;
}

void CommonSubsequence::end() {
  for (const uint32_t word : words_) {
    if (word < single_.size()) single_[word] = 0;
    if (word < row_.size()) row_[word] = 0;
  }
  words_ = {};
}

// A zero bit at i: the common subsequence grows at the text's word i.
uint32_t CommonSubsequence::with(std::span<const uint32_t> other) {
  if (words_.size() > kBits) return with_long(other);
  uint64_t state = ~uint64_t{0};
  for (const uint32_t word : other) {
    const uint64_t places = word < single_.size() ? single_[word] : 0, both = state & places;
    state = (state + both) | (state - both);
  }
  return static_cast<uint32_t>(std::popcount(~state & last_bits(words_.size())));
}

void CommonSubsequence::load(std::span<const uint32_t> strip) {
  const size_t blocks = (strip.size() + kBits - 1) / kBits;
  places_.assign(blocks, 0);
  for (size_t i = 0; i < strip.size(); ++i) {
    uint32_t& row = row_[strip[i]];
    if (row == 0) {
      row = static_cast<uint32_t>(places_.size() / blocks);
      places_.resize(places_.size() + blocks);
    }
    places_[row * blocks + i / kBits] |= uint64_t{1} << i % kBits;
  }
}

void CommonSubsequence::unload(std::span<const uint32_t> strip) {
  for (const uint32_t word : strip) row_[word] = 0;
}

uint32_t CommonSubsequence::with_long(std::span<const uint32_t> other) {
  if (words_.size() <= kStrip) return pass(other, words_.size(), false);
  carry_.assign(other.size(), 0);
  uint32_t common = 0;
  for (size_t at = 0; at < words_.size(); at += kStrip) {
    const auto strip = words_.subspan(at, std::min(kStrip, words_.size() - at));
    load(strip);
    common += pass(other, strip.size(), true);
    unload(strip);
  }
  return common;
}

// The other text against the strip of `size` words that is loaded.
uint32_t CommonSubsequence::pass(std::span<const uint32_t> other, size_t size, bool carries) {
  const size_t blocks = (size + kBits - 1) / kBits;
  state_.assign(blocks, ~uint64_t{0});
  for (size_t j = 0; j < other.size(); ++j) {
    const uint32_t row = other[j] < row_.size() ? row_[other[j]] : 0;
    uint64_t carry = carries ? carry_[j] : 0;
    if (row == 0 && carry == 0) continue;
    const uint64_t* places = places_.data() + row * blocks;
    for (size_t b = 0; b < blocks; ++b) {
      const uint64_t both = state_[b] & places[b], sum = state_[b] + both, all = sum + carry;
      carry = (sum < both) | (all < sum);
      state_[b] = all | (state_[b] & ~places[b]);
    }
    if (carries) carry_[j] = static_cast<uint8_t>(carry);
  }
  uint32_t common = 0;
  for (size_t b = 0; b < blocks; ++b)
    common +=
        static_cast<uint32_t>(std::popcount(~state_[b] & (b + 1 == blocks ? last_bits(size) : ~uint64_t{0})));
  return common;
}

}  // namespace evenset
