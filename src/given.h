// Labels that rows bring with them.
#pragma once

#include <span>

#include "evenset/dimension.h"

namespace evenset {

// Fill `examples.labels` from each row's own member "evenset". A source named
// there is kept (human, rule, …); without one a label is `given`. Returns how
// many labels were no value of their dimension: those are left to annotate(), as
// are labels in derived dimensions.
uint64_t take_given_labels(Examples& examples, std::span<const Dimension> dimensions);

}  // namespace evenset
