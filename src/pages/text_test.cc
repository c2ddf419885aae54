#include "pages/text.h"

#include <gtest/gtest.h>

namespace evenset {
namespace {

TEST(PageText, Figures) {
  struct {
    std::string got, want;
  } const cases[] = {
      {grouped(0), "0"},
      {grouped(999), "999"},
      {grouped(1000), "1,000"},
      {grouped(-1234567), "-1,234,567"},
      {grouped(INT64_MIN), "-9,223,372,036,854,775,808"},
      {percent(0.284), "28.4 %"},
      {percent(1), "100.0 %"},
      {short_percent(0.05), "5 %"},
      {short_percent(0.125), "12.5 %"},
      {figure(83), "83"},
      {figure(0.8172), "0.817"},
      {figure(12345.6), "12,346"},
      {figure(0), "0"},
      {spaced("near_duplicates"), "near duplicates"},
      {counted(1, "row"), "1 row"},
      {counted(0, "row"), "0 rows"},
      {counted(2000, "entry", "entries"), "2,000 entries"},
      {counted(1, "entry", "entries"), "1 entry"},
      {row_list({17}, 3), "row 17"},
      {row_list({17, 2030}, 3), "rows 17, 2,030"},
      {row_list({1, 2, 3, 4}, 3, ", more"), "rows 1, 2, 3, more"},
  };
  for (auto& c : cases) EXPECT_EQ(c.got, c.want);
}

TEST(PageText, DisplayWidth) {
  struct {
    std::string_view text;
    size_t width;
  } const cases[] = {{"", 0},  {"abc", 3}, {"é", 1},      {"e\u0301", 1},  {"日本", 4},
                     {"ｱ", 1}, {"가", 2},  {"\u200b", 0}, {"\xff\xfe", 2}, {"a\xe6\x97", 2}};
  for (auto& c : cases) EXPECT_EQ(display_width(c.text), c.width) << c.text;
}

TEST(PageText, PrintableTakesControlsAway) {
  EXPECT_EQ(printable("a\x1b[31mb\n\x7f\u202e"), "a?[31mb???");
  EXPECT_EQ(printable("naïve 日本"), "naïve 日本");
  EXPECT_EQ(printable("\xff"), "?");
}

TEST(PageText, PaddedIsAsWideAsSaid) {
  for (std::string_view text :
       {"", "abc", "日本語日本語", "e\u0301e\u0301e\u0301e\u0301e\u0301", "\xff\xff\xff\xff\xff"})
    for (size_t width : {0, 1, 2, 3, 4, 7, 20}) {
      EXPECT_EQ(display_width(padded(text, width)), width) << text << " " << width;
      EXPECT_GE(display_width(padded_left(text, width)), width);
    }
  EXPECT_EQ(padded("setup_configuration", 10, "…"), "setup_con…");
  EXPECT_EQ(padded_left("7", 3), "  7");
}

TEST(PageText, WrappedKeepsWordsAndPercents) {
  auto lines = wrapped("at least 10 % of the rows", 10);
  ASSERT_EQ(lines.size(), 3u);
  EXPECT_EQ(lines[0], "at least");
  EXPECT_EQ(lines[1], "10 % of");
  EXPECT_EQ(lines[2], "the rows");
  EXPECT_TRUE(wrapped("", 10).empty());
  EXPECT_EQ(wrapped("unbreakable", 3).size(), 1u);
}

TEST(PageText, BarIsAsWideAsSaid) {
  for (const Glyphs* glyphs : {&kUnicodeGlyphs, &kAsciiGlyphs})
    for (size_t width : {1, 8, 25})
      for (double share : {0.0, 1e-9, 0.2, 0.5, 1.0})
        for (double low : {0.0, 0.1, 1.0}) {
          Bar drawn = bar({share, low, std::min(low + 0.1, 1.0), low, 0.5}, width, *glyphs);
          EXPECT_EQ(display_width(drawn.drawn + drawn.rest), width) << share << " " << low << " " << width;
          EXPECT_EQ(drawn.drawn.empty(), share == 0);
        }
}

TEST(PageText, BarShowsShareRangeAndAim) {
  auto drawn = [](double share) {
    Bar b = bar({share, 0.3, 0.6, 0.4, 1}, 10, kAsciiGlyphs);
    return b.drawn + "/" + b.rest;
  };
  EXPECT_EQ(drawn(0.0), "/   .|.    ");
  EXPECT_EQ(drawn(0.2), "--/ .|.    ");
  EXPECT_EQ(drawn(0.5), "---#|/.    ");
  EXPECT_EQ(drawn(0.9), "---#|#---/ ");
  EXPECT_EQ(bar_scale(0.1), 0.1);
  EXPECT_EQ(bar_scale(0.11), 0.2);
  EXPECT_EQ(bar_scale(0.95), 1);
}

}  // namespace
}  // namespace evenset
