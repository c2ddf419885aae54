#include "evenset/annotator.h"

#include <gtest/gtest.h>

#include "evenset/error.h"

namespace evenset {
namespace {

void add(Examples& out, const std::vector<RowView::Turn>& turns) {
  for (const RowView::Turn& turn : turns) {
    out.turns.role.push_back(turn.role);
    out.turns.text.push_back(turn.text);
    out.turns.more.push_back("");
  }
  out.turns.starts.push_back(static_cast<int64_t>(out.turns.role.size()));
  out.shape.push_back(Shape::openai);
  out.instruction_size.push_back(-1);
  out.extra.push_back("");
}

Examples rows(int count) {
  Examples out;
  for (int i = 0; i < count; ++i) {
    const std::string number = std::to_string(i);
    if (i % 3 == 0)
      add(out,
          {{Role::user, "How do I reset device " + number + "?"}, {Role::assistant, "Hold the button."}});
    else if (i % 3 == 1)
      add(out, {{Role::system, "Be kind."},
                {Role::user, "Which is better, A or B?"},
                {Role::assistant, "It depends."},
                {Role::user, "And for " + number + " seats?"},
                {Role::assistant, "B."}});
    else
      add(out, {{Role::user, "it crashes since update " + number}});
  }
  return out;
}

std::vector<Dimension> all_dimensions() {
  std::vector<Dimension> out;
  for (const Dimension* dimension : builtin_dimensions()) out.push_back(*dimension);
  return out;
}

TEST(RowView, FindsQuestionAndResponseAsExamplesDoes) {
  const Examples examples = rows(6);
  for (size_t i = 0; i < examples.size(); ++i) {
    const RowView view(examples, i);
    EXPECT_EQ(view.question, examples.question(i));
    EXPECT_EQ(view.response, examples.response(i));
  }
  const RowView second(examples, 1);
  EXPECT_EQ(second.question_lower, "and for 1 seats?");
  EXPECT_EQ(second.input_words, 4u);
  EXPECT_EQ(second.user_turns, 2u);
  EXPECT_EQ(RowView({{Role::assistant, "Hi"}}).question, "");
}

TEST(Annotate, SameLabelsWhateverTheThreads) {
  const auto dimensions = all_dimensions();
  Examples one = rows(1000), four = rows(1000), many = rows(3);
  Annotator(dimensions).annotate(one, 1);
  Annotator(dimensions).annotate(four, 4);
  Annotator(dimensions).annotate(many, 64);
  ASSERT_EQ(one.labels.size(), dimensions.size());
  for (size_t d = 0; d < dimensions.size(); ++d) {
    EXPECT_EQ(one.labels[d].value, four.labels[d].value) << dimensions[d].name;
    EXPECT_EQ(one.labels[d].confidence, four.labels[d].confidence) << dimensions[d].name;
    EXPECT_EQ(one.labels[d].source, four.labels[d].source) << dimensions[d].name;
    EXPECT_EQ(one.labels[d].value[2], many.labels[d].value[2]) << dimensions[d].name;
  }
  EXPECT_EQ(one.measures.turns[1], 2u);
  EXPECT_EQ(one.measures.input_words, four.measures.input_words);
}

TEST(Annotate, StrongerLabelsStay) {
  const auto dimensions = all_dimensions();
  Examples examples = rows(3);
  examples.labels.resize(dimensions.size());
  examples.labels[0] = {{5, 4, 3}, {Source::human, Source::given, Source::rule}, {1, 0.5f, 0.1f}};
  Annotator(dimensions).annotate(examples, 2);
  EXPECT_EQ(examples.labels[0].value[0], 5);
  EXPECT_EQ(examples.labels[0].source[0], Source::human);
  EXPECT_EQ(examples.labels[0].value[1], 4);
  EXPECT_EQ(examples.labels[0].confidence[1], 0.5f);
  EXPECT_EQ(examples.labels[0].source[2], Source::rule);
  EXPECT_NE(examples.labels[0].confidence[2], 0.1f);
  EXPECT_EQ(examples.labels[1].source[0], Source::rule);
}

TEST(Annotate, NoRowsAndAFaultInALabel) {
  Examples none;
  Annotator(all_dimensions()).annotate(none, 8);
  EXPECT_EQ(none.labels.size(), builtin_dimensions().size());
  Examples examples = rows(100);
  const std::vector<Dimension> faulty = {
      {"faulty", "", {"a"}, [](const RowView&) -> Label { throw Error(ErrorKind::input, "fault"); }, false}};
  EXPECT_THROW(Annotator(faulty).annotate(examples, 3), Error);
}

class Tiers : public testing::TestWithParam<Tier> {};

INSTANTIATE_TEST_SUITE_P(All, Tiers, testing::Values(Tier::rules, Tier::fast, Tier::accurate));

TEST_P(Tiers, SameLabelsWhateverTheThreads) {
  const auto dimensions = all_dimensions();
  const Annotator annotator(dimensions, {GetParam()});
  Examples one = rows(60), three = rows(60);
  annotator.annotate(one, 1);
  annotator.annotate(three, 3);
  for (size_t d = 0; d < dimensions.size(); ++d) {
    EXPECT_EQ(one.labels[d].value, three.labels[d].value) << dimensions[d].name;
    EXPECT_EQ(one.labels[d].confidence, three.labels[d].confidence) << dimensions[d].name;
    EXPECT_EQ(one.labels[d].source[1] == Source::model, annotator.models(d)) << dimensions[d].name;
  }
}

TEST_P(Tiers, HostileTextsGetLabelsOrNone) {
  const auto dimensions = all_dimensions();
  std::string noise;
  for (int i = 0; i < 5000; ++i) noise += static_cast<char>(i * 7919 % 256);
  const std::string texts[] = {"",
                               " \n",
                               noise,
                               std::string(10'000'000, 'a'),
                               std::string(300'000, '?'),
                               "Wie setze ich das Ger\xC3\xA4t zur\xC3\xBC"
                               "ck und was muss ich danach noch tun?",
                               "\xE5\xA6\x82\xE4\xBD\x95\xE9\x87\x8D\xE7\xBD\xAE"};
  Examples examples;
  for (const std::string& text : texts) add(examples, {{Role::user, text}, {Role::assistant, text}});
  add(examples, {{Role::user, "How do I reset the device?"}, {Role::assistant, "Hold the button."}});
  Annotator(dimensions, {GetParam()}).annotate(examples, 2);
  for (size_t d = 0; d < dimensions.size(); ++d) {
    for (size_t row = 0; row < examples.size(); ++row) {
      EXPECT_GE(examples.labels[d].value[row], -1);
      EXPECT_LT(examples.labels[d].value[row], static_cast<int>(dimensions[d].values.size()));
      EXPECT_GE(examples.labels[d].confidence[row], 0);
      EXPECT_LE(examples.labels[d].confidence[row], 1);
    }
  }
  // In another language, and without letters: nothing is judged.
  for (const size_t row : {0, 1, 5, 6}) EXPECT_EQ(examples.labels[0].value[row], -1) << row;
  EXPECT_EQ(examples.labels[0].value[7], dimensions[0].value("how_to"));
}

// The kind of an adversarial question is told exactly where it is one.
TEST_P(Tiers, KindFollowsAdversarial) {
  const auto dimensions = all_dimensions();
  Examples examples = rows(30);
  add(examples, {{Role::user, "Why does the moon have no gravity at all?"}});
  add(examples, {{Role::user, "Can I put 900 GB on the 500 GB plan without paying more?"}});
  Annotator(dimensions, {GetParam()}).annotate(examples, 1);
  const Labels &yes = examples.labels[4], &kind = examples.labels[5];
  ASSERT_EQ(dimensions[4].name, "adversarial");
  ASSERT_EQ(dimensions[5].name, "adversarial_kind");
  for (size_t row = 0; row < examples.size(); ++row)
    EXPECT_EQ(yes.value[row] == 1, kind.value[row] > 0) << row;
}

TEST(Annotate, ModelsLeaveOwnDimensionsAlone) {
  const Dimension own{"domain",
                      "",
                      {"billing", "hardware"},
                      [](const RowView&) -> Label {
                        return {1, 1};
                      },
                      false};
  Examples examples = rows(3);
  const Annotator annotator(std::span(&own, 1), {Tier::fast});
  annotator.annotate(examples, 1);
  EXPECT_FALSE(annotator.models(0));
  EXPECT_EQ(examples.labels[0].value[2], 1);
  EXPECT_EQ(examples.labels[0].source[2], Source::rule);
}

}  // namespace
}  // namespace evenset
