// Properties of every metric: profile(a).merge(profile(b)) is profile(a + b),
// bit for bit, and nothing depends on batches or threads.
#include <gtest/gtest.h>

#include "evenset/metric.h"
#include "metric_rows.h"
#include "solve/random.h"

namespace evenset {
namespace {

Plan small_plan() {
  Plan plan;
  tests::add_dimension(plan, "tone", {"professional", "conversational", "mixed"});
  tests::add_dimension(plan, "difficulty", {"easy", "medium", "hard"});
  tests::add_dimension(plan, "ambiguous", {"yes", "no"});
  tests::add_dimension(plan, "behaviour", {"answers", "clarifies", "declines"});
  Checklist list;
  list.name = "verbs";
  for (std::string word : {"reset", "export", "paint"}) {
    Checklist::Entry entry;
    entry.name = word;
    entry.patterns = {"\\b" + word};
    list.entries.push_back(entry);
  }
  plan.checklists.push_back(list);
  return plan;
}

std::string words_of(Random& random, size_t most) {
  static const char* kWords[] = {"How",   "do",   "I",      "reset", "the",         "password",
                                 "of",    "my",   "API",    "key",   "export",      "data",
                                 "to",    "S3",   "please", "it's",  "b\xC3\xBCro", "error",
                                 "fails", "when", "with",   "v2.1",  "?",           "!\n"};
  std::string text;
  for (uint64_t n = random.below(most); n > 0; --n) text += std::string(kWords[random.below(24)]) + " ";
  return text;
}

using Texts = std::vector<std::vector<std::pair<Role, std::string>>>;

Texts random_texts(uint64_t seed, size_t count) {
  Random random(seed);
  Texts texts;
  while (texts.size() < count) {
    if (!texts.empty() && random.below(5) == 0)
      texts.push_back(texts[random.below(texts.size())]);
    else
      texts.push_back({{Role::user, words_of(random, 14)}, {Role::assistant, words_of(random, 120)}});
  }
  return texts;
}

Examples batch(const Texts& texts, size_t begin, size_t end, const Plan& plan) {
  Examples examples;
  for (size_t i = begin; i < end; ++i) {
    tests::add_row(examples, plan, i + 1, texts[i]);
    for (size_t d = 0; d < plan.dimensions.size(); ++d)
      examples.labels[d].value.back() = static_cast<int16_t>((i * 7 + d) % 3) - (i % 11 == 0);
  }
  return examples;
}

void expect_same(const Profile& a, const Profile& b, const std::string& what) {
  const Figures x = a.figures(), y = b.figures();
  EXPECT_EQ(x.number, y.number) << what;
  EXPECT_EQ(x.evidence, y.evidence) << what;
  EXPECT_EQ(x.missing, y.missing) << what;
  EXPECT_EQ(a.rows, b.rows) << what;
  EXPECT_EQ(a.ambiguous.wanted, b.ambiguous.wanted) << what;
  EXPECT_EQ(a.ambiguous.mismatched, b.ambiguous.mismatched) << what;
  for (size_t d = 0; d < a.counts.size(); ++d) EXPECT_EQ(a.counts[d].machine, b.counts[d].machine) << what;
}

TEST(Profile, MergesBitForBit) {
  const Plan plan = small_plan();
  for (uint64_t seed = 0; seed < 40; ++seed) {
    const Texts texts = random_texts(seed, 60);
    Profile whole(plan, seed);
    whole.add(batch(texts, 0, texts.size(), plan));
    const size_t cut = seed * 60 / 39;
    Profile first(plan, seed), second(plan, seed);
    first.add(batch(texts, 0, cut, plan));
    second.add(batch(texts, cut, texts.size(), plan));
    first.merge(second);
    expect_same(whole, first, "cut at " + std::to_string(cut));
    // What follows a merge is as if there had been none.
    const Texts more = random_texts(seed + 1000, 80);
    whole.add(batch(more, 60, 80, plan));
    first.add(batch(more, 60, 80, plan));
    expect_same(whole, first, "after a merge");
  }
}

TEST(Profile, MergesInAnyGrouping) {
  const Plan plan = small_plan();
  const Texts texts = random_texts(5, 90);
  auto part = [&](size_t begin, size_t end) {
    Profile profile(plan, 5);
    profile.add(batch(texts, begin, end, plan));
    return profile;
  };
  Profile left = part(0, 3), right = part(20, 21), whole = part(0, 90);
  right.merge(part(21, 90));
  left.merge(part(3, 20));
  left.merge(right);
  expect_same(whole, left, "(a+b)+(c+d)");
}

TEST(Profile, DependsNeitherOnBatchesNorOnThreads) {
  const Plan plan = small_plan();
  const Texts texts = random_texts(9, 1500);
  Profile one(plan, 3), many(plan, 3);
  one.add(batch(texts, 0, texts.size(), plan), 1);
  for (size_t begin = 0; begin < texts.size(); begin += 37)
    many.add(batch(texts, begin, std::min(begin + 37, texts.size()), plan), 4);
  expect_same(one, many, "batches of 37 on 4 threads");
}

TEST(Profile, ReportsEveryFigureOfItsMetrics) {
  const Plan plan = small_plan();
  const Figures none = Profile(plan, 0).figures();
  for (const Metric* metric : builtin_metrics()) {
    EXPECT_FALSE(metric->doc.empty()) << metric->name;
    for (std::string_view figure : metric->figures) {
      if (figure.ends_with("*")) continue;
      EXPECT_TRUE(none.number.contains(std::string(figure))) << figure;
    }
  }
}

}  // namespace
}  // namespace evenset
