#include "language/tokens.h"

#include <array>

namespace evenset {
namespace {

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_wide(char c) { return static_cast<unsigned char>(c) >= 0x80; }

constexpr std::array<bool, 256> word_bytes() {
  std::array<bool, 256> table{};
  for (unsigned c = 0; c < 256; ++c)
    table[c] =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c >= 0x80;
  return table;
}
constexpr std::array<bool, 256> kWord = word_bytes();
bool is_word(char c) { return kWord[static_cast<unsigned char>(c)]; }

// Bytes of what is no word though above 0x7F, at `i`: U+2000-206F (dashes,
// quotes, spaces), U+3000-303F (CJK signs), U+FF00-FF3F, no-break space, the
// Spanish marks. 0: none. U+2019 is an apostrophe and binds.
size_t wide_sign(std::string_view text, size_t i) {
  if (!is_wide(text[i])) return 0;
  const std::string_view lead = text.substr(i, 2);
  if (lead == "\xE2\x80") return text.substr(i, 3) == "\xE2\x80\x99" ? 0 : 3;
  if (lead == "\xE2\x81" || lead == "\xE3\x80" || lead == "\xEF\xBC") return 3;
  return lead == "\xC2\xA0" || lead == "\xC2\xBF" || lead == "\xC2\xA1" ? 2 : 0;
}

bool binds(std::string_view text, size_t i) {
  const char c = text[i];
  if (c == '+' || c == '#') return true;
  if (c != '\'' && c != '-' && c != '.' && c != '/') return false;
  return i + 1 < text.size() && is_word(text[i + 1]) && wide_sign(text, i + 1) == 0;
}

size_t word_end(std::string_view text, size_t i) {
  for (; i < text.size(); ++i)
    if (is_word(text[i]) ? wide_sign(text, i) > 0 : !binds(text, i)) break;
  return i;
}

bool identifier(std::string_view word) {
  for (size_t i = 0; i < word.size(); ++i) {
    const char c = word[i];
    if (is_digit(c) || c == '_' || c == '/' || c == '.') return true;
    if (i > 0 && is_upper(c) && !is_upper(word[i - 1]) && word[i - 1] != '-') return true;
  }
  return false;
}

void note_sign(char c, bool& phrase, bool& sentence) {
  if (c == ' ' || c == '\t') return;
  phrase = true;
  if (c == '.' || c == '?' || c == '!' || c == '\n') sentence = true;
}

}  // namespace

void tokens(std::vector<Token>& out, std::string_view text, std::string_view lower) {
  out.clear();
  bool phrase = true, sentence = true;
  for (size_t i = 0; i < text.size() && out.size() < kMostTokens;) {
    const size_t sign = wide_sign(text, i);
    if (sign > 0 || !is_word(text[i])) {
      if (sign == 0) note_sign(text[i], phrase, sentence);
      if (sign == 3) phrase = true;
      i += sign > 0 ? sign : 1;
      continue;
    }
    const size_t end = word_end(text, i);
    Token token{text.substr(i, end - i), lower.substr(i, end - i)};
    token.kind = word_class(token.lower);
    token.phrase_start = phrase;
    token.sentence_start = sentence;
    token.code = identifier(token.text);
    token.capital = is_upper(token.text[0]) && !sentence;
    out.push_back(token);
    phrase = sentence = false;
    i = end;
  }
}

}  // namespace evenset
