// tests/cases/metrics/NAME.case: rows and the figures to expect of them.
//
//   # a comment
//   dimension tone professional conversational   a dimension of the plan
//   check verbs create \bcreate                  an entry of a checklist, with a pattern
//   row tone=professional                        a row, its labels; numbered from 1
//   user How do I …                              its turns; \n is a line break
//   assistant You …
//   repeat 3                                     the last row again, so many times
//   expect length_cv 0.5                         a figure, to four digits
//   rows near_duplicates 1 2                     its evidence
//   missing verbs debug                          entries that no row meets
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "evenset/metric.h"
#include "metric_rows.h"

namespace evenset {
namespace {

struct Row {
  std::vector<std::pair<std::string, std::string>> labels;
  std::vector<std::pair<Role, std::string>> turns;
};

struct Case {
  Plan plan;
  std::vector<Row> rows;
  std::vector<std::pair<std::string, double>> numbers;
  std::map<std::string, std::vector<uint64_t>> evidence;
  std::map<std::string, std::vector<std::string>> missing;
};

std::vector<std::string> split(const std::string& text) {
  std::istringstream in(text);
  return {std::istream_iterator<std::string>(in), {}};
}

std::string unescaped(const std::string& text) {
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    const bool line_break = text.compare(i, 2, "\\n") == 0;
    out += line_break ? '\n' : text[i];
    i += line_break;
  }
  return out;
}

void add_check(Plan& plan, const std::string& rest) {
  const std::vector<std::string> words = split(rest);
  if (plan.checklists.empty() || plan.checklists.back().name != words[0])
    plan.checklists.push_back({words[0], {}});
  Checklist::Entry entry;
  entry.name = words[1];
  if (words[2].starts_with("label:"))
    entry.label = words[2].substr(6);
  else
    entry.patterns = {words[2]};
  plan.checklists.back().entries.push_back(entry);
}

void read_line(Case& out, const std::string& key, const std::string& rest) {
  std::vector<std::string> words = split(rest);
  if (key == "dimension") {
    tests::add_dimension(out.plan, words[0], {words.begin() + 1, words.end()});
  } else if (key == "check") {
    add_check(out.plan, rest);
  } else if (key == "row") {
    out.rows.emplace_back();
    for (const std::string& label : words) {
      const size_t equals = label.find('=');
      out.rows.back().labels.emplace_back(label.substr(0, equals), label.substr(equals + 1));
    }
  } else if (key == "user" || key == "assistant") {
    out.rows.back().turns.emplace_back(key == "user" ? Role::user : Role::assistant, unescaped(rest));
  } else if (key == "repeat") {
    out.rows.insert(out.rows.end(), std::stoul(rest), Row(out.rows.back()));
  } else if (key == "expect") {
    out.numbers.emplace_back(words[0], std::stod(words[1]));
  } else if (key == "rows") {
    for (size_t i = 1; i < words.size(); ++i) out.evidence[words[0]].push_back(std::stoul(words[i]));
  } else if (key == "missing") {
    out.missing[words[0]] = {words.begin() + 1, words.end()};
  } else {
    ADD_FAILURE() << "unknown key: " << key;
  }
}

Case read_case(const std::filesystem::path& file) {
  Case out;
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line[0] == '#') continue;
    const size_t space = line.find(' ');
    read_line(out, line.substr(0, space), space == std::string::npos ? "" : line.substr(space + 1));
  }
  return out;
}

void check(const Case& wanted, const std::string& name) {
  Examples examples;
  for (const Row& row : wanted.rows) {
    tests::add_row(examples, wanted.plan, examples.size() + 1, row.turns);
    for (const auto& [dimension, value] : row.labels)
      tests::set_label(examples, wanted.plan, dimension, value);
  }
  Profile profile(wanted.plan, 0);
  profile.add(examples);
  const Figures figures = profile.figures();
  for (const auto& [key, value] : wanted.numbers) {
    ASSERT_TRUE(figures.number.contains(key)) << name << ": " << key;
    EXPECT_NEAR(figures.number.at(key), value, 5e-5) << name << ": " << key;
  }
  for (const auto& [key, rows] : wanted.evidence) {
    ASSERT_TRUE(figures.evidence.contains(key)) << name << ": " << key;
    EXPECT_EQ(figures.evidence.at(key), rows) << name << ": " << key;
  }
  for (const auto& [list, entries] : wanted.missing) {
    ASSERT_TRUE(figures.missing.contains(list)) << name << ": " << list;
    EXPECT_EQ(figures.missing.at(list), entries) << name << ": " << list;
  }
}

TEST(Metrics, CaseFiles) {
  for (const Metric* metric : builtin_metrics()) {
    const std::string name(metric->name);
    const auto file = std::filesystem::path(EVENSET_ROOT "/tests/cases/metrics") / (name + ".case");
    ASSERT_TRUE(std::filesystem::exists(file)) << file;
    check(read_case(file), name);
  }
}

}  // namespace
}  // namespace evenset
