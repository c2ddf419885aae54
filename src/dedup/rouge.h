// ROUGE-L between word sequences: the arithmetic of `rouge_score`, and the
// longest common subsequence by bits.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace evenset {

// F1 of a common subsequence of `common` words of texts of n and m words: 2PR/(P+R)
// in doubles, in the package's order of operations; 0 where one has no words.
double rouge_f1(uint32_t common, uint32_t n, uint32_t m);

// One text against many: a bit a word of it (Crochemore et al. 2001; Hyyrö
// 2004), 64 words at a time, in strips of 4,096 words, so that the table of places
// stays below 2 MB however long the text is.
class CommonSubsequence {
 public:
  // Word numbers are below `vocabulary`; `words` must stay until end().
  void begin(std::span<const uint32_t> words, size_t vocabulary);
  // Length of the longest common subsequence. Cost: some 2 ns a word of `other`
  // for each 64 words of the text.
  uint32_t with(std::span<const uint32_t> other);
  // To be called before the next begin(), also where that failed.
  void end();

 private:
  uint32_t with_long(std::span<const uint32_t> other);
  void load(std::span<const uint32_t> strip);
  void unload(std::span<const uint32_t> strip);
  uint32_t pass(std::span<const uint32_t> other, size_t size, bool carries);

  std::span<const uint32_t> words_;
  std::vector<uint64_t> single_;  // a word's places in a text of up to 64 words
  std::vector<uint32_t> row_;     // of longer texts: a word's row in places_, from 1
  std::vector<uint64_t> places_;  // [row][block of the strip]; row 0 holds none
  std::vector<uint64_t> state_;
  std::vector<uint8_t> carry_;  // from strip to strip, of each word of the other text
};

}  // namespace evenset
