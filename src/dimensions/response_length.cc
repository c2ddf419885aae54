// Codebook §8, response.
#include "evenset/dimension.h"

namespace evenset {

extern const Dimension response_length{
    "response_length",
    "Words of the response: short to 150, medium 151-400, long above.",
    {"short", "medium", "long"},
    [](const RowView& row) -> Label {
      return {static_cast<int16_t>((row.response_words > 150) + (row.response_words > 400)), 1.0f};
    },
    true};

}  // namespace evenset
