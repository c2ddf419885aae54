// English words that carry grammar, not content.
#pragma once

#include <string_view>

namespace evenset {

enum class WordClass {
  content,
  determiner,   // the, my, each; numbers in words
  pronoun,      // i, you, it, someone
  question,     // what, how, why
  auxiliary,    // do, is, can, and their contractions
  preposition,  // of, with, into; "to" is one
  particle,     // up, out, off: part of a verb, or a preposition
  conjunction,  // and, if, because
  adverb,       // not, also, very, please
  filler,       // way, thing, best: content by form, empty by meaning
};

// Class of a word in ASCII lower case (apostrophe ' or none: "don't", "dont").
WordClass word_class(std::string_view word);

inline bool is_stop_word(std::string_view word) { return word_class(word) != WordClass::content; }

}  // namespace evenset
