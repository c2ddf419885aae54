#include <gtest/gtest.h>

#include "evenset/metric.h"
#include "metric_rows.h"
#include "reference/diversity.h"
#include "solve/random.h"

namespace evenset {
namespace {

using reference::Words;

std::string random_text(Random& random, size_t most, uint64_t vocabulary) {
  std::string text;
  for (uint64_t words = random.below(most); words > 0; --words)
    text += "w" + std::to_string(random.below(vocabulary)) + (random.below(8) == 0 ? ", " : " ");
  return text;
}

struct Set {
  Examples examples;
  std::vector<Words> questions, rows;
  Words all;
};

// Some rows are altered copies of earlier ones.
Set random_set(uint64_t seed, const Plan& plan) {
  Random random(seed);
  Set set;
  std::vector<std::pair<std::string, std::string>> texts;
  const uint64_t vocabulary = 5 + random.below(60);
  for (uint64_t number = 1, end = 2 + random.below(40); number <= end; ++number) {
    std::pair<std::string, std::string> text{random_text(random, 15, vocabulary),
                                             random_text(random, 60, vocabulary)};
    if (!texts.empty() && random.below(3) == 0) {
      text = texts[random.below(texts.size())];
      if (random.below(2) == 0) text.second += random_text(random, 12, vocabulary);
    }
    texts.push_back(text);
    tests::add_row(set.examples, plan, number, {{Role::user, text.first}, {Role::assistant, text.second}});
    set.questions.push_back(reference::words(text.first));
    set.rows.push_back(reference::words(text.first + "\n" + text.second));
    set.all.insert(set.all.end(), set.rows.back().begin(), set.rows.back().end());
  }
  return set;
}

TEST(Metrics, AgreeWithTheirSlowTwins) {
  const Plan plan;
  for (uint64_t seed = 0; seed < 150; ++seed) {
    const Set set = random_set(seed, plan);
    Profile profile(plan, seed);
    profile.add(set.examples);
    const Figures figures = profile.figures();
    auto figure = [&](const char* name) { return figures.number.at(name); };
    EXPECT_NEAR(figure("mattr_50"), reference::mattr(set.all, 50), 1e-12) << seed;
    EXPECT_NEAR(figure("mtld") / reference::mtld(set.rows), 1, 1e-6) << seed;
    EXPECT_NEAR(figure("hdd"), reference::hdd(set.all, 42), 1e-12) << seed;
    EXPECT_DOUBLE_EQ(figure("share_overlap_over_30_3"), reference::overlap_share(set.questions, 3)) << seed;
    EXPECT_DOUBLE_EQ(figure("share_overlap_over_30_4"), reference::overlap_share(set.questions, 4)) << seed;
    EXPECT_DOUBLE_EQ(figure("share_overlap_over_30_5"), reference::overlap_share(set.questions, 5)) << seed;
    const std::vector<bool> near = reference::near_an_earlier(set.rows, 3, 7, 10);
    EXPECT_EQ(figure("near_duplicates"), std::count(near.begin(), near.end(), true)) << seed;
  }
}

}  // namespace
}  // namespace evenset
