// The most similar texts of every text, by ROUGE-L, as Alpaca stores them.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace evenset {

struct Neighbour {
  uint32_t text = 0;
  double score = 0;  // ROUGE-L F1, above 0
};

struct Neighbours {
  std::vector<std::vector<Neighbour>>
      nearest;               // of each text, the highest score first, then the earlier text
  std::vector<double> mean;  // of each text: mean F1 to all others; 0 for a single text
};

// Collects texts, then compares every one with every other.
class NeighbourSearch {
 public:
  // Words as in evenset/novelty.h.
  explicit NeighbourSearch(bool unicode = false) : unicode_(unicode) {}
  void add(std::string_view text);
  size_t size() const { return starts_.size() - 1; }

  // The `count` nearest of each. Cost: each pair some 2 ns of one core for 20 words;
  // for texts of n and m words, n over 64, some n·m/32 ns. The same answer whatever the threads.
  Neighbours find(size_t count = 10, int threads = 1) const;

 private:
  bool unicode_;
  std::vector<uint64_t> words_;  // hashes
  std::vector<size_t> starts_{0};
};

}  // namespace evenset
