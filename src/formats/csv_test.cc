#include <gtest/gtest.h>

#include <random>
#include <vector>

#include "support/bytes.h"
#include "text/json.h"

namespace evenset {
namespace {

struct Read {
  std::vector<std::string> rows, repaired, rejected;
  std::vector<uint64_t> lines;
};

Read read(const std::string& text, char separator = ',', size_t limit = 1 << 20, size_t step = 3) {
  Read out;
  std::unique_ptr<RowSource> source = csv_rows(std::make_unique<TextSource>(text, step), separator, limit);
  RawRow row;
  while (source->next(row)) {
    out.lines.push_back(row.line);
    if (!row.rejected.empty()) {
      out.rejected.push_back(row.rejected);
      continue;
    }
    out.rows.emplace_back(row.json);
    if (!row.repaired.empty()) out.repaired.push_back(row.repaired);
    EXPECT_TRUE(row.padded);
  }
  return out;
}

struct Case {
  const char* what;
  std::string text;
  std::vector<std::string> rows;
  size_t repaired = 0, rejected = 0;
};

using std::string_literals::operator""s;
const Case kCases[] = {
    {"plain", "question,answer\na,b\n", {R"({"question":"a","answer":"b"})"}},
    {"no last line break", "question,answer\na,b", {R"({"question":"a","answer":"b"})"}},
    {"CRLF and a mark",
     "\xEF\xBB\xBFquestion,answer\r\na,b\r\n\"c\",\"d\"\r\n",
     {R"({"question":"a","answer":"b"})", R"({"question":"c","answer":"d"})"}},
    {"CR alone",
     "question,answer\ra,b\rc,d",
     {R"({"question":"a","answer":"b"})", R"({"question":"c","answer":"d"})"}},
    {"quotes", "q,a\n\"say \"\"hi\"\"\",\"x, y\"\n", {R"({"q":"say \"hi\"","a":"x, y"})"}},
    {"line breaks in a cell", "q,a\n\"one\r\ntwo\",b\n", {R"({"q":"one\r\ntwo","a":"b"})"}},
    {"a quote inside an open cell", "q,a\n5\" pipe,b\n", {R"({"q":"5\" pipe","a":"b"})"}},
    {"empty is null, quoted is a text", "q,a,s\n,\"\",\n", {R"({"q":null,"a":"","s":null})"}},
    {"blank lines", "q,a\n\n\r\na,b\n\n", {R"({"q":"a","a":"b"})"}},
    {"semicolons", "q;a\n\"x;y\";b,c\n", {R"({"q":"x;y","a":"b,c"})"}},
    {"comma in the header keeps the comma", "q,a;b\nx,y\n", {R"({"q":"x","a;b":"y"})"}},
    {"too few", "q,a,s\nx,y\n", {R"({"q":"x","a":"y"})"}, 1},
    {"too many", "q,a\nx,y,z\nx,y\n", {R"({"q":"x","a":"y"})"}, 0, 1},
    {"too many empty ones", "q,a\nx,y,,\n", {R"({"q":"x","a":"y"})"}, 1},
    {"a name twice",
     "q,a,a\nx,y,z\nu,v,w\n",
     {R"({"q":"x","a":"y","a_3":"z"})", R"({"q":"u","a":"v","a_3":"w"})"},
     1},
    {"names are trimmed and made up", " q ,,a\nx,y,z\n", {R"({"q":"x","column_2":"y","a":"z"})"}},
    {"text behind a quote", "q,a\n\"x\"y,b\n", {R"({"q":"xy","a":"b"})"}, 1},
    {"a stray quote across lines", "q,a\n\"x,b\nc,\"d\"\ne,f\n", {R"({"q":"e","a":"f"})"}, 0, 1},
    {"a quote that never closes", "q,a\na,b\n\"x,b\nc,d\n", {R"({"q":"a","a":"b"})"}, 0, 1},
    {"a quote in the header", "q,\"a\nb,c\n", {}, 0, 1},
    {"header only", "q,a\n", {}},
    {"nothing", "", {}},
    {"only line breaks", "\n\r\n\n", {}},
    {"NUL", "q,a\nx\0y,b\n"s, {R"({"q":"x\u0000y","a":"b"})"}},
    {"JSON cells",
     "messages,n\n\"[{\"\"role\"\":\"\"user\"\",\n\"\"content\"\":\"\"x\"\"}]\",{\n",
     {R"({"messages":[{"role":"user", "content":"x"}],"n":"{"})"}},
    {"JSON in a text stays one",
     "question,answer,prompt\n[1],{},[2]\n",
     {R"({"question":"[1]","answer":"{}","prompt":"[2]"})"}},
    {"messages in a prompt",
     "prompt,completion\n\"[{\"\"role\"\":\"\"user\"\"}]\",x\n",
     {R"({"prompt":[{"role":"user"}],"completion":"x"})"}},
};

TEST(Csv, Cases) {
  for (const Case& test : kCases) {
    for (size_t step : {size_t{1}, size_t{3}, size_t{1000}}) {
      Read got = read(test.text, ',', 1 << 20, step);
      EXPECT_EQ(got.rows, test.rows) << test.what;
      EXPECT_EQ(got.repaired.size(), test.repaired) << test.what;
      EXPECT_EQ(got.rejected.size(), test.rejected) << test.what;
    }
  }
}

TEST(Csv, TabsAndLines) {
  Read got = read("q\ta\n\"one\ntwo\"\tx,y\n\nb\tc\nb\tc\td\n", '\t');
  EXPECT_EQ(got.rows, (std::vector<std::string>{R"({"q":"one\ntwo","a":"x,y"})", R"({"q":"b","a":"c"})"}));
  EXPECT_EQ(got.lines, (std::vector<uint64_t>{2, 5, 6}));
}

TEST(Csv, ALongRowIsSkippedNotKept) {
  std::string wide(1 << 20, 'x');
  std::string text = "q,a\nu,v\n\"" + wide + "\n" + wide + "\",b\ny,z\n";
  Read got = read(text, ',', 100000, 1 << 16);
  EXPECT_EQ(got.rows.size(), 2u);
  EXPECT_EQ(got.rejected, std::vector<std::string>{"the row is longer than the limit"});
  EXPECT_EQ(got.lines, (std::vector<uint64_t>{2, 3, 5}));
  EXPECT_EQ(read(text, ',', 4 << 20, 1 << 16).rows[1].size(), 2 * wide.size() + 18);
}

TEST(Csv, ACellOf64MegabytesIsRead) {
  std::string wide(size_t{64} << 20, 'x');
  Read got = read("q,a\n" + wide + ",b\n", ',', size_t{65} << 20, 1 << 18);
  ASSERT_EQ(got.rows.size(), 1u);
  EXPECT_EQ(got.rows[0].size(), wide.size() + 16);
}

TEST(Csv, RandomBytesNeverBreakIt) {
  std::mt19937 random(5);
  constexpr std::string_view kAlphabet = "\",\n\r;a{[]}\t\0\xFF";
  for (int i = 0; i < 3000; ++i) {
    std::string text;
    size_t size = random() % 80;
    for (size_t k = 0; k < size; ++k) text += kAlphabet[random() % kAlphabet.size()];
    Read once = read(text, ',', 1 + random() % 100, 1);
    Read again = read(text, ',', 1000, 64), whole = read(text, ',', 1000, 1);
    EXPECT_EQ(again.rows, whole.rows) << "however the bytes arrive";
    for (const std::string& row : once.rows) EXPECT_TRUE(json_valid(row)) << row;
  }
}

}  // namespace
}  // namespace evenset
