// What is left of a question when its content is taken away.
#pragma once

#include <cstdint>
#include <vector>

#include "language/tokens.h"

namespace evenset {

// "How do I reset my password?" -> a hash of "how do i _ my _": the first 40 words, every run
// of content words masked. 0 where there are none.
uint64_t template_of(const std::vector<Token>& tokens);

}  // namespace evenset
