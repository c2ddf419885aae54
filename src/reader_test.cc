#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>

#include "evenset/format.h"

namespace evenset {
namespace {

namespace fs = std::filesystem;

// A folder of files that goes with the test.
struct Files {
  Files() { fs::create_directories(root); }
  ~Files() { fs::remove_all(root); }
  std::string write(const std::string& name, const std::string& bytes) const {
    fs::create_directories(fs::path(root / name).parent_path());
    std::ofstream(root / name, std::ios::binary) << bytes;
    return (root / name).string();
  }
  fs::path root = fs::temp_directory_path() / ("evenset-reader-" + std::to_string(getpid()));
};

struct Result {
  Account account;
  std::vector<std::string> raw, question, response;
  std::vector<uint64_t> line, row;
};

Result read_all(const std::vector<std::string>& inputs, ReadOptions options = {}) {
  Result out;
  Reader reader(inputs, options);
  Examples batch;
  while (reader.next(batch)) {
    for (size_t i = 0; i < batch.size(); ++i) {
      out.raw.emplace_back(batch.raw[i]);
      out.question.emplace_back(batch.question(i));
      out.response.emplace_back(batch.response(i));
      out.line.push_back(batch.line[i]);
      out.row.push_back(batch.row[i]);
    }
  }
  out.account = reader.account();
  EXPECT_EQ(out.account.read, out.account.kept + out.account.repaired + out.account.rejected);
  EXPECT_EQ(out.raw.size(), out.account.kept + out.account.repaired);
  return out;
}

constexpr const char* kGood = R"({"question":"a?","answer":"b"})";

// One odd line between two good ones: what becomes of it, and that they stay.
struct OddLine {
  const char* name;
  std::string line;
  uint64_t kept, repaired, rejected;  // of the odd line alone
  const char* says;                   // in the problem
  const char* raw = nullptr;          // the row as used
};

const OddLine kOddLines[] = {
    {"bad_byte", "{\"question\":\"a\xFF?\",\"answer\":\"b\"}", 0, 1, 0, "invalid UTF-8",
     "{\"question\":\"a\xEF\xBF\xBD?\",\"answer\":\"b\"}"},
    {"duplicate_key", R"({"question":"x","question":"y","answer":"b"})", 0, 1, 0, "stands twice",
     R"({"question":"y","answer":"b"})"},
    {"trailing_comma", R"({"question":"x","answer":"b",})", 0, 1, 0, "comma",
     R"({"question":"x","answer":"b"})"},
    {"comma_behind", R"({"question":"x","answer":"b"},)", 0, 1, 0, "behind the row",
     R"({"question":"x","answer":"b"})"},
    {"truncated", R"({"question":"x","ans)", 0, 0, 1, "ends inside"},
    {"raw_newline", "{\"question\":\"x\ny\",\"answer\":\"b\"}", 0, 1, 0, "control character",
     R"({"question":"x\ny","answer":"b"})"},
    {"raw_tab", "{\"question\":\"x\ty\",\"answer\":\"b\"}", 0, 1, 0, "control character",
     R"({"question":"x\ty","answer":"b"})"},
    {"lone_surrogate", R"({"question":"x\ud800","answer":"b"})", 0, 1, 0, "surrogate",
     R"({"question":"x\ufffd","answer":"b"})"},
    {"pair", R"({"question":"x\ud83d\ude00","answer":"b"})", 1, 0, 0, "",
     R"({"question":"x\ud83d\ude00","answer":"b"})"},
    {"two_objects", R"({"question":"x","answer":"b"}{"question":"y","answer":"c"})", 0, 1, 0, "split",
     nullptr},
    {"garbage_behind", R"({"question":"x","answer":"b"} and so on)", 0, 0, 1, "follows"},
    {"garbage", "not json at all", 0, 0, 1, "not a JSON object"},
    {"number_row", "17", 0, 0, 1, "not a JSON object"},
    {"list_row", "[1,2]", 0, 0, 1, "not a JSON object"},
    {"nan", R"({"question":"x","answer":"b","score":NaN})", 0, 1, 0, "null",
     R"({"question":"x","answer":"b","score":null})"},
    {"huge_integer", R"({"id":123456789012345678901234567890,"question":"x","answer":"b"})", 1, 0, 0, "",
     R"({"id":123456789012345678901234567890,"question":"x","answer":"b"})"},
    {"no_shape", R"({"title":"x","body":"y"})", 0, 0, 1, "no known shape"},
    {"empty_object", "{}", 0, 0, 1, "no known shape"},
    {"no_messages", R"({"messages":[]})", 0, 0, 1, "no messages"},
    {"strange_role", R"({"messages":[{"role":"narrator","content":"x"}]})", 0, 0, 1, "role"},
    {"null_answer", R"({"question":"x","answer":null})", 1, 0, 0, "", R"({"question":"x","answer":null})"},
    {"number_answer", R"({"question":"x","answer":42})", 0, 1, 0, "no text",
     R"({"question":"x","answer":42})"},
    {"bad_number", R"({"question":"x","answer":"b","n":01})", 0, 0, 1, "starts with 0"},
    {"bad_literal", R"({"question":"x","answer":"b","n":tru})", 0, 0, 1, "no JSON value"},
    {"nul_byte", std::string("{\"question\":\"x\0y\",\"answer\":\"b\"}", 31), 0, 1, 0, "control character"},
    {"crlf", "{\"question\":\"x\",\"answer\":\"b\"}\r", 1, 0, 0, "", R"({"question":"x","answer":"b"})"},
    {"spaces", "   {\"question\":\"x\",\"answer\":\"b\"}  ", 1, 0, 0, "", R"({"question":"x","answer":"b"})"},
    {"escaped_key", R"({"question":"x","answer":"b","caf\u00e9":1})", 1, 0, 0, "",
     R"({"question":"x","answer":"b","caf\u00e9":1})"},
    {"deep", R"({"question":"x","answer":"b","d":)" + std::string(2000, '[') + std::string(2000, ']') + "}",
     0, 0, 1, "nested"},
};

TEST(Reader, OddLineTouchesNoOther) {
  Files files;
  for (const OddLine& odd : kOddLines) {
    SCOPED_TRACE(odd.name);
    std::string file = files.write("odd.jsonl", std::string(kGood) + "\n" + odd.line + "\n" + kGood + "\n");
    Result got = read_all({file});
    bool split = std::string(odd.name) == "two_objects";
    EXPECT_EQ(got.account.kept, 2 + odd.kept + (split ? 1 : 0));
    EXPECT_EQ(got.account.repaired, odd.repaired);
    EXPECT_EQ(got.account.rejected, odd.rejected);
    ASSERT_GE(got.raw.size(), 2u);
    EXPECT_EQ(got.raw.front(), kGood);
    EXPECT_EQ(got.raw.back(), kGood);
    EXPECT_EQ(got.account.problems.size(), odd.repaired + odd.rejected);
    for (const Problem& problem : got.account.problems) {
      EXPECT_EQ(problem.line, 2u);
      EXPECT_NE(problem.what.find(odd.says), std::string::npos) << problem.what;
    }
    if (odd.raw) {
      EXPECT_EQ(got.raw[1], odd.raw);
    }
  }
}

// The same rows in every container that JSON has.
TEST(Reader, ContainersOfJson) {
  Files files;
  const std::string a = R"({"question":"a?","answer":"b"})", b = R"({"question":"c?","answer":"d"})";
  const std::string pretty_a = "{\n  \"question\": \"a?\",\n  \"answer\": \"b\"\n}";
  const std::string utf16 = [&] {
    std::string out = "\xFF\xFE";
    for (char c : a + "\n" + b) out += {c, '\0'};
    return out;
  }();
  const std::pair<std::string, std::string> kFiles[] = {
      {"lines.jsonl", a + "\n" + b},
      {"blank.jsonl", "\n\n" + a + "\n\n\n" + b + "\n\n"},
      {"bom.jsonl", "\xEF\xBB\xBF" + a + "\n" + b + "\n"},
      {"crlf.jsonl", a + "\r\n" + b + "\r\n"},
      {"array.json", "[" + a + "," + b + "]"},
      {"array.jsonl", "[\n" + a + ",\n" + b + "\n]\n"},
      {"pretty.json", "[\n  " + pretty_a + ",\n  " + b + "\n]"},
      {"wrapped.json", "{\"data\": [" + a + ", " + b + "]}"},
      {"multi.jsonl", pretty_a + "\n" + b + "\n"},
      {"utf16.jsonl", utf16},
      {"nosuffix", a + "\n" + b},
  };
  for (const auto& [name, bytes] : kFiles) {
    SCOPED_TRACE(name);
    Result got = read_all({files.write(name, bytes)});
    ASSERT_EQ(got.question.size(), 2u);
    EXPECT_EQ(got.question, (std::vector<std::string>{"a?", "c?"}));
    EXPECT_EQ(got.response, (std::vector<std::string>{"b", "d"}));
    EXPECT_EQ(got.account.rejected, 0u);
    EXPECT_EQ(got.account.repaired, name == "utf16.jsonl" ? 2u : 0u);
    EXPECT_EQ(got.row, (std::vector<uint64_t>{1, 2}));
  }
}

TEST(Reader, BrokenArrayElementLosesOnlyItself) {
  Files files;
  std::string file = files.write("a.json",
                                 "[\n{\"question\":\"a\",\"answer\":\"b\"},\n{\"question\":\"x,\n{"
                                 "\"question\":\"c\",\"answer\":\"d\"}\n]");
  Result got = read_all({file});
  EXPECT_EQ(got.question, (std::vector<std::string>{"a", "c"}));
  EXPECT_EQ(got.account.rejected, 1u);
  EXPECT_EQ(got.line, (std::vector<uint64_t>{2, 4}));
}

TEST(Reader, TruncatedArrayKeepsTheRest) {
  Files files;
  Result got =
      read_all({files.write("t.json", "[{\"question\":\"a\",\"answer\":\"b\"}, {\"question\":\"c\",\"ans")});
  EXPECT_EQ(got.question, (std::vector<std::string>{"a"}));
  EXPECT_EQ(got.account.rejected, 1u);
}

TEST(Reader, LongRowIsRejectedAndTheNextRead) {
  Files files;
  ReadOptions options;
  options.max_row_bytes = 1 << 16;
  std::string huge = R"({"question":")" + std::string(3 << 20, 'x') + R"(","answer":"b"})";
  Result got = read_all({files.write("h.jsonl", std::string(kGood) + "\n" + huge + "\n" + kGood)}, options);
  EXPECT_EQ(got.account.kept, 2u);
  EXPECT_EQ(got.account.rejected, 1u);
  EXPECT_EQ(got.line, (std::vector<uint64_t>{1, 3}));
}

struct ShapeCase {
  const char* row;
  const char* question;
  const char* response;
  size_t turns;
  const char* extra;
};

const ShapeCase kShapes[] = {
    {R"({"instruction":"i","input":"in","output":"o"})", "i\nin", "o", 2, ""},
    {R"({"instruction":"i","input":"","output":"o","system":"s","history":[["p","q"]]})", "i", "o", 5, ""},
    {R"({"conversations":[{"from":"human","value":"h"},{"from":"gpt","value":"g"}],"n":1})", "h", "g", 2,
     "\"n\":1"},
    {R"({"messages":[{"role":"user","content":"u"},{"role":"assistant","content":"a","weight":0}],"tools":[]})",
     "u", "a", 2, "\"tools\":[]"},
    {R"({"messages":[{"role":"user","content":[{"type":"text","text":"p"},{"type":"text","text":"q"}]}]})",
     "p\nq", "", 1, ""},
    {R"({"prompt":"p","completion":"c"})", "p", "c", 2, ""},
    {R"({"prompt":[{"role":"user","content":"p"}],"completion":[{"role":"assistant","content":"c"}]})", "p",
     "c", 2, ""},
    {R"({"prompt":"p","chosen":"c","rejected":"r"})", "p", "c", 2, "\"rejected\":\"r\""},
    {R"({"query":"q","response":"r","history":[["a","b"],["c","d"]]})", "q", "r", 6, ""},
    {R"({"input":"i","output":"o"})", "i", "o", 2, ""},
    {R"({"question":"q","answer":""})", "q", "", 1, ""},
    {R"({"messages":[{"role":"user","content":"u"}],"prompt":"also"})", "u", "", 1, "\"prompt\":\"also\""},
    {R"({"question":"q","answer":"a","response":"b"})", "q", "a", 2, "\"response\":\"b\""},
};

TEST(Reader, Shapes) {
  Files files;
  for (const ShapeCase& shape : kShapes) {
    SCOPED_TRACE(shape.row);
    Reader reader({files.write("s.jsonl", shape.row)});
    Examples batch;
    ASSERT_TRUE(reader.next(batch));
    EXPECT_EQ(batch.question(0), shape.question);
    EXPECT_EQ(batch.response(0), shape.response);
    EXPECT_EQ(batch.turns.end(0), shape.turns);
    EXPECT_EQ(batch.extra[0], shape.extra);
    EXPECT_EQ(batch.raw[0], shape.row);
    EXPECT_EQ(reader.account().kept, 1u);
  }
}

TEST(Reader, InputsOfAllKinds) {
  Files files;
  files.write("pool/a.jsonl", kGood);
  files.write("pool/sub/b.csv", "question,answer\nx,y\n");
  files.write("pool/.hidden.jsonl", kGood);
  files.write("pool/readme.md", "no data");
  std::string root = files.root.string();
  EXPECT_EQ(read_all({root + "/pool"}).account.kept, 2u);
  EXPECT_EQ(read_all({root + "/pool/*.jsonl", root + "/pool/sub"}).account.kept, 2u);
  files.write("none/readme.md", "no data");
  EXPECT_THROW(read_all({root + "/none"}), Error);
  EXPECT_THROW(read_all({root + "/missing.jsonl"}), Error);
  EXPECT_THROW(read_all({root + "/*.parquet"}), Error);
  ReadOptions two;
  two.limit = 1;
  EXPECT_EQ(read_all({root + "/pool"}, two).account.read, 1u);
}

// Rows do not depend on where batches end.
TEST(Reader, BatchSizeChangesNothing) {
  Files files;
  std::string text;
  for (int i = 0; i < 500; ++i)
    text += "{\"question\":\"q" + std::to_string(i) + "\",\"answer\":\"" +
            std::string(static_cast<size_t>(i), 'a') + "\"}\n";
  std::string file = files.write("b.jsonl", text);
  Result whole = read_all({file});
  ReadOptions small;
  small.batch_rows = 7;
  EXPECT_EQ(read_all({file}, small).raw, whole.raw);
  EXPECT_EQ(whole.raw.size(), 500u);
}

TEST(LabelledRow, LastMemberOrInPlace) {
  Files files;
  const LabelNames names{{"d"}, {{"x", "y"}}};
  const std::pair<std::string, std::string> kRows[] = {
      {R"({"question":"q","answer":"a" })", R"({"question":"q","answer":"a" ,"evenset":E})"},
      {R"({"evenset":{"labels":{}}, "question":"q"})", R"({"evenset":E, "question":"q"})"},
  };
  const std::string e =
      R"({"labels":{"d":"y"},"confidence":{"d":0.50},"source":{"d":"rule"},"measures":{"input_words":1,"response_words":2,"turns":3}})";
  for (const auto& [row, want] : kRows) {
    Reader reader({files.write("l.jsonl", row)});
    Examples batch;
    ASSERT_TRUE(reader.next(batch));
    batch.labels = {{{1}, {Source::rule}, {0.5f}}};
    batch.measures = {{1}, {2}, {3}};
    std::string out, expected = want;
    append_labelled_row(out, batch, 0, names);
    expected.replace(expected.find('E'), 1, e);
    EXPECT_EQ(out, expected);
  }
}

}  // namespace
}  // namespace evenset
