// Words: counting them, and reading them one by one.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace evenset {

// Count words as codebook §8 does: whitespace-separated tokens that hold at
// least one letter or number (Unicode categories L and N; white space is the
// Unicode property). A token with Han, Kana, Thai, Lao, Khmer or Myanmar
// letters counts as the words that ICU finds in it (UAX #29 with dictionaries).
// `text` is well-formed UTF-8. Cost: about a nanosecond a byte of ASCII, ten of
// spaced scripts, a hundred of scripts without spaces. Saturates at 2^32-1.
uint32_t word_count(std::string_view text);

// Whether a code point belongs to a script written without spaces: Han, Kana,
// Thai, Lao, Khmer, Myanmar.
bool is_unspaced(int32_t c);

// Append `text` with ASCII letters lower-cased; every other byte stays.
void append_lower(std::string& out, std::string_view text);

// The words of a text that is lower-cased already, in order: maximal runs of
// [a-z0-9] and of bytes >= 0x80.
//
//   for (LowerWords words(text); words.next();) use(words.word);
class LowerWords {
 public:
  explicit LowerWords(std::string_view text) : rest_(text) {}
  // False at the end.
  bool next();

  std::string_view word;

 private:
  std::string_view rest_;
};

}  // namespace evenset
