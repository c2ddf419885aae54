// Which rows of a cell: by chance, by seed.
#pragma once

#include "evenset/balance.h"

namespace evenset {

// Draw `taken[c]` of the rows of each cell c, every choice as likely, in one
// pass over the rows (selection sampling, Knuth's algorithm S). Ascending. The
// same for the same rows, counts and seed, however the cells are numbered.
// Preconditions: 0 <= taken[c] <= rows of cell c in `cell_of_row`.
Rows drawn_rows(const std::vector<uint32_t>& cell_of_row, std::vector<int64_t> available,
                std::vector<int64_t> taken, uint64_t seed);

}  // namespace evenset
