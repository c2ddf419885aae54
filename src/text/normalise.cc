#include "text/normalise.h"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <vector>

#include "text/raw.h"

namespace evenset {
namespace {

bool is_ascii(char c) { return static_cast<unsigned char>(c) < 0x80; }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

void append_folded(std::string& out, std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* form = icu::Normalizer2::getNFKCCasefoldInstance(status);
  icu::StringByteSink<std::string> sink(&out);
  if (U_SUCCESS(status))
    form->normalizeUTF8(0, icu::StringPiece(text.data(), static_cast<int32_t>(text.size())), sink, nullptr,
                        status);
  if (U_FAILURE(status)) out.append(text);
}

// NFKC_Casefold. ASCII is its own form but for its case, and nothing composes
// across its start; only the last letter before another script may take a mark.
std::string folded(std::string_view text) {
  std::string out;
  out.reserve(text.size() + 8);
  for (size_t i = 0; i < text.size();) {
    size_t end = i;
    while (end < text.size() && is_ascii(text[end])) ++end;
    const size_t plain = end < text.size() && end > i ? end - 1 : end;
    const size_t at = out.size();
    out.resize(at + (plain - i));
    for (char* to = out.data() + at; i < plain; ++i) *to++ = lower(text[i]);
    while (end < text.size() && !is_ascii(text[end])) ++end;
    if (i < end) append_folded(out, text.substr(i, end - i));
    i = end;
  }
  return out;
}

bool is_space(UChar32 c) { return c == ' ' || (c >= 9 && c <= 13) || (c >= 0x80 && u_isUWhiteSpace(c)); }

// Stripped at the ends. What names things (C#, 50%, @name) is no mere sign.
bool is_loose(UChar32 c) {
  if (c < 0x80 && std::string_view("#%&@*/\\_").find(static_cast<char>(c)) != std::string_view::npos)
    return false;
  return is_space(c) || u_ispunct(c);
}

// Byte range of `text` without what is loose at its ends.
std::string_view trimmed(std::string_view text) {
  const auto* bytes = reinterpret_cast<const uint8_t*>(text.data());
  int32_t begin = 0, end = static_cast<int32_t>(text.size());  // a row is at most 64 MiB
  UChar32 c;
  while (begin < end) {
    int32_t next = begin;
    U8_NEXT(bytes, next, end, c);
    if (c < 0 || !is_loose(c)) break;
    begin = next;
  }
  while (begin < end) {
    int32_t previous = end;
    U8_PREV(bytes, begin, previous, c);
    if (c < 0 || !is_loose(c)) break;
    end = previous;
  }
  return text.substr(static_cast<size_t>(begin), static_cast<size_t>(end - begin));
}

}  // namespace

std::string normalised(std::string_view text) {
  const std::string form = folded(text);
  const std::string_view inner = trimmed(form);
  const auto* bytes = reinterpret_cast<const uint8_t*>(inner.data());
  std::string out(inner.size(), ' ');
  char* to = out.data();
  for (size_t i = 0; i < inner.size();) {
    for (; i < inner.size() && bytes[i] > ' ' && bytes[i] < 0x80; ++i) *to++ = inner[i];
    if (i == inner.size()) break;
    size_t next = i;
    UChar32 c;
    U8_NEXT(bytes, next, inner.size(), c);
    const bool space = c >= 0 && is_space(c);
    // Only one space in a row; `inner` starts with none.
    if (space && to[-1] != ' ') *to++ = ' ';
    for (; i < next; ++i)
      if (!space) *to++ = inner[i];
  }
  out.resize(static_cast<size_t>(to - out.data()));
  return out;
}

Hash128 content_hash(std::string_view question, std::string_view response,
                     std::span<const std::string_view> history) {
  std::string fields;
  append_sized(fields, normalised(question));
  append_sized(fields, normalised(response));
  for (std::string_view turn : history) append_sized(fields, normalised(turn));
  return hash128(fields);
}

Hash128 content_hash(const RowView& row) {
  std::vector<std::string_view> history;
  for (const RowView::Turn& turn : row.turns) {
    if (turn.text.data() == row.question.data()) break;
    if (turn.role == Role::user || turn.role == Role::assistant) history.push_back(turn.text);
  }
  return content_hash(row.question, row.response, history);
}

}  // namespace evenset
