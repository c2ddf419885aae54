// Figures and texts as pages show them. The same for every locale.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace evenset {

std::string grouped(int64_t number);        // 12,345
std::string percent(double share);          // 28.4 %
std::string short_percent(double share);    // 5 %, 0.5 %, 12.5 %
std::string figure(double number);          // 83, 0.817, 61.3, 12,345
std::string spaced(std::string_view name);  // near_duplicates -> near duplicates
// "1 row", "2,000 rows"; plural: "" for the singular with s.
std::string counted(int64_t count, std::string_view singular, std::string_view plural = {});
// "row 17", "rows 17, 203, 310 and 12 more"; at most `most` numbers.
std::string row_list(const std::vector<uint64_t>& rows, size_t most, std::string_view more = "");

// Columns that UTF-8 text takes on a terminal: East Asian wide characters two,
// combining marks and format characters none (Unicode Standard Annex 11).
size_t display_width(std::string_view text);
// Text fit to show: control characters (a name could carry an escape sequence)
// and ill-formed bytes replaced by "?".
std::string printable(std::string_view text);
// Text in exactly `width` columns; cut at the end, with `ellipsis`, where it is longer.
std::string padded(std::string_view text, size_t width, std::string_view ellipsis = "~");
std::string padded_left(std::string_view text, size_t width);
// Text in lines of at most `width` columns, broken at blanks; a longer word stands alone.
std::vector<std::string> wrapped(std::string_view text, size_t width);

// The characters of a page, so that it can be drawn in ASCII.
struct Glyphs {
  std::string_view outside, inside, accepted, aim;  // of a bar
  std::string_view pass, fail, undecided, met, unmet, unknown;
  std::string_view dash, dot, ellipsis;
};
extern const Glyphs kUnicodeGlyphs, kAsciiGlyphs;

// A share from 0 to `scale` as a bar: a thin line up to the share, thick where
// it lies in the accepted range, the rest of the range shaded, a tick at the
// aim. No range: low > high; no aim: aim < 0.
struct BarParts {
  double share = 0, low = 0, high = 0, aim = 0, scale = 1;
};
// One entry per column; `drawn` in front of the others is the share's line.
struct Bar {
  std::string drawn, rest;
};
Bar bar(const BarParts& parts, size_t width, const Glyphs& glyphs);
// The scale of a group of bars: the smallest of 10, 20, 30, 40, 50, 60, 80 and
// 100 % that holds the share.
double bar_scale(double largest_share);

}  // namespace evenset
