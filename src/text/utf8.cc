#include "text/utf8.h"

namespace evenset {
namespace {

// Bytes of the longest prefix of `text` that could start a well-formed sequence.
size_t prefix(std::string_view text, bool& whole) {
  auto byte = [&](size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u; };
  unsigned lead = byte(0), low = 0x80, high = 0xBF;
  size_t length = lead < 0x80 ? 1 : lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
  if (lead == 0xE0) low = 0xA0;
  if (lead == 0xED) high = 0x9F;
  if (lead == 0xF0) low = 0x90;
  if (lead == 0xF4) high = 0x8F;
  whole = length > 0;
  if (length == 0) return 1;
  for (size_t i = 1; i < length; ++i) {
    if (byte(i) < low || byte(i) > high) {
      whole = false;
      return i;
    }
    low = 0x80;
    high = 0xBF;
  }
  return length;
}

}  // namespace

void append_utf8(std::string& out, uint32_t c) {
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += {static_cast<char>(0xC0 | c >> 6), static_cast<char>(0x80 | (c & 63))};
  } else if (c < 0x10000) {
    out += {static_cast<char>(0xE0 | c >> 12), static_cast<char>(0x80 | (c >> 6 & 63)),
            static_cast<char>(0x80 | (c & 63))};
  } else {
    out += {static_cast<char>(0xF0 | c >> 18), static_cast<char>(0x80 | (c >> 12 & 63)),
            static_cast<char>(0x80 | (c >> 6 & 63)), static_cast<char>(0x80 | (c & 63))};
  }
}

size_t utf8_sequence(std::string_view text) {
  bool whole = false;
  size_t length = text.empty() ? 0 : prefix(text, whole);
  return whole ? length : 0;
}

size_t utf8_start(std::string_view text, size_t at) {
  if (at >= text.size()) return text.size();
  for (int i = 0; i < 3 && at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80; ++i) --at;
  return at;
}

size_t append_well_formed(std::string& out, std::string_view text) {
  size_t first = std::string_view::npos;
  for (size_t i = 0; i < text.size();) {
    bool whole = false;
    size_t length = prefix(text.substr(i), whole);
    if (whole) {
      out.append(text, i, length);
    } else {
      out += "\xEF\xBF\xBD";
      if (first == std::string_view::npos) first = i;
    }
    i += length;
  }
  return first;
}

}  // namespace evenset
