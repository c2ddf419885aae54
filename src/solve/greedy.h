// Completing a vertex that was rounded down: a good start for the repair, and
// the answer where time is up at once. With the counts all of it is judged by.
#pragma once

#include "evenset/balance.h"

namespace evenset {

// Rows per target when `taken` rows are taken from each cell.
std::vector<int64_t> target_counts(const Cells& cells, const std::vector<int64_t>& taken, size_t targets);

// Sum of |got - wanted|.
int64_t deviation(const std::vector<int64_t>& got, const std::vector<int64_t>& wanted);

// Take from every cell, in random order, what still fits under `wanted`.
void top_up_within(std::vector<int64_t>& taken, const Cells& cells, const std::vector<int64_t>& wanted,
                   uint64_t seed);

// Add rows one by one, each where it deviates least, until `size` are taken;
// `size` is at most what is available. Cost: cells times rows added.
void top_up_to(std::vector<int64_t>& taken, const Cells& cells, const std::vector<int64_t>& wanted,
               int64_t size);

}  // namespace evenset
