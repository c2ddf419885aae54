// Forms whose row is one question and one answer.
#pragma once

#include "formats/forms/layout.h"

namespace evenset {

// Numbers of the cells that a form has.
struct PairCells {
  static constexpr size_t kNone = static_cast<size_t>(-1);
  size_t question = 0, answer = 0;
  size_t input = kNone, system = kNone;
  size_t history = kNone;  // [[question, answer], …]
};

// Fill those cells. The question is the last user turn, the answer the last
// assistant turn behind it. Of what comes before, a leading system text and
// pairs of user and assistant turns have their cells where the form has such.
// Closes the layout.
void fill_pair(Layout& layout, const PairCells& cells);

}  // namespace evenset
