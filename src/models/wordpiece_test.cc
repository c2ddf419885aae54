#include "models/wordpiece.h"

#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "embedded.h"
#include "evenset/error.h"

namespace evenset {
namespace {

const WordPiece& shipped() {
  static const WordPiece pieces(embedded("vocab.txt"));
  return pieces;
}

std::vector<int32_t> ids(const WordPiece& pieces, std::string_view text) {
  std::vector<int32_t> out;
  pieces.append(out, text);
  return out;
}

// Ids of HuggingFace's BertTokenizer (transformers 5.23, fast and slow alike).
TEST(WordPiece, AsBertTokenizer) {
  std::ifstream file(EVENSET_ROOT "/tests/cases/models/pieces.jsonl");
  size_t count = 0;
  for (std::string line; std::getline(file, line); ++count) {
    const auto wanted = nlohmann::json::parse(line);
    EXPECT_EQ(ids(shipped(), wanted["text"].get<std::string>()), wanted["ids"].get<std::vector<int32_t>>())
        << line;
  }
  EXPECT_GT(count, 40u);
}

TEST(WordPiece, SpecialPieces) {
  EXPECT_EQ(shipped().size(), 30522u);
  EXPECT_EQ(shipped().unknown(), 100);
  EXPECT_EQ(shipped().cls(), 101);
  EXPECT_EQ(shipped().sep(), 102);
}

TEST(WordPiece, IllFormedBytesAreSkipped) {
  EXPECT_EQ(ids(shipped(), "pass\xFFword\xE2\x82"), ids(shipped(), "password"));
  EXPECT_TRUE(ids(shipped(), "\xC3\xED\xA0\x80\xF8").empty());
}

TEST(WordPiece, LongestPieceFirst) {
  const WordPiece pieces("[UNK]\n[CLS]\n[SEP]\nab\nabc\n##c\n##cd\n#\n##");
  EXPECT_EQ(ids(pieces, "abcd"), (std::vector<int32_t>{0}));  // greedy: no "##d" after "abc"
  EXPECT_EQ(ids(pieces, "abc AB abcc"), (std::vector<int32_t>{4, 3, 4, 5}));
  EXPECT_EQ(ids(pieces, "##c"), (std::vector<int32_t>{7, 7, 0}));
}

TEST(WordPiece, RefusesWhatIsNoVocabulary) {
  for (const char* text : {"", "a\nb", "[UNK]\n[CLS]\n", "[UNK]\n[CLS]\n[SEP]\na\na"})
    EXPECT_THROW(WordPiece{text}, Error) << text;
}

}  // namespace
}  // namespace evenset
