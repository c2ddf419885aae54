// Which kept row says the same in other words?
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "evenset/encoder.h"
#include "evenset/examples.h"

namespace evenset {

struct SemanticTwin {
  uint32_t place = 0;  // among the kept rows
  double score = 0;
};

// Rows by the static vectors of question and response, rounded to bytes. Two are
// alike where both cosines are at the threshold or above, and both texts hold
// the same numbers and names with digits in the same order, and as many negations:
// what often makes an answer another one though its words are the same. A static
// vector knows no order of words, so that "A pays B" is "B pays A", and opposites are
// near: what this removes wants to be looked at. Rows without a response are like
// nothing. Exact: all kept rows are looked at, most of them by a part of their
// vectors only (the rest is bounded by Cauchy and Schwarz).
class SemanticIndex {
 public:
  explicit SemanticIndex(double threshold) : threshold_(threshold) {}

  // The next rows, on `threads` threads. Cost: some 20 us a row; 600 bytes.
  void add(const Examples& batch, int threads);

  // The most similar of the rows kept at places [from, to), the first of equals; its
  // score is the lower of the two cosines. Cost: some 5 ns a kept row.
  std::optional<SemanticTwin> nearest(uint32_t row, uint32_t from, uint32_t to) const;
  void keep(uint32_t row) {
    row_at_.push_back(row);
    facts_at_.push_back(rows_[row].facts);
  }

  uint32_t kept() const { return static_cast<uint32_t>(row_at_.size()); }
  uint32_t row_at(uint32_t place) const { return row_at_[place]; }

 private:
  static constexpr size_t kWidth = StaticEncoder::kWidth, kHead = 64;

  struct Vector {
    std::array<int8_t, kWidth> at{};
    float length = 0, tail = 0;  // of all of it, and of what comes after kHead
  };
  struct Row {
    Vector question, response;
    uint64_t facts = 0;
  };
  Row read(const Examples& examples, size_t i) const;
  static Vector rounded(const float* vector);
  // The cosine, or less than `least` where it is less.
  static double cosine(const Vector& a, const Vector& b, double least);

  double threshold_;
  StaticEncoder encoder_;
  std::vector<Row> rows_;
  std::vector<uint32_t> row_at_;
  std::vector<uint64_t> facts_at_;  // of the kept rows, side by side: most are passed over by these
};

}  // namespace evenset
