#include "text/normalise.h"

#include <gtest/gtest.h>

namespace evenset {
namespace {

TEST(Normalised, Table) {
  const std::pair<const char*, const char*> rows[] = {
      {"", ""},
      {" \t\n", ""},
      {"?!…", ""},
      {"  How  do I\r\n reset it?? ", "how do i reset it"},
      {"\"Quoted.\"", "quoted"},
      {"What is C#?", "what is c#"},
      {"What is C?", "what is c"},
      {"50 %.", "50 %"},
      {"-- v1.2 --", "v1.2"},
      {"STRASSE", "strasse"},
      {"Straße", "strasse"},                        // folded
      {"ﬁne", "fine"},                              // ligature
      {"Ｆｕｌｌ　ｗｉｄｔｈ？", "full width"},     // with U+3000
      {"e\xCC\x81t\xC3\xA9", "\xC3\xA9t\xC3\xA9"},  // combining mark behind an ASCII letter
      {"a\xCC\x81", "\xC3\xA1"},
      {"x\xC2\xA0y", "x y"},
      {"¿Qué?", "qué"},
      {"日本語。", "日本語"},
      {"zero\xE2\x80\x8Bwidth", "zerowidth"},
  };
  for (auto [text, wanted] : rows) EXPECT_EQ(normalised(text), wanted) << text;
}

TEST(Normalised, IsItsOwnForm) {
  for (std::string text : {"Ａ ß ﬁ!", "  İstanbul\u2028 Ω ", "a\xCC\x81\xCC\xA3 b", "\xF0\x9F\x98\x80 ok"})
    EXPECT_EQ(normalised(normalised(text)), normalised(text));
}

TEST(ContentHash, TellsFieldsApart) {
  EXPECT_EQ(content_hash("How?", "So."), content_hash(" how", "SO"));
  EXPECT_NE(content_hash("ab", "c"), content_hash("a", "bc"));
  EXPECT_NE(content_hash("a", "b"), content_hash("b", "a"));
  const std::string_view history[] = {"hello", "hi"};
  EXPECT_NE(content_hash("a", "b"), content_hash("a", "b", history));
}

TEST(ContentHash, OfARowLeavesSystemTextsOut) {
  const RowView plain("How?", "So.");
  const RowView system({{Role::system, "Be kind."}, {Role::user, "How?"}, {Role::assistant, "So."}});
  const RowView later(
      {{Role::user, "Hi"}, {Role::assistant, "Hello"}, {Role::user, "How?"}, {Role::assistant, "So."}});
  EXPECT_EQ(content_hash(plain), content_hash(system));
  EXPECT_NE(content_hash(plain), content_hash(later));
  EXPECT_EQ(content_hash(plain), content_hash("How?", "So."));
}

TEST(Hash128, KnownValues) {
  EXPECT_EQ(hash128(""), (Hash128{0, 0}));
  EXPECT_EQ(hash128("hello"), (Hash128{0xcbd8a7b341bd9b02, 0x5b1e906a48ae1d19}));
  EXPECT_EQ(hash128("The quick brown fox jumps over the lazy dog"),
            (Hash128{0xe34bbc7bbc071b6c, 0x7a433ca9c49a9347}));
}

}  // namespace
}  // namespace evenset
