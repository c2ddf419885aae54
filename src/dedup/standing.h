// Which of two like rows stays.
#pragma once

#include <cstdint>

#include "evenset/examples.h"

namespace evenset {

struct Standing {
  bool reviewed = false;  // people labelled the row
  float quality = 0;      // the member "quality", where it is a number
  uint32_t words = 0;     // of the compared text

  // Whether a row stands before another, if the rows' own order does not say.
  bool before(const Standing& other) const {
    if (reviewed != other.reviewed) return reviewed;
    return quality != other.quality ? quality > other.quality : words > other.words;
  }
};

Standing standing_of(const Examples& examples, size_t i, size_t words);

}  // namespace evenset
