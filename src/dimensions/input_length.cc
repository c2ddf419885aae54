// Codebook §8, input.
#include "evenset/dimension.h"

namespace evenset {

extern const Dimension input_length{
    "input_length",
    "Words of the question: short to 20, medium 21-100, long above.",
    {"short", "medium", "long"},
    [](const RowView& row) -> Label {
      return {static_cast<int16_t>((row.input_words > 20) + (row.input_words > 100)), 1.0f};
    },
    true};

}  // namespace evenset
