#include "evenset/overlap.h"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

#include "solve/random.h"
#include "text/ngrams.h"

namespace evenset {
namespace {

// Each text against each other, by sets.
uint64_t plainly(const std::vector<std::string>& texts, size_t n) {
  std::vector<std::set<uint64_t>> sets;
  for (const std::string& text : texts) {
    const std::vector<uint64_t> grams = gram_set(text, n);
    if (!grams.empty()) sets.emplace_back(grams.begin(), grams.end());
  }
  uint64_t out = 0;
  for (size_t i = 0; i < sets.size(); ++i) {
    bool overlaps = false;
    for (size_t j = 0; j < sets.size() && !overlaps; ++j) {
      size_t common = 0;
      for (const uint64_t gram : sets[i]) common += i != j && sets[j].contains(gram);
      overlaps = 10 * common >= 3 * sets[i].size();
    }
    out += overlaps;
  }
  return out;
}

void expect_plain_answer(const std::vector<std::string>& texts) {
  Overlap overlap;
  for (const std::string& text : texts) overlap.add(text);
  for (const size_t n : {1, 3, 5})
    for (const int threads : {1, 3}) EXPECT_EQ(overlap.count(n, threads), plainly(texts, n)) << n;
}

std::string words_of(Random& random, size_t most, uint64_t kinds) {
  std::string text;
  for (uint64_t count = random.below(most); count > 0; --count) {
    text += 'w';
    text += std::to_string(random.below(kinds)) + " ";
  }
  return text;
}

TEST(Overlap, IsThatOfAllPairs) {
  for (uint64_t seed = 0; seed < 12; ++seed) {
    Random random(seed);
    std::vector<std::string> texts;
    for (int i = 0; i < 120; ++i) texts.push_back(words_of(random, seed % 2 ? 12 : 60, 3 + seed * 4));
    expect_plain_answer(texts);
  }
}

TEST(Overlap, OfStrangeTexts) {
  std::string large;
  for (int i = 0; i < 100'000; ++i) large += "word" + std::to_string(i % 777) + " ";
  expect_plain_answer({});
  expect_plain_answer({"", "?!", "one"});
  expect_plain_answer({"one", "One!", "two"});
  expect_plain_answer(std::vector<std::string>(50, "the same again and again"));
  expect_plain_answer({"\xE4\xBD\xA0\xE5\xA5\xBD", "\xE4\xBD\xA0\xE5\xA5\xBD", large, large.substr(0, 4000)});
}

}  // namespace
}  // namespace evenset
