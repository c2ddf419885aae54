#include "text/cues.h"

#include <gtest/gtest.h>

#include "dimensions/evidence.h"
#include "evenset/error.h"

namespace evenset {
namespace {

constexpr Cue kFirst[] = {{3, "\\bcannot @verb\\b"}, {4, "^\n@verbs"}};
constexpr Cue kSecond[] = {{3, "unable"}, {5, "\xE2\x82\xAC"}};
constexpr Fragment kParts[] = {{"verb", "(?:log|sign)"}, {"verbs", "(?:logs|signs)"}};

TEST(CueFinder, FindsNumbersOfAnyPatternInAnyTable) {
  const std::span<const Cue> tables[] = {kFirst, kSecond};
  const CueFinder finder(tables, kParts);
  EXPECT_EQ(finder.size(), 4u);
  EXPECT_TRUE(finder.in("").none());
  EXPECT_TRUE(finder.in("i cannot sign in")[3]);
  EXPECT_TRUE(finder.in("unable to")[3]);
  EXPECT_TRUE(finder.in("\nlogs in")[4]);
  EXPECT_FALSE(finder.in("\nlog in")[4]);
  EXPECT_TRUE(finder.in("5 \xE2\x82\xAC \xFF")[5]);

  const std::string_view texts[] = {"unable", "nothing", "\nsigns"};
  Cues found[3];
  finder.in(texts, found);
  EXPECT_EQ(found[0], finder.in(texts[0]));
  EXPECT_TRUE(found[1].none());
  EXPECT_TRUE(found[2][4]);
}

TEST(CueFinder, EveryPatternOfTheRulesCompiles) {
  for (const std::span<const Cue> table : {form_cues(), trouble_cues(), demand_cues(), lack_cues(),
                                           declined_cues(), topic_cues(), wording_cues(), reply_cues()}) {
    const std::span<const Cue> one[] = {table};
    EXPECT_EQ(CueFinder(one, kFragments).size(), table.size()) << table[0].pattern;
  }
}

TEST(FirstPattern, FirstOfTheListIgnoringCase) {
  const FirstPattern patterns({"refund|money back", "in\\w+ce", "\u00fcber"}, "test");
  EXPECT_EQ(patterns.in("My INVOICE and my Refund"), 0);
  EXPECT_EQ(patterns.in("My INVOICE"), 1);
  EXPECT_EQ(patterns.in("\u00dcBER"), 2);
  EXPECT_EQ(patterns.in("nothing"), -1);
  EXPECT_EQ(FirstPattern({}, "none").in("text"), -1);
}

TEST(FirstPattern, BadPatternIsAnInputError) {
  try {
    FirstPattern({"ok", "(open"}, "dimension topic");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind, ErrorKind::input);
    EXPECT_NE(std::string(error.what()).find("dimension topic"), std::string::npos);
  }
}

}  // namespace
}  // namespace evenset
