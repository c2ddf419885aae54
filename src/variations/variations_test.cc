#include "evenset/variations.h"

#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "support/examples.h"

namespace evenset {
namespace {

Examples question_and_answer(const std::vector<std::pair<std::string, std::string>>& rows) {
  Examples out;
  for (const auto& [question, answer] : rows)
    add_example(out, {{Role::user, question}, {Role::assistant, answer}});
  return out;
}

using Pairs = std::set<std::pair<uint64_t, uint64_t>>;

void add_pairs(Pairs& out, const std::vector<uint64_t>& rows) {
  for (const uint64_t a : rows)
    for (const uint64_t b : rows)
      if (a < b) out.insert({a, b});
}

// Written by somebody who had not seen the rules; 220 of the rows are near misses and singles.
TEST(Variations, FindsTheGroupsOfWrittenQuestions) {
  std::ifstream file(EVENSET_ROOT "/data/corpus/variations/held_out.jsonl");
  std::vector<std::pair<std::string, std::string>> rows;
  std::map<std::string, std::vector<uint64_t>> group_of;
  for (std::string line; std::getline(file, line);) {
    const auto row = nlohmann::json::parse(line);
    rows.emplace_back(row["question"], row["answer"]);
    group_of[row["group"]].push_back(rows.size());
  }
  ASSERT_EQ(rows.size(), 544u);
  Variations variations;
  variations.add(question_and_answer(rows), 2);
  Pairs wanted, got, both;
  for (const auto& [name, group] : group_of) add_pairs(wanted, group);
  for (const VariationGroup& group : variations.groups()) add_pairs(got, group.rows);
  std::set_intersection(wanted.begin(), wanted.end(), got.begin(), got.end(),
                        std::inserter(both, both.end()));
  const auto hits = static_cast<double>(both.size());
  EXPECT_GE(hits / static_cast<double>(got.size()), .95) << both.size() << " of " << got.size();
  EXPECT_GE(hits / static_cast<double>(wanted.size()), .9) << both.size() << " of " << wanted.size();
}

TEST(Variations, NamesTheTermsThatDiffer) {
  const std::string answer = "Training needs 24 gigabytes of graphics memory, inference eight.";
  Variations variations;
  variations.add(
      question_and_answer({{"How much VRAM do I need?", answer},
                           {"What's the GPU memory requirement?", answer},
                           {"Where is the museum?", "Next to the old harbour, behind the church."}}));
  const auto groups = variations.groups();
  ASSERT_EQ(groups.size(), 1u);
  EXPECT_EQ(groups[0].rows, (std::vector<uint64_t>{1, 2}));
  EXPECT_EQ(groups[0].terms[0], (std::vector<std::string>{"vram", "need"}));
  EXPECT_EQ(groups[0].terms[1], (std::vector<std::string>{"gpu", "memory", "requirement"}));
}

TEST(Variations, RefusalsAreNoVariations) {
  std::vector<std::pair<std::string, std::string>> rows;
  for (int i = 0; i < 200; ++i)
    rows.emplace_back("Question number " + std::to_string(i) + " about thing" + std::to_string(i * 7),
                      "I am sorry, our company policy forbids answering such requests.");
  rows.emplace_back("", "");
  Variations variations;
  variations.add(question_and_answer(rows));
  EXPECT_TRUE(variations.groups().empty());
}

}  // namespace
}  // namespace evenset
