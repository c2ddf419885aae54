// Questions that break off, or name a thing and ask nothing.
#pragma once

#include <span>
#include <string_view>

#include "language/tagger.h"
#include "language/tokens.h"

namespace evenset {

// Whether what is asked must be guessed: no verb and no question word ("gpu
// memory?"), or an end that promises more ("how do I connect the", "when I
// click and…"). `lower` is the text in ASCII lower case, `tokens` are those of the text, `tags` theirs. Texts
// of other languages, and long ones, are taken for complete.
bool is_incomplete(std::string_view text, std::string_view lower, std::span<const Token> tokens,
                   std::span<const PartOfSpeech> tags);

}  // namespace evenset
