// Some rows of a table as a table of their own.
#pragma once

#include <vector>

#include "evenset/examples.h"

namespace evenset {

// Append row i of `from` to `to`: every column but labels and measures.
void append_example(Examples& to, const Examples& from, size_t i);

}  // namespace evenset
