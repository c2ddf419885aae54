// What a NoveltyIndex holds.
#pragma once

#include <bit>
#include <span>
#include <unordered_map>
#include <vector>

#include "dedup/rouge.h"
#include "dedup/vocabulary.h"
#include "evenset/novelty.h"

namespace evenset {

// A bit for each word, at a place that its hash names: a text lacks at least as many
// words of another as its bits lack of the other's.
struct WordBits {
  uint64_t low = 0, high = 0;

  void add(uint64_t word) { (word >> 6 & 1 ? high : low) |= uint64_t{1} << (word & 63); }
  uint32_t lacking_in(const WordBits& other) const {
    return static_cast<uint32_t>(std::popcount(low & ~other.low) + std::popcount(high & ~other.high));
  }
};

struct NoveltyIndex::State {
  // A text that holds a word, and how many words it has.
  struct Holder {
    uint32_t text, words;
  };

  NoveltyOptions options;
  Vocabulary vocabulary;
  std::vector<std::vector<Holder>> holders;  // of each word; each text once
  std::vector<uint32_t> words;               // of all texts
  std::vector<uint64_t> starts{0};           // text i has words starts[i] … starts[i+1]-1
  std::vector<WordBits> bits;                // of a text
  std::vector<uint64_t> number;              // of a text
  std::vector<bool> removed;
  std::unordered_map<uint64_t, std::vector<uint32_t>> texts_of;  // by number
  size_t living = 0;

  std::span<const uint32_t> words_of(size_t text) const {
    return std::span(words).subspan(starts[text], starts[text + 1] - starts[text]);
  }
  // Takes word hashes.
  void add(std::span<const uint64_t> text, uint64_t number);
  std::optional<Twin> nearest(std::span<const uint64_t> text) const;

  // All of it anew, without the removed texts.
  void forget_removed();

  struct Scratch;
  struct EndQuery;
};

}  // namespace evenset
