#include "text/ngrams.h"

#include <algorithm>

namespace evenset {

void append_words(std::vector<uint64_t>& out, std::string_view text) {
  for_each_word(text, [&](uint64_t word) { out.push_back(word); });
}

void append_grams(std::vector<uint64_t>& out, std::span<const uint64_t> words, size_t n) {
  if (words.empty()) return;
  const size_t length = std::min(n, words.size());
  for (size_t i = 0; i + length <= words.size(); ++i) {
    uint64_t hash = length;
    for (size_t j = i; j < i + length; ++j) hash = mix64(hash * kOdd ^ words[j]);
    out.push_back(hash);
  }
}

void make_set(std::vector<uint64_t>& hashes) {
  std::sort(hashes.begin(), hashes.end());
  hashes.erase(std::unique(hashes.begin(), hashes.end()), hashes.end());
}

std::vector<uint64_t> gram_set(std::string_view text, size_t n) {
  std::vector<uint64_t> words, grams;
  append_words(words, text);
  append_grams(grams, words, n);
  make_set(grams);
  return grams;
}

}  // namespace evenset
