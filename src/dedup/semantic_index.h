// Which kept row says the same in other words?
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "evenset/encoder.h"
#include "evenset/examples.h"

namespace evenset {

struct SemanticTwin {
  uint32_t place = 0;  // among the kept rows
  double score = 0;
};

// Rows by the vectors of question and response, rounded to bytes. Two are
// alike where both cosines are at the threshold or above, and both texts hold
// the same numbers and names with digits in the same order, and as many negations:
// what often makes an answer another one though its words are the same. A static
// vector knows no order of words, so that "A pays B" is "B pays A", and opposites are
// near: what this removes wants to be looked at. Rows without a response are like
// nothing. Exact: all kept rows are looked at, most of them by a part of their
// vectors only (the rest is bounded by Cauchy and Schwarz).
// The shipped vectors, on `threads` threads. Cost: some 10 us a text.
VectorSource static_vectors(int threads);

class SemanticIndex {
 public:
  SemanticIndex(double threshold, VectorSource source) : threshold_(threshold), source_(std::move(source)) {}

  // The next rows, on `threads` threads; the source is asked once. Cost besides: some
  // 2 bytes a number and 24 a row. Throws Error{usage} for vectors that are none.
  void add(const Examples& batch, int threads);

  // The most similar of the rows kept at places [from, to), the first of equals; its
  // score is the lower of the two cosines. Cost: some 5 ns a kept row and 256 numbers.
  std::optional<SemanticTwin> nearest(uint32_t row, uint32_t from, uint32_t to) const;
  void keep(uint32_t row) {
    row_at_.push_back(row);
    facts_at_.push_back(rows_[row].facts);
  }

  uint32_t kept() const { return static_cast<uint32_t>(row_at_.size()); }
  uint32_t row_at(uint32_t place) const { return row_at_[place]; }

 private:
  struct Lengths {
    float all = 0, tail = 0;  // of all of a vector, and of what comes after its head
  };
  struct Row {
    Lengths question, response;
    uint64_t facts = 0;
  };
  // The texts of a row that are compared.
  struct Texts {
    std::string question;
    std::string_view response;
    uint64_t facts = 0;
  };
  static Texts texts_of(const Examples& examples, size_t i);
  std::vector<float> vectors_of(const std::vector<Texts>& rows);
  Lengths round(const float* vector, int8_t* out) const;
  // The cosine, or less than `least` where it is less.
  double cosine(const int8_t* a, Lengths of_a, const int8_t* b, Lengths of_b, double least) const;
  const int8_t* levels_of(uint32_t row) const { return levels_.data() + 2 * width_ * row; }
  // What most pairs are told apart by.
  size_t head() const { return width_ / 4; }

  double threshold_;
  VectorSource source_;
  size_t width_ = 0;  // 0: no row has a vector yet
  std::vector<Row> rows_;
  std::vector<int8_t> levels_;  // of each row: the question's, then the response's
  std::vector<uint32_t> row_at_;
  std::vector<uint64_t> facts_at_;  // of the kept rows, side by side: most are passed over by these
};

}  // namespace evenset
