// The named things in a question: products, companies, people, places,
// standards, plans, identifiers, file names, flags.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "language/tagger.h"
#include "language/tokens.h"

namespace evenset {

// Replace `out` by the entities of `text` as they stand there, in order,
// repetitions included. `tokens` are those of the text, `tags` theirs (as many as
// were tagged). An entity is a run of words with capitals, joined by "of", with a
// number behind it, or an identifier; the first word of a sentence counts where
// the tagger takes it for a name. Days, months, greetings and shouting are none.
void entities(std::vector<std::string_view>& out, std::string_view text, std::span<const Token> tokens,
              std::span<const PartOfSpeech> tags);

}  // namespace evenset
