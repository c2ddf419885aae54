// A row as the encoder reads it: at most 128 pieces.
//
//   [CLS] question [SEP] response [SEP]            (no turns before the question)
//   [CLS] question [SEP] response [SEP] before [SEP]
//
// `before` is the first 10 pieces of the user turn before the question and the
// last 14 of the assistant turn before it. Of T free places the question has
// what the response leaves, at least 55 %; a part that is too long keeps its
// beginning (70 %) and its end. Of a text over 6,000 bytes only the first 4,000
// and the last 2,000 are looked at, as two texts: the cost of a row is bounded.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "evenset/dimension.h"
#include "models/wordpiece.h"

namespace evenset {

inline constexpr size_t kMaxPieces = 128;

// Packed rows, one after the other: row i has pieces starts[i] … starts[i+1]-1.
struct PackedRows {
  std::vector<int32_t> ids;
  std::vector<uint8_t> types;     // segment: 0 for [CLS] question [SEP], else 1
  std::vector<size_t> starts{0};  // as Turns::starts

  size_t size() const { return starts.size() - 1; }
  void clear();
};

void append_row(PackedRows& rows, const WordPiece& pieces, const RowView& row);

// A text alone, as a sentence encoder reads it: [CLS], its first 126 pieces,
// [SEP]; all of segment 0. Only its first 8,000 bytes are looked at.
void append_text(PackedRows& rows, const WordPiece& pieces, std::string_view text);

}  // namespace evenset
