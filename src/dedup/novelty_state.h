// What a NoveltyIndex holds.
#pragma once

#include <span>
#include <unordered_map>
#include <vector>

#include "dedup/rouge.h"
#include "dedup/vocabulary.h"
#include "evenset/novelty.h"

namespace evenset {

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
