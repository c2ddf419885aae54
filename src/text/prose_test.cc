#include "text/prose.h"

#include <gtest/gtest.h>

#include "text/language.h"
#include "text/spelling.h"

namespace evenset {
namespace {

Prose prose(std::string_view text, bool skip_greeting = false) {
  Prose out;
  out.read(text, skip_greeting);
  return out;
}

TEST(Prose, OneSentenceALine) {
  EXPECT_EQ(prose("").text, "\n");
  EXPECT_EQ(prose("It  FAILS.\tWhy?\nHelp").text, "\nit fails.\nwhy?\nhelp\n");
  EXPECT_EQ(prose("Use v1.2, e.g. today (see no. 3).").text, "\nuse v1.2, e.g. today (see no. 3).\n");
  EXPECT_EQ(prose("Don\u2019t \u201cwait\u201d \u2014 go\u2026").text, "\ndon't \"wait\" - go.\n");
}

TEST(Prose, CountsQuestions) {
  const Prose text = prose("One. Two? Three (really?)");
  EXPECT_EQ(text.sentences, 3u);
  EXPECT_EQ(text.questions, 2u);
  EXPECT_TRUE(text.ends_asking);
  EXPECT_FALSE(prose("Why? Because.").ends_asking);
}

TEST(Prose, LeavesOutFencedCode) {
  const Prose text = prose("Run this:\n```sh\nrm -rf x?\n```\nDone.");
  EXPECT_EQ(text.text, "\nrun this:\ndone.\n");
  EXPECT_TRUE(text.has_fence);
  EXPECT_EQ(prose("a```open").text, "\na\n");
}

TEST(Prose, SkipsOpenings) {
  EXPECT_EQ(prose("Hi there, so how is it?", true).text, "\nhow is it?\n");
  EXPECT_EQ(prose("Hello", true).text, "\nhello\n");
  EXPECT_EQ(prose("Good value? Quick charge? All plans?", true).text,
            "\ngood value?\nquick charge?\nall plans?\n");
  EXPECT_EQ(prose("Good morning! Please stop.", true).text, "\nstop.\n");
}

TEST(EndsOf, CutsOutsideCharacters) {
  std::string joined;
  EXPECT_EQ(ends_of("short", 3, 2, joined), "short");
  EXPECT_EQ(ends_of("abcdefgh", 3, 2, joined), "abc\ngh");
  EXPECT_EQ(ends_of("\u00e9\u00e9\u00e9\u00e9", 3, 3, joined), "\u00e9\n\u00e9");
}

TEST(Language, EnglishIsRead) {
  EXPECT_TRUE(reads_as_english("how do i reset it?"));
  EXPECT_TRUE(reads_as_english("cuda error"));
  EXPECT_TRUE(reads_as_english("42"));
  EXPECT_FALSE(reads_as_english(""));
  EXPECT_FALSE(reads_as_english("?! ..."));
  EXPECT_FALSE(reads_as_english("wie kann ich das passwort zur\u00fccksetzen und ist es sicher"));
  EXPECT_FALSE(reads_as_english("\u6599\u91d1\u306f\u3044\u304f\u3089\u3067\u3059\u304b"));
}

TEST(Spelling, KnownWords) {
  for (std::string_view word : {"model", "models", "stopped", "making", "studies", "webhook", "colour",
                                "basically", "retraining", "kubernetes"})
    EXPECT_TRUE(is_known_word(word)) << word;
  for (std::string_view word : {"modle", "stoped", "makeing", "begining", "recieve"})
    EXPECT_FALSE(is_known_word(word)) << word;
}

TEST(Spelling, OneSlipFromAnExpectedWord) {
  for (std::string_view word : {"recieve", "adress", "becuase", "seperate", "definately", "allways",
                                "subscribtion", "pasword", "settigns", "occured", "wich"})
    EXPECT_TRUE(is_misspelt(word)) << word;
  for (std::string_view word : {"receive", "teh", "grafana", "zxqwv", "webhooks", "dont"})
    EXPECT_FALSE(is_misspelt(word)) << word;
  EXPECT_TRUE(is_swapped("waht"));
  EXPECT_FALSE(is_swapped("what"));
}

}  // namespace
}  // namespace evenset
