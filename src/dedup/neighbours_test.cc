#include "evenset/neighbours.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>

#include "reference/rouge.h"

namespace evenset {
namespace {

std::vector<std::string> random_texts(size_t count, size_t longest, unsigned vocabulary, unsigned seed) {
  std::mt19937 chance(seed);
  std::vector<std::string> out;
  for (size_t i = 0; i < count; ++i) {
    std::string text;
    for (size_t words = chance() % (longest + 1); words > 0; --words)
      text += "w" + std::to_string(chance() % vocabulary) + " ";
    out.push_back(chance() % 7 == 0 && i > 0 ? out[chance() % i] : text);
  }
  return out;
}

void expect_as_reference(const std::vector<std::string>& texts, size_t count, int threads) {
  NeighbourSearch search;
  std::vector<std::vector<std::string>> words;
  for (const std::string& text : texts) {
    search.add(text);
    words.push_back(reference::rouge_words(text));
  }
  const Neighbours found = search.find(count, threads);
  for (size_t i = 0; i < texts.size(); ++i) {
    std::vector<std::pair<double, size_t>> all;
    double sum = 0;
    for (size_t j = 0; j < texts.size(); ++j) {
      if (i == j) continue;
      const double f = reference::rouge_l(words[i], words[j]);
      sum += f;
      if (f > 0) all.emplace_back(-f, j);
    }
    std::sort(all.begin(), all.end());
    all.resize(std::min(all.size(), count));
    ASSERT_EQ(found.nearest[i].size(), all.size()) << i;
    for (size_t k = 0; k < all.size(); ++k) {
      EXPECT_EQ(found.nearest[i][k].text, all[k].second) << i << " " << k;
      EXPECT_EQ(found.nearest[i][k].score, -all[k].first);
    }
    EXPECT_NEAR(found.mean[i], texts.size() < 2 ? 0 : sum / static_cast<double>(texts.size() - 1), 1e-12)
        << i;
  }
}

TEST(Neighbours, AreThoseOfThePlainLoopOnAnyThreads) {
  expect_as_reference(random_texts(120, 14, 20, 1), 10, 1);
  expect_as_reference(random_texts(120, 30, 30, 2), 10, 2);
  expect_as_reference(random_texts(90, 62, 40, 3), 3, 1);
  expect_as_reference(random_texts(60, 150, 40, 4), 10, 3);
}

TEST(Neighbours, TextsThatJustFitALane) {
  std::mt19937 chance(5);
  std::vector<std::string> texts;
  for (int i = 0; i < 90; ++i) {
    constexpr size_t kLengths[] = {15, 16, 17, 31, 32, 33, 63, 64, 65};
    std::string text;
    for (size_t words = kLengths[chance() % 9]; words > 0; --words)
      text += "w" + std::to_string(chance() % 9) + " ";
    texts.push_back(text);
  }
  expect_as_reference(texts, 5, 2);
}

TEST(Neighbours, HostileTexts) {
  expect_as_reference({}, 10, 2);
  expect_as_reference({"alone"}, 10, 1);
  expect_as_reference({"", "", "?", "one", "one", "a b", "b a"}, 2, 1);
  expect_as_reference(std::vector<std::string>(100, "the same words again"), 10, 2);
}

}  // namespace
}  // namespace evenset
