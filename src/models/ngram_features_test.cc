#include "models/ngram_features.h"

#include <gtest/gtest.h>

#include "evenset/error.h"
#include "reference/fast.h"
#include "solve/random.h"

namespace evenset {
namespace {

std::vector<std::set<uint32_t>> features(NgramFeatures& reader, const RowView& row) {
  reader.read(row);
  std::vector<std::set<uint32_t>> out;
  for (size_t f = 0; f < NgramFeatures::kFields; ++f) {
    const auto found = reader.of(f);
    out.emplace_back(found.begin(), found.end());
    EXPECT_EQ(out.back().size(), found.size()) << "a feature of field " << f << " stands twice";
  }
  return out;
}

std::string noise(Random& random, size_t most, std::string_view signs) {
  std::string out(random.below(most + 1), ' ');
  for (char& c : out)
    c = signs.empty() ? static_cast<char>(random.next()) : signs[random.below(signs.size())];
  return out;
}

TEST(NgramFeatures, AreThoseOfTheSlowTwin) {
  constexpr std::string_view kSigns[] = {"ab1 ?'", "what is the API key for it 42?!\n\t", "", "é漢字ß a",
                                         "a"};
  constexpr const char* kShapes[] = {"65536,2,5,2,1000,400,300,200,120", "97,1,8,4,40,7,0,31,5",
                                     "1,3,3,1,1,0,0,0,0"};
  Random random(3);
  for (const char* text : kShapes) {
    const FeatureShape shape = FeatureShape::parse(text);
    EXPECT_EQ(shape.text(), text);
    NgramFeatures reader(shape);
    for (int round = 0; round < 200; ++round) {
      std::vector<std::string> texts;
      for (int t = 0; t < 4; ++t) texts.push_back(noise(random, 90, kSigns[random.below(5)]));
      const RowView row({{Role::user, texts[0]},
                         {Role::assistant, texts[1]},
                         {Role::user, texts[2]},
                         {Role::assistant, texts[3]}});
      ASSERT_EQ(features(reader, row), reference::fast_features(row, shape)) << text << " round " << round;
    }
  }
}

TEST(NgramFeatures, AreBoundedWhateverTheText) {
  NgramFeatures reader((FeatureShape()));
  Random random(7);
  std::string noisy(10'000'000, ' ');
  for (char& c : noisy) c = static_cast<char>(random.next());
  const std::string letters(10'000'000, 'x'), blanks(10'000'000, ' '), zeros(10'000'000, '\0');
  for (const std::string& text : {noisy, letters, blanks, zeros, std::string()}) {
    const RowView row(
        {{Role::user, text}, {Role::assistant, text}, {Role::user, text}, {Role::assistant, text}});
    reader.read(row);
    size_t count = 0;
    for (size_t f = 0; f < NgramFeatures::kFields; ++f) count += reader.of(f).size();
    EXPECT_LT(count, 40'000u);
  }
  reader.read(RowView(std::vector<RowView::Turn>{}));
  for (size_t f = 0; f < NgramFeatures::measures; ++f) EXPECT_TRUE(reader.of(f).empty());
}

TEST(NgramFeatures, KeepFieldsApartAndFoldCaseAndDigits) {
  NgramFeatures reader((FeatureShape()));
  const auto words = [&](std::string_view question, std::string_view response, size_t field) {
    return features(reader, RowView(question, response))[field + 1];
  };
  const size_t question = NgramFeatures::question, response = NgramFeatures::response;
  EXPECT_EQ(words("How do I add 12 Keys?", "", question), words("how do i add 97 keys ?", "", question));
  EXPECT_NE(words("reset", "reset", question), words("reset", "reset", response));
  EXPECT_TRUE(words("reset", "", response).empty());
  const auto frame = [&](std::string_view text) {
    return features(reader, RowView(text, ""))[NgramFeatures::question + 2];
  };
  EXPECT_EQ(frame("what is the price of Flovo"), frame("what is the colour of grass"));
  EXPECT_NE(frame("what is the price of Flovo"), frame("how is the price of Flovo"));
}

TEST(FeatureShape, RefusesWhatIsNone) {
  for (const char* text : {"", "1", "65536,2,5,2,1000,400,300,200", "65536,2,5,2,1000,400,300,200,120,1",
                           "0,2,5,2,1,1,1,1,1", "65536,0,5,2,1,1,1,1,1", "65536,2,9,2,1,1,1,1,1",
                           "99999999,2,5,2,1,1,1,1,1", "65536,2,5,2,1,1,1,1,x", "65536;2,5,2,1,1,1,1,1"})
    EXPECT_THROW(FeatureShape::parse(text), Error) << text;
}

}  // namespace
}  // namespace evenset
