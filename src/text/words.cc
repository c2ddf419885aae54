#include "text/words.h"

#include <unicode/brkiter.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/utext.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <limits>
#include <memory>

namespace evenset {
namespace {

enum Kind : uint8_t { kOther, kSpace, kLetter, kHigh };

constexpr std::array<Kind, 256> byte_kinds() {
  std::array<Kind, 256> kinds{};
  for (unsigned c = 0; c < 256; ++c) {
    bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    kinds[c] = c >= 0x80 ? kHigh : letter ? kLetter : c == ' ' || (c >= 9 && c <= 13) ? kSpace : kOther;
  }
  return kinds;
}
constexpr std::array<Kind, 256> kKinds = byte_kinds();

Kind kind_of(char c) { return kKinds[static_cast<unsigned char>(c)]; }

bool is_word_character(UChar32 c) { return (U_GET_GC_MASK(c) & (U_GC_L_MASK | U_GC_N_MASK)) != 0; }

// Segments of `token` that hold a letter or number. One iterator a thread: its
// making loads the dictionaries.
uint64_t segmented_count(std::string_view token) {
  thread_local std::unique_ptr<icu::BreakIterator> words;
  UErrorCode status = U_ZERO_ERROR;
  if (!words) words.reset(icu::BreakIterator::createWordInstance(icu::Locale::getRoot(), status));
  UText* text = utext_openUTF8(nullptr, token.data(), static_cast<int64_t>(token.size()), &status);
  uint64_t count = 0;
  if (U_SUCCESS(status)) {
    words->setText(text, status);
    // A status from UBRK_WORD_NUMBER on says that the segment is a word.
    while (words->next() != icu::BreakIterator::DONE) count += words->getRuleStatus() >= UBRK_WORD_NUMBER;
  }
  utext_close(text);
  // Without ICU's data the token is still one word.
  return std::max<uint64_t>(count, 1);
}

// Of a text that ends at white space or at its end.
uint64_t wide_count(std::string_view run) {
  const auto* bytes = reinterpret_cast<const uint8_t*>(run.data());
  uint64_t count = 0;
  size_t token = 0, at = 0;
  bool word = false, unspaced = false;
  auto close = [&](size_t stop) {
    if (word) count += unspaced ? segmented_count(run.substr(token, stop - token)) : 1;
    word = unspaced = false;
  };
  while (at < run.size()) {
    const size_t start = at;
    UChar32 c;
    U8_NEXT_OR_FFFD(bytes, at, run.size(), c);
    if (u_isUWhiteSpace(c)) {
      close(start);
      token = at;
    } else {
      word = word || is_word_character(c);
      unspaced = unspaced || is_unspaced(c);
    }
  }
  close(run.size());
  return count;
}

// Without branches: a token counts when its first letter comes. States: in
// white space or in a token without a letter (0), in a token with one (1).
uint64_t ascii_count(std::string_view text) {
  uint64_t count = 0;
  unsigned in_word = 0;
  for (char c : text) {
    const Kind kind = kind_of(c);
    const unsigned letter = kind == kLetter;
    count += letter & ~in_word & 1u;
    in_word = (in_word | letter) & (kind != kSpace);
  }
  return count;
}

bool is_ascii(std::string_view text) {
  unsigned char all = 0;
  for (char c : text) all |= static_cast<unsigned char>(c);
  return all < 0x80;
}

}  // namespace

bool is_unspaced(int32_t c) {
  if (c < 0x0E00) return false;
  UErrorCode status = U_ZERO_ERROR;
  switch (uscript_getScript(c, &status)) {
    case USCRIPT_HAN:
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
    case USCRIPT_THAI:
    case USCRIPT_LAO:
    case USCRIPT_KHMER:
    case USCRIPT_MYANMAR:
      return true;
    default:
      return false;
  }
}

uint32_t word_count(std::string_view text) {
  // Blocks that end at white space are counted each in its own way: one wide
  // sign does not slow the rest.
  constexpr size_t kBlock = 256;
  uint64_t count = 0;
  while (!text.empty()) {
    size_t end = std::min(kBlock, text.size());
    while (end < text.size() && kind_of(text[end]) != kSpace) ++end;
    const std::string_view block = text.substr(0, end);
    count += is_ascii(block) ? ascii_count(block) : wide_count(block);
    text.remove_prefix(end);
  }
  return static_cast<uint32_t>(std::min<uint64_t>(count, std::numeric_limits<uint32_t>::max()));
}

void append_lower(std::string& out, std::string_view text) {
  const size_t begin = out.size();
  out.append(text);
  // Without branches or a store through the string: compilers vectorise it.
  char* bytes = out.data() + begin;
  for (size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(bytes[i]);
    bytes[i] = static_cast<char>(c | (static_cast<unsigned char>(c - 'A') < 26 ? 0x20 : 0));
  }
}

bool LowerWords::next() {
  auto in_word = [](char c) {
    const Kind kind = kind_of(c);
    return (kind == kLetter && (c < 'A' || c > 'Z')) || kind == kHigh;
  };
  const auto begin = std::find_if(rest_.begin(), rest_.end(), in_word);
  const auto end = std::find_if_not(begin, rest_.end(), in_word);
  word = rest_.substr(static_cast<size_t>(begin - rest_.begin()), static_cast<size_t>(end - begin));
  rest_.remove_prefix(static_cast<size_t>(end - rest_.begin()));
  return !word.empty();
}

}  // namespace evenset
