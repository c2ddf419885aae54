// What is kept of rows' texts to find repetitions: hashes, no text.
#pragma once

#include <cstdint>
#include <vector>

#include "dedup/standing.h"
#include "evenset/dedup.h"
#include "text/hash.h"

namespace evenset {

struct RowsRead {
  std::vector<Hash128> exact;
  std::vector<Standing> standing;
  // Where near is asked: the rows' sets of n-grams, one after the other, and their sizes.
  std::vector<uint64_t> grams;
  std::vector<uint32_t> gram_counts;
  // Where rouge_l is asked: the rows' words, and how many each has.
  std::vector<uint64_t> words;
  std::vector<uint32_t> word_counts;
};

// Of rows begin … end - 1 of the batch. Cost: some 4 us for 42 words.
RowsRead read_rows(const Examples& batch, size_t begin, size_t end, const DedupOptions& options);

}  // namespace evenset
