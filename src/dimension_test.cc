#include "evenset/dimension.h"

#include <gtest/gtest.h>

#include "evenset/error.h"

namespace evenset {
namespace {

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
