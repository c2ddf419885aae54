// Rows of equal texts, and which of them is kept.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "text/hash.h"

namespace evenset {

// Memory: 8 bytes a row, 16 while it is made.
class EqualRows {
 public:
  // By the rows' hashes; Hash128() equals nothing.
  explicit EqualRows(std::span<const Hash128> hashes);

  // The first kept row that equals this one.
  std::optional<uint32_t> kept(uint32_t row) const {
    const uint32_t first = first_[row];
    return first == kNone || kept_[first] == kNone ? std::nullopt : std::optional(kept_[first]);
  }
  void keep(uint32_t row) {
    const uint32_t first = first_[row];
    if (first != kNone && kept_[first] == kNone) kept_[first] = row;
  }

 private:
  static constexpr uint32_t kNone = 0xffffffff;
  std::vector<uint32_t> first_;  // of each row: the first row of the same texts
  std::vector<uint32_t> kept_;   // of first rows
};

}  // namespace evenset
