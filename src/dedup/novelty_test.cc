#include "evenset/novelty.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <random>

#include "dedup/rouge_words.h"
#include "evenset/error.h"
#include "reference/rouge.h"

namespace evenset {
namespace {

size_t word_count_of(std::string_view text, bool unicode = false) {
  std::vector<uint64_t> words;
  append_rouge_words(words, text, unicode);
  return words.size();
}

// Texts of few words, so that many are alike; some copied with an edit.
std::vector<std::string> random_texts(size_t count, size_t longest, unsigned vocabulary, unsigned seed) {
  std::mt19937 chance(seed);
  std::vector<std::string> out;
  for (size_t i = 0; i < count; ++i) {
    std::string text;
    if (i > 0 && chance() % 3 == 0) text = out[chance() % i] + " ";
    for (size_t words = chance() % (longest + 1); words > 0; --words)
      text += "w" + std::to_string(chance() % vocabulary) + (chance() % 9 == 0 ? ", " : " ");
    if (text.size() > 8 && chance() % 4 == 0) text.erase(chance() % (text.size() / 2), 3);
    out.push_back(text);
  }
  return out;
}

void expect_as_reference(const std::vector<std::string>& texts, double threshold) {
  NoveltyIndex index({threshold});
  std::vector<std::vector<std::string>> kept;
  std::vector<size_t> numbers;
  for (size_t i = 0; i < texts.size(); ++i) {
    const auto words = reference::rouge_words(texts[i]);
    const auto wanted = reference::nearest(kept, words, threshold);
    const auto got = index.nearest(texts[i]);
    ASSERT_EQ(got.has_value(), wanted.has_value()) << i;
    if (got) {
      EXPECT_EQ(got->number, numbers[*wanted]) << i;
      EXPECT_EQ(got->score, reference::rouge_l(words, kept[*wanted])) << i;
      continue;
    }
    index.add(texts[i], i);
    kept.push_back(words);
    numbers.push_back(i);
  }
  EXPECT_EQ(index.size(), kept.size());
}

TEST(Novelty, DecidesAsThePlainLoop) {
  for (unsigned seed = 0; seed < 6; ++seed) expect_as_reference(random_texts(250, 14, 30, seed), 0.7);
  expect_as_reference(random_texts(150, 150, 40, 7), 0.7);  // more than 64 words
  for (double threshold : {0.3, 0.5, 0.9, 1.0}) expect_as_reference(random_texts(200, 10, 20, 8), threshold);
}

TEST(Novelty, AtTheThresholdIsNotAbove) {
  // F = 2·7/(10+10): in doubles 0.7 or the number above it, as the package rounds.
  NoveltyIndex index;
  index.add("a b c d e f g h i j", 1);
  const double f = reference::rouge_l(reference::rouge_words("a b c d e f g x y z"),
                                      reference::rouge_words("a b c d e f g h i j"));
  EXPECT_EQ(index.nearest("a b c d e f g x y z").has_value(), f > 0.7);
}

TEST(Novelty, HostileTexts) {
  expect_as_reference(std::vector<std::string>(300, "the same words again and again"), 0.7);
  expect_as_reference({"", "", " ", "?!", "one", "one", "ONE!", "a a a a a a", "a a a", "a"}, 0.7);
  std::string endless;
  for (int i = 0; i < 20000; ++i) endless += "w" + std::to_string(i % 977) + " ";
  NoveltyIndex index;
  index.add(endless, 5);
  EXPECT_EQ(index.nearest(endless)->score, 1.0);
  EXPECT_FALSE(index.nearest(std::string(1 << 20, 'x')).has_value());
}

TEST(Novelty, OtherScriptsAreNewUnlessAsked) {
  EXPECT_EQ(word_count_of("Как сделать это?"), 0u);
  EXPECT_EQ(word_count_of("Как сделать это?", true), 3u);
  EXPECT_EQ(word_count_of("如何退款", true), 4u);
  EXPECT_EQ(word_count_of("caf\u00e9 na\u00efve"), 3u);  // caf, na, ve
  EXPECT_EQ(word_count_of("cafe\u0301 nai\u0308ve", true), 2u);
  EXPECT_EQ(word_count_of("\xff\xfe broken \x80 bytes", true), 2u);
  NoveltyIndex package, any({.unicode = true});
  package.add("Как сделать это", 1);
  any.add("Как сделать это", 1);
  EXPECT_FALSE(package.nearest("Как сделать это"));
  EXPECT_TRUE(any.nearest("КАК СДЕЛАТЬ ЭТО"));
}

TEST(Novelty, LowerCaseIsPythons) {
  std::vector<uint64_t> kelvin, plain, dotted, pair;
  append_rouge_words(kelvin, "\u212Aey", false);
  append_rouge_words(plain, "key", false);
  EXPECT_EQ(kelvin, plain);
  append_rouge_words(dotted, "\u0130s", false);  // "i", a mark that separates, "s"
  append_rouge_words(pair, "i s", false);
  EXPECT_EQ(dotted, pair);
}

// More than a strip of 4,096 words: against the plain table.
TEST(Novelty, LongTextsByStrips) {
  std::mt19937 chance(17);
  std::string a, b;
  for (int i = 0; i < 4700; ++i) {
    const std::string word = "w" + std::to_string(chance() % 3000) + " ";
    a += word;
    if (chance() % 5 != 0) b += word;
    if (chance() % 7 == 0) b += "x" + std::to_string(chance() % 50) + " ";
  }
  NoveltyIndex index({0.3});
  index.add(b, 1);
  EXPECT_EQ(index.nearest(a)->score,
            reference::rouge_l(reference::rouge_words(a), reference::rouge_words(b)));
  NoveltyIndex other({0.3});
  other.add(a, 1);
  EXPECT_EQ(other.nearest(b)->score, index.nearest(a)->score);
}

TEST(Novelty, CaseAndMarksOfAnyScript) {
  NoveltyIndex any({.unicode = true});
  any.add("\u039F\u0394\u039F\u03A3 caf\u00e9", 1);  // ΟΔΟΣ café
  EXPECT_TRUE(any.nearest("\u03BF\u03B4\u03BF\u03C2 cafe\u0301"));
}

TEST(Novelty, ManyRemovedTextsAreForgotten) {
  NoveltyIndex index;
  for (uint64_t i = 0; i < 5000; ++i) {
    index.add("text number " + std::to_string(i), i);
    if (i % 10 != 0) index.remove(i);
  }
  EXPECT_EQ(index.size(), 500u);
  EXPECT_EQ(index.nearest("text number 4990")->number, 4990u);
  EXPECT_FALSE(index.nearest("text number 4991"));
}

TEST(Novelty, ForgetsWhatIsRemoved) {
  NoveltyIndex index;
  index.add("how do I reset my password", 3);
  index.add("how do I reset my password please", 4);
  EXPECT_EQ(index.nearest("how do I reset my password")->number, 3u);
  EXPECT_TRUE(index.remove(3));
  EXPECT_FALSE(index.remove(3));
  EXPECT_EQ(index.nearest("how do I reset my password")->number, 4u);
  EXPECT_EQ(index.size(), 1u);
}

TEST(Novelty, RefusesThresholdsWithoutMeaning) {
  for (double bad : {-1.0, 0.0, 0.29, 1.01, std::nan("")}) EXPECT_THROW(NoveltyIndex({bad}), Error);
}

class NoveltyFile : public ::testing::Test {
 protected:
  NoveltyFile()
      : file_(std::filesystem::temp_directory_path() / ("evenset-novelty-" + std::to_string(getpid()))) {}
  ~NoveltyFile() override { std::filesystem::remove(file_); }
  std::string file_;
};

TEST_F(NoveltyFile, GivesTheSameAnswers) {
  const auto texts = random_texts(200, 12, 30, 11);
  NoveltyIndex first({0.6});
  for (size_t i = 0; i < texts.size(); ++i) first.add(texts[i], i);
  first.remove(7);
  first.save(file_);
  const NoveltyIndex second = NoveltyIndex::load(file_);
  EXPECT_EQ(second.size(), first.size());
  for (const std::string& text : random_texts(200, 12, 30, 12)) {
    const auto a = first.nearest(text), b = second.nearest(text);
    ASSERT_EQ(a.has_value(), b.has_value());
    if (a) {
      EXPECT_EQ(a->number, b->number);
    }
  }
}

TEST_F(NoveltyFile, RefusesWhatIsNoneOrWasChanged) {
  NoveltyIndex index;
  index.add("one two three", 1);
  index.save(file_);
  std::ifstream in(file_, std::ios::binary);
  const std::string whole{std::istreambuf_iterator<char>(in), {}};
  for (size_t keep = 0; keep < whole.size(); ++keep) {
    std::ofstream(file_, std::ios::binary) << whole.substr(0, keep);
    EXPECT_THROW(NoveltyIndex::load(file_), Error) << keep;
  }
  for (size_t at = 0; at < whole.size(); ++at) {
    std::string changed = whole;
    changed[at] ^= 4;
    std::ofstream(file_, std::ios::binary) << changed;
    EXPECT_THROW(NoveltyIndex::load(file_), Error) << at;
  }
  EXPECT_THROW(NoveltyIndex::load("/no/such/file"), Error);
  EXPECT_THROW(index.save("/no/such/folder/index"), Error);
}

}  // namespace
}  // namespace evenset
