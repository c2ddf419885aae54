// The sets of word n-grams of all rows.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace evenset {

// Memory: 8 bytes an n-gram, 48 a row.
class GramSets {
 public:
  // A bit for each n-gram, at a place that its hash names: two sets differ in at
  // least as many n-grams as their signatures differ in bits (Sandes, Teodoro,
  // Melo 2020).
  using Signature = std::array<uint64_t, 4>;

  // The sets of the next rows, one after the other, each ascending without
  // repetition; and how many n-grams each has.
  void add(std::span<const uint64_t> grams, std::span<const uint32_t> sizes);

  size_t size() const { return sets_.size(); }
  std::span<const uint64_t> operator[](size_t row) const { return {sets_[row].grams, sets_[row].size}; }
  bool same(size_t a, size_t b) const {
    const auto x = (*this)[a], y = (*this)[b];
    return std::equal(x.begin(), x.end(), y.begin(), y.end());
  }
  const Signature& signature(size_t row) const { return signatures_[row]; }

 private:
  struct Set {
    const uint64_t* grams;
    size_t size;
  };
  std::vector<Set> sets_;
  std::vector<Signature> signatures_;
  std::vector<std::unique_ptr<uint64_t[]>> blocks_;  // a set lies whole in one; none is ever moved
};

}  // namespace evenset
