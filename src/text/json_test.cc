#include "text/json.h"

#include <gtest/gtest.h>

#include <random>
#include <vector>

#include "reference/json.h"
#include "text/json_scan.h"

namespace evenset {
namespace {

// Mostly plain bytes, so that runs of every length stand between those that matter.
std::string random_text(std::mt19937& random, size_t size, unsigned rare) {
  using namespace std::string_view_literals;
  static constexpr std::string_view kSpecial = "\"\\\n\r\t\0\x1f\x20\x7f[]{};:,/\xc3\xa9\xff"sv;
  std::string out(size, ' ');
  for (char& c : out)
    c = random() % rare ? static_cast<char>('a' + random() % 26) : kSpecial[random() % kSpecial.size()];
  return out;
}

template <class Stop>
size_t plain_stop(std::string_view text, size_t at) {
  while (at < text.size() && !Stop::is(text[at])) ++at;
  return at;
}

TEST(Json, EveryByteStopsAsItShould) {
  for (int c = 0; c < 256; ++c) {
    std::string text(48, static_cast<char>(c));
    bool in_string = c == '"' || c == '\\' || c < 0x20;
    bool bracket = c == '"' || c == '[' || c == ']' || c == '{' || c == '}';
    for (size_t at : {0, 40}) {  // whole blocks, and less than one
      EXPECT_EQ(find_stop<StringStop>(text, at), in_string ? at : text.size()) << c;
      EXPECT_EQ(find_stop<BracketStop>(text, at), bracket ? at : text.size()) << c;
    }
  }
}

TEST(Json, StopsAreThoseOfThePlainLoop) {
  std::mt19937 random(7);
  for (size_t size = 0; size < 80; ++size) {
    for (unsigned rare : {2u, 9u, 60u}) {
      std::string text = random_text(random, size, rare);
      for (size_t at = 0; at <= size; ++at) {
        ASSERT_EQ(find_stop<StringStop>(text, at), plain_stop<StringStop>(text, at));
        ASSERT_EQ(find_stop<BracketStop>(text, at), plain_stop<BracketStop>(text, at));
      }
    }
  }
}

TEST(Json, StringsAreThoseOfThePlainLoop) {
  std::mt19937 random(8);
  for (int i = 0; i < 3000; ++i) {
    std::string text = random_text(random, random() % 200, 2 + random() % 90), out = "before", back;
    append_json_string(out, text);
    std::string expected = reference::json_string(text);
    ASSERT_EQ(out, "before" + expected);
    ASSERT_TRUE(json_valid(expected));
    append_unescaped(back, expected);
    ASSERT_EQ(back, text);
  }
}

std::string random_value(std::mt19937& random, int depth) {
  static const std::vector<std::string> kScalars = {"null", "true", "-1.5e9", "0", "\"\"", "[]", "{}"};
  unsigned kind = random() % (depth > 0 ? 4 : 2);
  if (kind == 0) return kScalars[random() % kScalars.size()];
  if (kind == 1) return reference::json_string(random_text(random, random() % 40, 8));
  std::string out(1, kind == 2 ? '[' : '{');
  for (unsigned i = 0, count = random() % 5; i < count; ++i) {
    if (i > 0) out += random() % 2 ? ",\n " : ",";
    if (kind == 3) out += reference::json_string(random_text(random, random() % 20, 8)) + " : ";
    out += random_value(random, depth - 1);
  }
  return out + (random() % 2 ? " " : "") + (kind == 2 ? ']' : '}');
}

TEST(Json, ValuesEndWhereThePlainLoopEndsThem) {
  std::mt19937 random(9);
  for (int i = 0; i < 3000; ++i) {
    std::vector<std::string> values(random() % 6);
    std::string list = "[", object = "{";
    for (std::string& value : values) {
      value = random_value(random, 5);
      ASSERT_TRUE(json_valid(value)) << value;
      ASSERT_EQ(reference::value_end(value + " , 1]", 0), value.size()) << value;
      list += (list.size() > 1 ? " ," : " ") + value;
      object += (object.size() > 1 ? ", " : "") + std::string("\"k\\\"\" :") + value;
    }
    list += ']';
    object += " }";
    JsonElements elements(list);
    JsonMembers members(object);
    for (const std::string& value : values) {
      ASSERT_TRUE(elements.next() && members.next());
      ASSERT_EQ(elements.value, value);
      ASSERT_EQ(members.key, "k\\\"");
      ASSERT_EQ(members.value, value);
    }
    ASSERT_FALSE(elements.next() || members.next());
  }
}

TEST(Json, FaultsInLongStringsHaveTheirPlace) {
  for (size_t size = 0; size < 70; ++size) {
    JsonFault fault;
    std::string text = '"' + std::string(size, 'x');
    EXPECT_FALSE(json_valid(text, &fault));
    EXPECT_TRUE(fault.incomplete);
    EXPECT_EQ(fault.at, size + 1);
    EXPECT_FALSE(json_valid(text + "\n" + std::string(20, 'y') + '"', &fault));
    EXPECT_FALSE(fault.incomplete);
    EXPECT_EQ(fault.at, size + 1);
  }
}

TEST(Json, EscapesAreRead) {
  std::string out;
  append_unescaped(out, R"("a\/\b\f\n\r\t\"\\ \u00e9\u20AC\ud83c\udf31 and more than sixteen bytes")");
  EXPECT_EQ(out, "a/\b\f\n\r\t\"\\ \xC3\xA9\xE2\x82\xAC\xF0\x9F\x8C\xB1 and more than sixteen bytes");
}

}  // namespace
}  // namespace evenset
