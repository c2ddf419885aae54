// About how many sets hold each n-gram.
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "parallel.h"

namespace evenset {

// An upper bound, by counters that several n-grams may share. Saturates at 65535;
// 1: no other set holds it. 32 MB.
class HolderCounts {
 public:
  // `sets[row]` for each row below `rows`. Each thread reads all of them and counts its
  // own part of the n-grams.
  template <class Sets>
  HolderCounts(const Sets& sets, size_t rows, int threads) : counters_(kCounters) {
    const auto parts = static_cast<size_t>(threads);
    for_each_on(threads, parts, [&](size_t part) {
      for (size_t row = 0; row < rows; ++row)
        for (const uint64_t gram : sets[row])
          if (at(gram) % parts == part) {
            uint16_t& counter = counters_[at(gram)];
            counter = static_cast<uint16_t>(counter + (counter < std::numeric_limits<uint16_t>::max()));
          }
    });
  }

  uint16_t operator[](uint64_t gram) const { return counters_[at(gram)]; }
  void fetch(std::span<const uint64_t> grams) const {
    for (const uint64_t gram : grams) __builtin_prefetch(&counters_[at(gram)]);
  }

 private:
  static constexpr size_t kCounters = size_t{1} << 24;
  static size_t at(uint64_t gram) { return gram & (kCounters - 1); }

  std::vector<uint16_t> counters_;
};

}  // namespace evenset
