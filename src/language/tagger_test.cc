#include "language/tagger.h"

#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "text/words.h"

namespace evenset {
namespace {

std::string tagged(std::string_view text) {
  std::string lower, out;
  append_lower(lower, text);
  std::vector<Token> words;
  tokens(words, text, lower);
  std::vector<PartOfSpeech> tags;
  shipped_tagger().tag(words, tags);
  for (const PartOfSpeech tag : tags) out += kPartLetters[static_cast<size_t>(tag)];
  return out;
}

TEST(Tagger, WordsByWhatTheyDo) {
  EXPECT_EQ(tagged("How do I export the invoices?"), "BXRVDN");
  EXPECT_EQ(tagged("Write a query that lists my orders."), "VDNRVDN");
  EXPECT_EQ(tagged("Does the order include a charge?"), "XDNVDN");
  EXPECT_EQ(tagged("Order the new model and charge my card"), "VDANCVDN");
}

TEST(Tagger, HostileTexts) {
  EXPECT_EQ(tagged(""), "");
  EXPECT_EQ(tagged("?!"), "");
  EXPECT_EQ(tagged("x").size(), 1u);
  EXPECT_EQ(tagged("как вернуть заказ").size(), 3u);
  EXPECT_EQ(tagged("\xff\xfe \x80").size(), 2u);
  std::string endless;
  for (int i = 0; i < 3000; ++i) endless += "word ";
  EXPECT_EQ(tagged(endless).size(), kMostTokens);
}

// The test set was tagged by two people who had not seen the tagger.
TEST(Tagger, VerbsAreFound) {
  std::ifstream in(EVENSET_ROOT "/data/corpus/tagged/held_out.jsonl");
  size_t right = 0, given = 0, wanted = 0;
  for (std::string line; std::getline(in, line);) {
    const auto row = nlohmann::json::parse(line);
    const std::string tags = tagged(row.at("text").get<std::string>()), truth = row.at("tags");
    ASSERT_EQ(tags.size(), truth.size()) << line;
    for (size_t i = 0; i < tags.size(); ++i) {
      given += tags[i] == 'V';
      wanted += truth[i] == 'V';
      right += tags[i] == 'V' && truth[i] == 'V';
    }
  }
  ASSERT_GT(wanted, 700u);
  EXPECT_GE(100 * right, 92 * given);
  EXPECT_GE(100 * right, 92 * wanted);
}

}  // namespace
}  // namespace evenset
