#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <regex>
#include <sstream>

#include "audit_samples.h"
#include "pages/text.h"

namespace evenset {
namespace {

Audit audit_of(int64_t rows, LabelsBy by, bool skewed = false) {
  Plan plan = sample_plan();
  Profile profile(plan);
  fill_balanced(profile, plan, rows, by);
  Figures figures = sample_figures();
  Account account = sample_account(profile.rows);
  if (skewed) {
    set_counts(profile, plan, "domain", {0.62, 0.2, 0.1, 0.02, 0.02, 0.02, 0.01, 0.005, 0.005}, rows, by);
    profile.ambiguous = {400, 310, {17, 203, 310, 420, 555}};
    figures.number["largest_template_share"] = 0.34;
    figures.evidence["largest_template_share"] = {1, 2, 5, 9, 12};
    figures.evidence["quality_secrets"] = {88};
    figures.missing["verbs"] = {"debug", "monitor"};
    account.rejected = 2;
    account.problems = {{"a\x1b[31m.jsonl", 8, 14, "no question", Problem::rejected},
                        {"b|c.jsonl", 9, 0, "a comma was dropped", Problem::repaired}};
  }
  return audit(profile, figures, account, plan);
}

std::vector<std::string> lines_of(const std::string& page) {
  std::istringstream in(page);
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

TEST(TerminalPage, FitsTheWidth) {
  for (LabelsBy by : {LabelsBy::given, LabelsBy::machine})
    for (int64_t rows : {0, 1, 7, 5000, 12345678})
      for (int width : {64, 80, 100, 140})
        for (bool unicode : {true, false})
          for (const std::string& line :
               lines_of(terminal_page(audit_of(rows, by, true), false, width, unicode)))
            EXPECT_LE(display_width(line), static_cast<size_t>(width)) << line;
}

TEST(TerminalPage, ColourOnlyAddsEscapes) {
  Audit audit = audit_of(5000, LabelsBy::given, true);
  std::string plain = terminal_page(audit, false, 90), coloured = terminal_page(audit, true, 90);
  EXPECT_EQ(plain.find('\x1b'), plain.npos);
  EXPECT_NE(coloured.find('\x1b'), coloured.npos);
  EXPECT_EQ(std::regex_replace(coloured, std::regex("\x1b\\[[0-9]+m"), ""), plain);
}

TEST(TerminalPage, AsciiWhenAsked) {
  for (LabelsBy by : {LabelsBy::given, LabelsBy::machine})
    for (char c : terminal_page(audit_of(5000, by, true), false, 80, false))
      EXPECT_LT(static_cast<unsigned char>(c), 0x80);
}

TEST(TerminalPage, IsShortAndSaysWhatIsWrong) {
  EXPECT_LE(lines_of(terminal_page(audit_of(5000, LabelsBy::given), false, 80)).size(), 80u);
  std::string page = terminal_page(audit_of(5000, LabelsBy::given, true), false, 100);
  size_t lines = lines_of(page).size();
  page = std::regex_replace(page, std::regex("\\n +"), " ");
  for (const char* part :
       {"✗ FAIL", "too many", "310 of 400", "rows 17, 203, 310, 420, …", "rows 1, 2, 5, 9, …",
        "verbs: debug, monitor", "secrets, 1 row (row 88)", "b|c.jsonl:9: repaired"})
    EXPECT_NE(page.find(part), page.npos) << part;
  EXPECT_LE(lines, 100u);
  EXPECT_NE(terminal_page(audit_of(0, LabelsBy::given), false, 80).find("There are no rows."), page.npos);
}

TEST(MarkdownPage, TablesAreWhole) {
  for (int64_t rows : {0, 5000}) {
    std::string page = markdown_page(audit_of(rows, LabelsBy::machine, true));
    EXPECT_EQ(page, markdown_page(audit_of(rows, LabelsBy::machine, true)));
    EXPECT_EQ(page.find('\x1b'), page.npos);
    size_t cells = 0;
    for (const std::string& line : lines_of(page)) {
      size_t bars = static_cast<size_t>(std::count(line.begin(), line.end(), '|'));
      if (line.empty() || line[0] != '|') {
        cells = 0;
        continue;
      }
      if (cells == 0) cells = bars;
      EXPECT_EQ(bars, cells) << line;
    }
  }
}

std::vector<std::string> keys(const nlohmann::ordered_json& object) {
  std::vector<std::string> out;
  for (const auto& [key, value] : object.items()) out.push_back(key);
  return out;
}

// The interface's keys come first, in its order; ours may follow.
void expect_keys(const nlohmann::ordered_json& object, const std::vector<std::string>& wanted) {
  std::vector<std::string> got = keys(object);
  ASSERT_GE(got.size(), wanted.size());
  got.resize(wanted.size());
  EXPECT_EQ(got, wanted);
}

TEST(JsonPage, HasTheInterfacesShape) {
  auto page = nlohmann::ordered_json::parse(json_page(audit_of(5000, LabelsBy::machine, true)));
  expect_keys(page, {"schema", "rows", "targets", "behaviour", "edge_cases", "quality", "size_advice",
                     "diversity", "red_flags", "phases", "verdict"});
  EXPECT_EQ(page["schema"], 1);
  expect_keys(page["rows"], {"read", "kept", "repaired", "rejected", "problems"});
  expect_keys(page["rows"]["problems"][0], {"file", "line", "column", "what", "action"});
  expect_keys(page["targets"][0], {"dimension", "value", "target", "low", "high", "count", "share",
                                   "interval", "method", "verdict"});
  expect_keys(page["behaviour"], {"ambiguous", "adversarial", "negative"});
  expect_keys(page["behaviour"]["negative"], {"wanted", "matched"});
  expect_keys(page["edge_cases"][0], {"name", "share", "wanted", "met"});
  expect_keys(page["quality"][0], {"name", "rows"});
  expect_keys(page["diversity"],
              {"length_cv", "tone_entropy", "unique_verbs", "effective_verbs", "unique_objects",
               "unique_topics", "ttr", "mattr_50", "mtld", "hdd", "share_overlap_over_30",
               "largest_template_share", "exact_duplicates", "near_duplicates", "variation_groups"});
  expect_keys(page["diversity"]["share_overlap_over_30"], {"3", "4", "5"});
  expect_keys(page["red_flags"][0], {"name", "raised", "why", "rows"});
  expect_keys(page["phases"][0], {"phase", "items"});
  expect_keys(page["phases"][0]["items"][0], {"name", "met", "why"});
  EXPECT_EQ(page["unmeasured"].size(), 0u);
  EXPECT_TRUE(page["red_flags"][0]["raised"]);
}

TEST(JsonPage, NumbersAreFinite) {
  Audit audit = audit_of(5000, LabelsBy::given);
  audit.figures.number["mtld"] = std::nan("");
  audit.figures.number["ttr"] = INFINITY;
  audit.figures.number.erase("hdd");
  std::string text = json_page(audit);
  EXPECT_EQ(text.find("null"), text.npos);
  auto page = nlohmann::ordered_json::parse(text);
  EXPECT_EQ(page["diversity"]["mtld"], 0.0);
  EXPECT_EQ(page["unmeasured"], (std::vector<std::string>{"ttr", "mtld", "hdd"}));
  EXPECT_EQ(text, json_page(audit));
  EXPECT_NO_THROW(nlohmann::ordered_json::parse(json_page(audit_of(0, LabelsBy::given))));
}

}  // namespace
}  // namespace evenset
