// Groups of rows that ask the same in other words.
#pragma once

#include <span>
#include <vector>

#include "variations/texts.h"

namespace evenset {

// Indices into `texts`, ascending, by first row; each group of two to six rows
// worded differently (evenset/variations.h). The same answer on every machine.
std::vector<std::vector<uint32_t>> variation_groups(std::span<const VariationText* const> texts);

}  // namespace evenset
