#include "text/ngrams.h"

#include <gtest/gtest.h>

#include "text/similar.h"

namespace evenset {
namespace {

size_t word_count(std::string_view text) {
  std::vector<uint64_t> words;
  append_words(words, text);
  return words.size();
}

TEST(Words, Table) {
  const std::pair<const char*, size_t> rows[] = {
      {"", 0}, {" .,!", 0}, {"one", 1}, {"don't", 2}, {"v1.2", 2}, {"日本語", 1}, {"a日", 1}, {"a_b", 2},
  };
  for (auto [text, wanted] : rows) EXPECT_EQ(word_count(text), wanted) << text;
  EXPECT_EQ(gram_set("Reset IT", 1), gram_set("it, reset", 1));
}

TEST(Grams, AShortTextIsOne) {
  EXPECT_TRUE(gram_set("", 3).empty());
  EXPECT_EQ(gram_set("a b", 3).size(), 1u);
  EXPECT_EQ(gram_set("a b c d", 3).size(), 2u);
  EXPECT_EQ(gram_set("a a a a a", 3).size(), 1u);
  EXPECT_NE(gram_set("a b", 3), gram_set("b a", 3));
}

TEST(Alike, TheBorderIsIn) {
  const std::vector<uint64_t> ten = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, seven = {1, 2, 3, 4, 5, 6, 7},
                              six = {1, 2, 3, 4, 5, 6}, none;
  EXPECT_TRUE(alike(ten, seven, {7, 10}));
  EXPECT_FALSE(alike(ten, six, {7, 10}));
  EXPECT_FALSE(alike(none, none, {7, 10}));
}

TEST(EarlierAlike, TenThousandEqualSetsAndALoner) {
  std::vector<std::vector<uint64_t>> sets(10000, gram_set("how do i reset the password of my account", 3));
  sets.push_back(gram_set("what does it cost", 3));
  sets.emplace_back();
  const std::vector<size_t> found = earlier_alike(sets, {7, 10});
  EXPECT_EQ(found[0], kNone);
  EXPECT_EQ(found[9999], 0u);
  EXPECT_EQ(found[10000], kNone);
  EXPECT_EQ(found[10001], kNone);
}

TEST(EarlierAlike, AgreesWithAllPairs) {
  for (uint64_t seed = 0; seed < 300; ++seed) {
    std::vector<std::vector<uint64_t>> sets;
    for (uint64_t i = 0; i < 40; ++i) {
      auto& set = sets.emplace_back();
      for (uint64_t k = draw(seed, i) % 14; k > 0; --k) set.push_back(draw(seed, i, k) % (5 + seed % 20));
      make_set(set);
    }
    const Fraction threshold{1 + seed % 9, 10};
    const std::vector<size_t> found = earlier_alike(sets, threshold);
    for (size_t i = 0; i < sets.size(); ++i) {
      bool any = false;
      for (size_t j = 0; j < i; ++j) any = any || alike(sets[i], sets[j], threshold);
      EXPECT_EQ(found[i] != kNone, any) << seed << " " << i;
      EXPECT_TRUE(found[i] == kNone || (found[i] < i && alike(sets[i], sets[found[i]], threshold)));
    }
  }
}

}  // namespace
}  // namespace evenset
