#include "text/words.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace evenset {
namespace {

using namespace std::string_literals;

TEST(WordCount, TokensWithALetterOrDigit) {
  EXPECT_EQ(word_count(""), 0u);
  EXPECT_EQ(word_count(" \t\r\n "), 0u);
  EXPECT_EQ(word_count("one"), 1u);
  EXPECT_EQ(word_count("  How do I  reset\nit? "), 5u);
  EXPECT_EQ(word_count("- * -- ??? 1) a"), 2u);
  EXPECT_EQ(word_count("don't re-use foo/bar_baz.py"), 3u);
  EXPECT_EQ(word_count("4 + 5 = 9"), 3u);
}

TEST(WordCount, OtherSpacesAndScripts) {
  EXPECT_EQ(word_count("caf\u00e9 cr\u00e8me"), 2u);
  EXPECT_EQ(word_count("one\u00a0two\u3000three"), 3u);
  EXPECT_EQ(word_count("a \u2014 b \u2026"), 2u);
  EXPECT_EQ(word_count("\u041a\u0430\u043a \u0434\u0435\u043b\u0430?"), 2u);
  EXPECT_EQ(word_count("\ud55c\uad6d\uc5b4 \ubb38\uc7a5"), 2u);  // Hangul is spaced
  EXPECT_EQ(word_count("\u00bd \u2460"), 2u);                    // numbers, not digits
  EXPECT_EQ(word_count("a\u2028b"), 2u);
}

TEST(WordCount, ScriptsWithoutSpaces) {
  EXPECT_EQ(word_count("\u6211\u4eec\u7684\u4ea7\u54c1"), 3u);     // 我们 的 产品
  EXPECT_EQ(word_count("\u4f7f\u7528API\u63a5\u53e3\u3002"), 3u);  // 使用 API 接口
  EXPECT_EQ(word_count("\u0e2a\u0e27\u0e31\u0e2a\u0e14\u0e35\u0e0a\u0e32\u0e27\u0e42\u0e25\u0e01"), 3u);
  EXPECT_EQ(word_count("\u3002\u3001"), 0u);
}

TEST(WordCount, HostileTextsAreLinear) {
  EXPECT_EQ(word_count(std::string(1 << 20, 'x')), 1u);
  EXPECT_EQ(word_count("a\0b c"s), 2u);
  std::string han;
  for (int i = 0; i < 100000; ++i) han += "\u4ea7\u54c1";
  EXPECT_GE(word_count(han), 100000u);
  std::string wide;
  for (int i = 0; i < 200000; ++i) wide += "\u00e9 ";
  EXPECT_EQ(word_count(wide), 200000u);
}

TEST(LowerWords, RunsOfLettersDigitsAndHighBytes) {
  std::vector<std::string> found;
  for (LowerWords words("don't caf\u00e9, x2--\n9"); words.next();) found.emplace_back(words.word);
  EXPECT_EQ(found, (std::vector<std::string>{"don", "t", "caf\u00e9", "x2", "9"}));
  EXPECT_FALSE(LowerWords("").next());
  EXPECT_FALSE(LowerWords(" .,! ").next());
}

TEST(AppendLower, AsciiOnly) {
  std::string out = "X";
  append_lower(out, "A[z\u00c9@");
  EXPECT_EQ(out, "Xa[z\u00c9@");
}

}  // namespace
}  // namespace evenset
