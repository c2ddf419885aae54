// What a question is about: its noun phrases, names and identifiers.
#pragma once

#include <cstdint>
#include <vector>

#include "language/tokens.h"

namespace evenset {

// Append a hash per topic, in order, repetitions included. A topic is a maximal
// run of content words that is neither broken by punctuation nor by the main
// verb (token `verb`) or another word in a verb's place; of a longer run its
// last four words; its last word in the singular. Names and identifiers are
// content words. Numbers alone are none.
void append_topics(std::vector<uint64_t>& out, const std::vector<Token>& tokens, size_t verb);

}  // namespace evenset
