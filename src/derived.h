// Labels that follow from other labels: joint targets.
#pragma once

#include <span>

#include "evenset/dimension.h"

namespace evenset {

// The values of every derived dimension.
constexpr int16_t kHolds = 0, kHoldsNot = 1;

// Label rows [begin, end) in the derived dimensions, from the labels that are
// there. Yes: where all conditions hold; known as well as the least known of
// them, confidences multiplied. No: where one is known not to hold; known as
// well as the best known of these, which is enough by itself. Else unknown. A
// measured part counts as given: it is a fact.
void derive_labels(Examples& examples, std::span<const Dimension> dimensions, size_t begin, size_t end);

}  // namespace evenset
