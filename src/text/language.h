// Whether a text is English enough for rules that read English.
#pragma once

#include <string_view>

namespace evenset {

// `lower`: the text, ASCII letters lower-cased. False for an empty text, one
// without letters, one mostly in another script, and one whose function words
// are another language's (German, French, Spanish, Italian, Portuguese, Dutch).
// A short text without function words is taken for English. Reads at most 4 kB.
bool reads_as_english(std::string_view lower);

}  // namespace evenset
