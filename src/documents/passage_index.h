// Which passages a text resembles: BM25 over word stems (Robertson, Zaragoza
// 2009; k1 = 1.2, b = 0.75).
#pragma once

#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "evenset/documents.h"

namespace evenset {

class PassageIndex {
 public:
  struct Hit {
    float score;
    uint32_t page, passage;
  };

  explicit PassageIndex(const Documents& documents);

  // The best `count` passages, best first; ties in page order. Reads the first
  // 200 different stems.
  std::vector<Hit> nearest(std::string_view text, size_t count) const;

  // How much of a text one passage has, at best: 0..1 of its stems, each counted
  // by its rarity; 0 for a text without content words.
  double coverage(std::string_view text) const;

  size_t size() const { return place_.size(); }

 private:
  struct Posting {
    uint32_t passage;
    float weight;  // BM25 without the stem's rarity
  };
  float rarity(size_t passages) const;

  std::vector<std::pair<uint32_t, uint32_t>> place_;  // page and passage
  std::unordered_map<uint64_t, std::vector<Posting>> postings_;
};

// Content-word stems of a text, each once, in order; hashed.
std::vector<uint64_t> stems(std::string_view text, size_t most);

}  // namespace evenset
