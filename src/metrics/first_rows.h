// Examples behind a finding: the first ten rows that show it.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace evenset {

class FirstRows {
 public:
  static constexpr size_t kMost = 10;

  void add(uint64_t number) {
    if (rows_.size() == kMost && number >= rows_.back()) return;
    rows_.insert(std::lower_bound(rows_.begin(), rows_.end(), number), number);
    if (rows_.size() > kMost) rows_.pop_back();
  }
  void merge(const FirstRows& other) {
    for (uint64_t number : other.rows_) add(number);
  }
  const std::vector<uint64_t>& rows() const { return rows_; }

 private:
  std::vector<uint64_t> rows_;  // ascending
};

}  // namespace evenset
