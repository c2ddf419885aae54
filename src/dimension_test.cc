#include "evenset/dimension.h"

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
  annotate(one, dimensions, 1);
  annotate(four, dimensions, 4);
  annotate(many, dimensions, 64);
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
  annotate(examples, dimensions, 2);
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
  annotate(none, all_dimensions(), 8);
  EXPECT_EQ(none.labels.size(), builtin_dimensions().size());
  Examples examples = rows(100);
  const std::vector<Dimension> faulty = {
      {"faulty", "", {"a"}, [](const RowView&) -> Label { throw Error(ErrorKind::input, "fault"); }, false}};
  EXPECT_THROW(annotate(examples, faulty, 3), Error);
}

TEST(PatternDimension, QuestionBeforeResponseFirstPatternWins) {
  const Dimension topic =
      pattern_dimension("topic", "", {"billing", "hardware"},
                        {{"hardware", {"\\bsensor", "gateway"}}, {"billing", {"invoice", "sensor bill"}}});
  EXPECT_EQ(topic.label(RowView("My Invoice?", "A sensor.")).value, 0);
  EXPECT_EQ(topic.label(RowView("A sensor bill", "")).value, 1);
  EXPECT_EQ(topic.label(RowView("Hm?", "The GATEWAY.")).value, 1);
  EXPECT_EQ(topic.label(RowView("Hm?", "Yes.")).value, -1);
  EXPECT_EQ(topic.value("hardware"), 1);
  EXPECT_EQ(topic.value("none"), -1);
}

TEST(PatternDimension, BadPatternsAndValuesAreInputErrors) {
  EXPECT_THROW(pattern_dimension("d", "", {"a"}, {{"a", {"(x"}}}), Error);
  EXPECT_THROW(pattern_dimension("d", "", {"a"}, {{"b", {"x"}}}), Error);
}

}  // namespace
}  // namespace evenset
