// Every file of tests/cases/dimensions against the built-in dimension of its
// name. Labels were given by the codebook alone.
//
// A line is label, question and response, separated by tabs, with \n, \t and
// \\ escaped. A question that starts with "@" is a conversation: lines
// "U: …" and "A: …", the last one the question.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <map>
#include <string>
#include <vector>

#include "evenset/dimension.h"

namespace evenset {
namespace {

using namespace std::string_view_literals;

struct Case {
  std::string label, question, response;
};

std::string unescaped(std::string_view text) {
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\' || i + 1 == text.size()) {
      out += text[i];
      continue;
    }
    const char c = text[++i];
    out += c == 'n' ? '\n' : c == 't' ? '\t' : c;
  }
  return out;
}

std::vector<Case> read_cases(std::string_view dimension) {
  std::ifstream file(std::string(EVENSET_ROOT "/tests/cases/dimensions/") + std::string(dimension) + ".tsv");
  std::vector<Case> out;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line[0] == '#') continue;
    const size_t first = line.find('\t'), second = line.find('\t', first + 1);
    if (first == std::string::npos) continue;
    out.push_back({line.substr(0, first),
                   unescaped(std::string_view(line).substr(first + 1, second - first - 1)),
                   second == std::string::npos ? "" : unescaped(std::string_view(line).substr(second + 1))});
  }
  return out;
}

RowView row_of(const Case& c) {
  if (!c.question.starts_with('@')) return RowView(c.question, c.response);
  std::vector<RowView::Turn> turns;
  const std::string_view text = std::string_view(c.question).substr(1);
  for (size_t at = 0; at < text.size();) {
    // A turn goes on until the next line that starts one.
    const size_t next = std::min(std::min(text.find("\nU: ", at), text.find("\nA: ", at)), text.size());
    const std::string_view turn = text.substr(at, next - at);
    turns.push_back({turn.starts_with("U:") ? Role::user : Role::assistant,
                     turn.substr(std::min<size_t>(3, turn.size()))});
    at = next + 1;
  }
  turns.push_back({Role::assistant, c.response});
  return RowView(turns);
}

struct Result {
  int right = 0, all = 0;
  std::map<std::string, std::map<std::string, int>> confusion;  // true, given

  double accuracy() const { return all == 0 ? 0 : static_cast<double>(right) / all; }
  // Mean F1 over the values that occur among the true labels.
  double macro_f1() const {
    double sum = 0;
    for (const auto& [value, given] : confusion) {
      int truly = 0, called = 0;
      for (const auto& [other, count] : given) truly += count;
      for (const auto& [other, row] : confusion)
        if (row.contains(value)) called += row.at(value);
      const int both = given.contains(value) ? given.at(value) : 0;
      sum += 2.0 * both / (truly + called);
    }
    return confusion.empty() ? 0 : sum / static_cast<double>(confusion.size());
  }
};

// EVENSET_SHOW=NAME in the environment lists the wrong ones of a dimension.
Result run(const Dimension& dimension) {
  const char* show = std::getenv("EVENSET_SHOW");
  Result out;
  for (const Case& c : read_cases(dimension.name)) {
    const RowView row = row_of(c);
    const Label label = dimension.label(row);
    const std::string given =
        label.value < 0 ? "unknown" : dimension.values[static_cast<size_t>(label.value)];
    EXPECT_TRUE(c.label == "unknown" || dimension.value(c.label) >= 0) << dimension.name << ": " << c.label;
    EXPECT_GE(label.confidence, 0.0f);
    EXPECT_LE(label.confidence, 1.0f);
    ++out.all;
    out.right += given == c.label;
    ++out.confusion[c.label][given];
    if (show != nullptr && dimension.name == show && given != c.label)
      std::cout << c.label << " not " << given << "\t" << c.question << "\t" << c.response << "\n";
  }
  return out;
}

// Percent right at least: a little under what the rules reached before anyone who
// wrote them had seen a case. They were revised once since, by these cases, so
// what they reach here now is no estimate for other rows; for that see
// data/errors-*.yaml.
const std::map<std::string, int> kFloors = {
    {"question_type", 62}, {"difficulty", 48},       {"openness", 68},       {"ambiguous", 64},
    {"adversarial", 56},   {"adversarial_kind", 0},  {"negative", 72},       {"behaviour", 54},
    {"input_length", 100}, {"response_length", 100}, {"tone", 88},           {"examples", 73},
    {"turns", 100},        {"turn_kind", 79},        {"language_style", 77}, {"domain", 54}};

TEST(DimensionCases, ReachTheirFloors) {
  for (const Dimension* dimension : builtin_dimensions()) {
    const Result result = run(*dimension);
    if (result.all == 0) continue;
    std::cout << dimension->name << ": " << result.right << " of " << result.all << ", accuracy "
              << result.accuracy() << ", macro-F1 " << result.macro_f1() << "\n";
    EXPECT_GE(result.accuracy() * 100, kFloors.at(dimension->name)) << dimension->name;
  }
}

TEST(DimensionCases, ListIsTheCodebooks) {
  std::vector<std::string> names;
  for (const Dimension* dimension : builtin_dimensions()) names.push_back(dimension->name);
  EXPECT_EQ(names, (std::vector<std::string>{"question_type", "difficulty", "openness", "ambiguous",
                                             "adversarial", "adversarial_kind", "negative", "behaviour",
                                             "input_length", "response_length", "tone", "examples", "turns",
                                             "turn_kind", "language_style", "domain"}));
}

TEST(DimensionCases, EmptyTexts) {
  const RowView nothing("", "");
  for (const Dimension* dimension : builtin_dimensions()) {
    const Label label = dimension->label(nothing);
    if (dimension->exact || dimension->name == "turn_kind") continue;
    const bool empty = dimension->name == "behaviour";
    EXPECT_EQ(label.value, empty ? dimension->value("empty") : -1) << dimension->name;
  }
}

TEST(DimensionCases, OtherLanguagesAreUnknown) {
  const RowView row(
      "\u041a\u0430\u043a \u0441\u0431\u0440\u043e\u0441\u0438\u0442\u044c "
      "\u043f\u0430\u0440\u043e\u043b\u044c "
      "\u043e\u0442 \u043c\u043e\u0435\u0433\u043e \u0430\u043a\u043a\u0430\u0443\u043d\u0442\u0430?",
      "Wie kann ich das Passwort zur\u00fccksetzen, wenn es nicht mehr geht?");
  for (const Dimension* dimension : builtin_dimensions()) {
    if (dimension->exact || dimension->name == "examples" || dimension->name == "turn_kind") continue;
    EXPECT_EQ(dimension->label(row).value, -1) << dimension->name;
  }
}

TEST(DimensionCases, HostileTextsEnd) {
  using std::string_view_literals::operator""sv;
  for (const std::string_view piece : {" ?\n"sv, "`"sv, "i can't "sv, "\xE2\x80"sv, "how do i "sv, "\0x"sv}) {
    std::string hostile;
    while (hostile.size() < (1 << 20)) hostile += piece;
    const RowView row(hostile, hostile);
    for (const Dimension* dimension : builtin_dimensions()) dimension->label(row);
  }
  std::vector<RowView::Turn> turns;
  for (int i = 0; i < 10000; ++i) turns.push_back({i % 2 == 0 ? Role::user : Role::assistant, "And then?"});
  const RowView row(turns);
  EXPECT_EQ(row.user_turns, 5000u);
  for (const Dimension* dimension : builtin_dimensions()) dimension->label(row);
}

}  // namespace
}  // namespace evenset
