// Which words are misspelt, by the word list in data/words.txt.
#pragma once

#include <string_view>

namespace evenset {

// Whether `word` (lower-case ASCII letters) is an English word: in the list, or
// a regular -s, -ed, -ing or -ly form of one, or made of two or with a common
// prefix. Fifty nanoseconds.
bool is_known_word(std::string_view word);

// Whether `word` is one slip (a letter dropped, added, changed, or two swapped)
// away from an expected word and is none itself: frequent words and words of
// the trade, from seven letters on any. A word made of two counts where one
// letter less gives a frequent word ("allways"). Words under four letters never
// do: any letters are one slip from something. Some microseconds.
bool is_misspelt(std::string_view word);

// Whether `word` is not known and becomes frequent by swapping two neighbours.
bool is_swapped(std::string_view word);

}  // namespace evenset
