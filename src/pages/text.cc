#include "pages/text.h"

#include <fmt/format.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <cmath>

namespace evenset {

const Glyphs kUnicodeGlyphs{"━", "█", "░", "│", "✓", "✗", "?", "☑", "☐", "?", "–", "·", "…"};
const Glyphs kAsciiGlyphs{"-", "#", ".", "|", "+", "x", "?", "[x]", "[ ]", "[?]", "-", "|", "~"};

namespace {

// The next code point, -1 for an ill-formed byte.
UChar32 next_code_point(std::string_view text, size_t& at) {
  UChar32 c = -1;
  auto i = static_cast<int64_t>(at);
  U8_NEXT(reinterpret_cast<const uint8_t*>(text.data()), i, static_cast<int64_t>(text.size()), c);
  at = static_cast<size_t>(i);
  return c;
}

size_t code_point_width(UChar32 c) {
  if (c < 0) return 1;
  constexpr uint32_t kNone = U_GC_MN_MASK | U_GC_ME_MASK | U_GC_CC_MASK | U_GC_CF_MASK;
  if (U_MASK(u_charType(c)) & kNone) return 0;
  int wide = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
  return wide == U_EA_FULLWIDTH || wide == U_EA_WIDE ? 2 : 1;
}

// Bytes of the longest start of `text` that fits.
size_t fitting(std::string_view text, size_t width) {
  size_t used = 0, at = 0;
  while (at < text.size()) {
    size_t next = at;
    used += code_point_width(next_code_point(text, next));
    if (used > width) break;
    at = next;
  }
  return at;
}

}  // namespace

std::string grouped(int64_t number) {
  std::string digits = std::to_string(number);
  size_t first = digits[0] == '-' ? 1 : 0;
  for (size_t at = digits.size(); at > first + 3;) digits.insert(at -= 3, 1, ',');
  return digits;
}

std::string percent(double share) { return fmt::format("{:.1f} %", share * 100); }

std::string short_percent(double share) { return fmt::format("{:.4g} %", share * 100); }

std::string figure(double number) {
  double size = std::fabs(number);
  if (size < 1e15 && (size >= 1000 || number == std::floor(number)))
    return grouped(static_cast<int64_t>(std::llround(number)));
  return fmt::format("{:.3g}", number);
}

std::string spaced(std::string_view name) {
  std::string out(name);
  std::replace(out.begin(), out.end(), '_', ' ');
  return out;
}

std::string counted(int64_t count, std::string_view singular, std::string_view plural) {
  std::string_view tail = count != 1 && plural.empty() ? "s" : "";
  return fmt::format("{} {}{}", grouped(count), count == 1 || plural.empty() ? singular : plural, tail);
}

std::string row_list(const std::vector<uint64_t>& rows, size_t most, std::string_view more) {
  std::string out = rows.size() == 1 ? "row " : "rows ";
  for (size_t i = 0; i < std::min(rows.size(), most); ++i)
    out += (i ? ", " : "") + grouped(static_cast<int64_t>(rows[i]));
  if (rows.size() > most) out += more;
  return out;
}

size_t display_width(std::string_view text) {
  size_t width = 0;
  for (size_t at = 0; at < text.size();) width += code_point_width(next_code_point(text, at));
  return width;
}

std::string printable(std::string_view text) {
  std::string out;
  for (size_t at = 0; at < text.size();) {
    size_t from = at;
    UChar32 c = next_code_point(text, at);
    if (c < 0 || u_charType(c) == U_CONTROL_CHAR || u_charType(c) == U_FORMAT_CHAR)
      out += '?';
    else
      out += text.substr(from, at - from);
  }
  return out;
}

std::string padded(std::string_view text, size_t width, std::string_view ellipsis) {
  std::string out(text);
  if (display_width(text) > width) {
    size_t tail = display_width(ellipsis);
    out = text.substr(0, fitting(text, width - std::min(width, tail)));
    if (tail <= width) out += ellipsis;
  }
  return out + std::string(width - display_width(out), ' ');
}

std::string padded_left(std::string_view text, size_t width) {
  size_t used = display_width(text);
  return std::string(width > used ? width - used : 0, ' ') + std::string(text);
}

std::vector<std::string> wrapped(std::string_view text, size_t width) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    size_t space = text.find(' ');
    // A percent sign stays with its number.
    if (space != text.npos && text.substr(space).starts_with(" %")) space = text.find(' ', space + 1);
    std::string_view word = text.substr(0, space);
    text.remove_prefix(space == text.npos ? text.size() : space + 1);
    if (lines.empty() || display_width(lines.back()) + 1 + display_width(word) > width)
      lines.emplace_back(word);
    else
      lines.back().append(" ").append(word);
  }
  return lines;
}

Bar bar(const BarParts& parts, size_t width, const Glyphs& glyphs) {
  auto column = [&](double share) {
    double at = std::round(share / parts.scale * static_cast<double>(width));
    return static_cast<size_t>(std::clamp(at, 0.0, static_cast<double>(width)));
  };
  // A share above nothing shows, and a range is never narrower than a column.
  size_t end = column(parts.share), low = column(parts.low), high = column(parts.high);
  if (parts.share > 0 && end == 0) end = 1;
  if (low >= high) low = std::min(low, width - 1), high = low + 1;
  bool has_range = parts.low <= parts.high;
  size_t aim = parts.aim < 0 ? width : std::clamp(column(parts.aim), low, high - 1);
  Bar out;
  for (size_t i = 0; i < width; ++i) {
    bool filled = i < end, within = has_range && i >= low && i < high;
    std::string_view glyph = i == aim ? glyphs.aim
                             : filled ? (within ? glyphs.inside : glyphs.outside)
                                      : (within ? glyphs.accepted : " ");
    (filled ? out.drawn : out.rest) += glyph;
  }
  return out;
}

double bar_scale(double largest_share) {
  for (double scale : {0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8})
    if (largest_share <= scale) return scale;
  return 1;
}

}  // namespace evenset
