// Cheap signs of a row that are no words: lengths, marks, letter case, turns.
#pragma once

#include <bitset>
#include <string_view>

#include "evenset/dimension.h"

namespace evenset {

// The user turn before the question and the assistant's answer to it; "" where
// there is none.
struct TurnsBefore {
  std::string_view question, reply;
};
TurnsBefore turns_before(const RowView& row);

// Which of the measures a row shows, by number. Reads at most the first 4,000
// bytes of a text and the last 16.
inline constexpr size_t kRowMeasures = 64;
std::bitset<kRowMeasures> row_measures(const RowView& row);

}  // namespace evenset
