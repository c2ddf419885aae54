// What the fast tier sees of a row: numbers of hashed n-grams, and measures.
//
// Texts are folded (ASCII letters lower-cased, every digit as 0) and read as
// tokens: runs of letters, digits, apostrophes and bytes >= 0x80, and runs of
// other signs. Features of a text, each kind in a field of its own:
// - grams: all runs of `gram_min` … `gram_max` bytes of a token and the blanks
//   about it;
// - words: up to `word_max` tokens in a row;
// - frame: two to four tokens in a row, content words masked: how it is said,
//   whatever the company sells;
// - ends: runs of up to three of the first and of the last five tokens.
// A feature is a number below `buckets` (64-bit hash, scaled down); fields hash
// apart. Words and short character n-grams with a linear model: Joulin et al.
// 2017 (fastText); hashing: Weinberger et al. 2009.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "evenset/dimension.h"
#include "models/row_measures.h"

namespace evenset {

// A text in two parts where it is too long to be read whole.
struct TextEnds {
  std::string_view head, tail;
};

// How much of a row is read, and how finely. A model carries the shape that it
// was trained with. Parts are in bytes: a longer text is read at its two ends.
struct FeatureShape {
  uint32_t buckets = 1 << 16;  // 1 … 2^24
  uint32_t gram_min = 2, gram_max = 5, word_max = 2;
  uint32_t question_head = 1000, question_tail = 400;
  uint32_t response_head = 300, response_tail = 200;
  uint32_t before = 120;  // of each end of the turns before the question

  // As numbers joined by commas, for the model's file, and back. Throws
  // Error{input} for what is no shape, or one out of range.
  std::string text() const;
  static FeatureShape parse(std::string_view text);
};

class NgramFeatures {
 public:
  // A text's fields are those of its grams, words, frame and ends, from this number on.
  static constexpr size_t kKinds = 4;
  enum Field : uint8_t {
    question = 0,
    response = question + kKinds,
    reply = response + kKinds,  // what the question follows upon
    earlier = reply + kKinds,   // the user turn before
    measures = earlier + kKinds,
  };
  static constexpr size_t kFields = measures + 1;
  // Measures are features of their own, numbered from `buckets` on.
  static constexpr uint32_t kMeasures = kRowMeasures;

  explicit NgramFeatures(const FeatureShape& shape);

  // Features of a row in place of the last one's. Cost: about 4 ns a feature,
  // three features a byte; bounded by the shape whatever the row holds.
  void read(const RowView& row);

  // Of the field of that number: each distinct feature once, in order of first sight.
  std::span<const uint32_t> of(size_t field) const {
    return {found_.data() + begin_[field], begin_[field + 1] - begin_[field]};
  }
  // What each feature of a field counts: a field's vector has length 1, or for
  // measures a fixed share of it.
  static float value(size_t field, size_t count);

 private:
  struct Token {
    uint64_t hash, frame;
  };

  void add(uint64_t hash);
  template <class Fill>
  void add_field(size_t field, size_t most, const Fill& fill);
  void fold(const TextEnds& parts);
  void read_tokens();
  void add_grams();
  void add_runs(size_t begin, size_t end, size_t least, size_t most, uint64_t Token::*part);
  void read_text(size_t first, const TextEnds& parts);

  FeatureShape shape_;
  std::string folded_;  // the text at hand: tokens with a blank before and behind each
  size_t folded_size_ = 0;
  std::vector<Token> tokens_;
  std::vector<uint64_t> seen_;   // a bit for each bucket
  std::vector<uint32_t> found_;  // room for more than is found
  size_t count_ = 0;
  std::array<size_t, kFields + 1> begin_{};
  uint64_t salt_ = 0;
};

}  // namespace evenset
