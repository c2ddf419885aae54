// Codebook §11, turns.
#include "evenset/dimension.h"

namespace evenset {

extern const Dimension turns{"turns",
                             "Whether the user speaks once or more often.",
                             {"single", "multi"},
                             [](const RowView& row) -> Label {
                               return {static_cast<int16_t>(row.user_turns > 1), 1.0f};
                             },
                             true};

}  // namespace evenset
