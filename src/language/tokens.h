// A question as words, with what stands between them: for finding its main
// verb, its topics and its template. English rules; other scripts come through
// as content words.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "language/stop_words.h"

namespace evenset {

struct Token {
  std::string_view text;   // as written
  std::string_view lower;  // ASCII letters lower-cased
  WordClass kind = WordClass::content;
  bool phrase_start = false;    // punctuation before it
  bool sentence_start = false;  // . ? ! or a line break before it; the first word
  bool capital = false;         // starts with a capital, not only because a sentence does
  bool code = false;            // holds a digit, _ / or an inner dot or capital: an identifier
};

// Words beyond this are not looked at: a request is in the first thousand, and
// pasted logs would only add noise.
inline constexpr size_t kMostTokens = 1000;

// Replace `out` by the words of `text`; `lower` is the same text, lower-cased
// byte by byte. A word is letters, digits and bytes >= 0x80, with ' - _ . / + #
// inside where they bind.
void tokens(std::vector<Token>& out, std::string_view text, std::string_view lower);

}  // namespace evenset
