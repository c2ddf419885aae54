// Words as the Python package `rouge_score` sees them, as hashes.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace evenset {

// Append the hash of each word, in order: Unicode lower case, then maximal runs
// of [a-z0-9] (the Kelvin sign lower-cases to k, a dotted capital I to i and a
// mark, as in Python). With `unicode`: runs of letters, marks and digits of any
// script; each letter alone of scripts that are written without spaces.
void append_rouge_words(std::vector<uint64_t>& out, std::string_view text, bool unicode);

}  // namespace evenset
