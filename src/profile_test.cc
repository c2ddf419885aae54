#include <gtest/gtest.h>

#include <cmath>

#include "evenset/error.h"
#include "evenset/metric.h"
#include "metric_rows.h"

namespace evenset {
namespace {

using tests::add_row;
using tests::set_label;

Plan behaviour_plan() {
  Plan plan;
  tests::add_dimension(plan, "ambiguous", {"yes", "no"});
  tests::add_dimension(plan, "adversarial", {"yes", "no"});
  tests::add_dimension(plan, "negative", {"none", "out_of_scope", "outdated", "roadmap"});
  tests::add_dimension(plan, "behaviour",
                       {"answers", "clarifies", "corrects", "declines", "unknown_answer", "empty"});
  return plan;
}

TEST(BehaviourMatch, Codebook7) {
  struct {
    const char *ambiguous, *adversarial, *negative, *behaviour;
    int match;
  } rows[] = {
      {"no", "no", "none", "answers", -1},
      {"yes", "no", "none", "clarifies", 1},
      {"yes", "no", "none", "answers", 0},
      {"yes", "no", "none", "", -1},
      {"yes", "no", "none", "empty", 0},
      {"no", "yes", "none", "corrects", 1},
      {"no", "yes", "none", "declines", 1},
      {"no", "yes", "none", "clarifies", 1},
      {"no", "yes", "none", "unknown_answer", 0},
      {"no", "no", "roadmap", "unknown_answer", 1},
      {"no", "no", "roadmap", "corrects", 0},
      {"no", "no", "outdated", "corrects", 1},
      {"yes", "no", "out_of_scope", "declines", 1},  // any of the wishes will do
      {"yes", "yes", "out_of_scope", "answers", 0},
  };
  const Plan plan = behaviour_plan();
  for (const auto& row : rows) {
    Examples examples;
    add_row(examples, plan, 1, {});
    set_label(examples, plan, "ambiguous", row.ambiguous);
    set_label(examples, plan, "adversarial", row.adversarial);
    set_label(examples, plan, "negative", row.negative);
    set_label(examples, plan, "behaviour", row.behaviour);
    EXPECT_EQ(behaviour_match(examples, 0, plan), row.match)
        << row.ambiguous << row.adversarial << row.negative << row.behaviour;
  }
  EXPECT_EQ(behaviour_match(Examples{}, 0, Plan{}), -1);
}

TEST(Profile, CountsLabelsBySourceAndMatches) {
  const Plan plan = behaviour_plan();
  Examples examples;
  for (uint64_t number = 1; number <= 4; ++number) {
    add_row(examples, plan, number, {{Role::user, "How?"}});
    set_label(examples, plan, "ambiguous", number == 4 ? "" : "yes",
              number == 1 ? Source::human : Source::given);
    set_label(examples, plan, "behaviour", number == 1 ? "clarifies" : "answers", Source::model);
  }
  Profile profile(plan);
  profile.add(examples);
  EXPECT_EQ(profile.counts[0].human, (std::vector<int64_t>{0, 1, 0}));
  EXPECT_EQ(profile.counts[0].stated, (std::vector<int64_t>{1, 2, 0}));
  EXPECT_EQ(profile.counts[3].machine, (std::vector<int64_t>{0, 3, 1, 0, 0, 0, 0}));
  EXPECT_EQ(profile.ambiguous.wanted, 3);
  EXPECT_EQ(profile.ambiguous.matched, 1);
  EXPECT_EQ(profile.ambiguous.mismatched, (std::vector<uint64_t>{2, 3}));
  EXPECT_EQ(profile.negative.wanted, 0);
}

TEST(Profile, CountsPartsOfAPart) {
  Plan plan;
  tests::add_dimension(plan, "turns", {"single", "multi"});
  tests::add_dimension(plan, "turn_kind", {"follow_up", "refinement"});
  Target multi, follow_up;
  multi.values = {1};
  follow_up.dimension = 1;
  follow_up.values = {0};
  plan.targets = {multi};
  plan.within = {{follow_up, 0}};
  Examples examples;
  const std::pair<const char*, const char*> rows[] = {
      {"multi", "follow_up"}, {"multi", "refinement"}, {"multi", ""}, {"single", "follow_up"}};
  for (auto [turns, kind] : rows) {
    add_row(examples, plan, examples.size() + 1, {});
    set_label(examples, plan, "turns", turns);
    set_label(examples, plan, "turn_kind", kind);
  }
  Profile profile(plan);
  profile.add(examples);
  EXPECT_EQ(profile.within, (std::vector<std::vector<int64_t>>{{1, 2}}));
}

TEST(Profile, RefusesABadPattern) {
  Plan plan;
  plan.checklists.push_back({"verbs", {{"broken", {"(unclosed"}, "", "", ""}}});
  EXPECT_THROW(Profile{plan}, Error);
}

// Nothing here may crash, hang or divide by nothing.
TEST(Profile, TakesHostileTexts) {
  const Plan plan = behaviour_plan();
  std::string marks = "a", long_word(1 << 20, 'x'), many_words, digits(1 << 20, '4'), signs(1 << 20, '@');
  for (int i = 0; i < 200000; ++i) marks += "\xCC\x81";
  for (int i = 0; i < 200000; ++i) many_words += "w" + std::to_string(i) + " ";
  const std::string texts[] = {
      "",    " ",   "?",      "\n\n\n",        long_word,          many_words,      digits,
      signs, marks, "日本語", "مرحبا بالعالم", "\xF0\x9F\x98\x80", "---- :: // @@", std::string("a\0b", 3)};
  Examples examples;
  for (const std::string& question : texts) {
    add_row(examples, plan, examples.size() + 1,
            {{Role::user, question}, {Role::assistant, texts[examples.size() % 14]}});
    add_row(examples, plan, examples.size() + 1, {});
    add_row(examples, plan, examples.size() + 1, {{Role::assistant, question}});
  }
  Profile profile(plan);
  profile.add(examples, 2);
  for (const auto& [name, value] : profile.figures().number) {
    EXPECT_TRUE(std::isfinite(value)) << name;
    EXPECT_GE(value, 0) << name;
  }
}

TEST(Profile, TenThousandEqualRows) {
  const Plan plan = behaviour_plan();
  Examples examples;
  for (uint64_t number = 1; number <= 10000; ++number)
    add_row(examples, plan, number,
            {{Role::user, "How do I reset my password?"}, {Role::assistant, "Press reset in the menu."}});
  Profile profile(plan);
  profile.add(examples);
  const Figures figures = profile.figures();
  EXPECT_EQ(figures.number.at("exact_duplicates"), 9999);
  EXPECT_EQ(figures.number.at("near_duplicates"), 9999);
  EXPECT_EQ(figures.number.at("share_overlap_over_30_3"), 1);
  EXPECT_EQ(figures.number.at("largest_template_share"), 1);
  EXPECT_EQ(figures.number.at("variation_groups"), 0);
}

}  // namespace
}  // namespace evenset
