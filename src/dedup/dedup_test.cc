#include "evenset/dedup.h"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <random>
#include <set>

#include "evenset/error.h"
#include "reference/likeness.h"
#include "reference/rouge.h"
#include "support/examples.h"

namespace evenset {
namespace {

const std::vector<std::string> kFiles = {"rows.jsonl", "more.jsonl"};

void add_pair(Examples& out, const std::string& question, const std::string& response,
              std::string_view extra = "", std::string_view given = "") {
  add_example(out, {{Role::user, question}, {Role::assistant, response}}, extra);
  if (!given.empty()) {
    out.given.truncate(out.size() - 1);
    out.given.push_back(given);
  }
  out.row.back() = out.size();
}

Examples questions(const std::vector<std::string>& texts) {
  Examples out;
  for (const std::string& text : texts) add_pair(out, text, "");
  return out;
}

Deduped deduped(const Examples& rows, const DedupOptions& options) {
  Dedup dedup(options);
  dedup.add(rows, kFiles);
  return dedup.finish();
}

DedupOptions only(Likeness method, Field field = Field::question) {
  DedupOptions out;
  out.methods = {method};
  out.field = field;
  return out;
}

// row -> kept row
std::vector<std::pair<uint64_t, uint64_t>> pairs(const Deduped& result) {
  std::vector<std::pair<uint64_t, uint64_t>> out;
  for (const Removed& one : result.removed) out.emplace_back(one.row, one.kept_row);
  return out;
}
using Pairs = std::vector<std::pair<uint64_t, uint64_t>>;

// Texts of one length, so that standing is the order of the rows.
std::vector<std::string> edited_texts(size_t count, size_t words, unsigned vocabulary, unsigned seed) {
  std::mt19937 chance(seed);
  std::vector<std::vector<unsigned>> all;
  std::vector<std::string> out;
  for (size_t i = 0; i < count; ++i) {
    std::vector<unsigned> text(words);
    for (unsigned& word : text) word = chance() % vocabulary;
    if (i > 0 && chance() % 2 == 0) {
      text = all[chance() % i];
      for (size_t edits = chance() % 4; edits > 0; --edits) text[chance() % words] = chance() % vocabulary;
    }
    all.push_back(text);
    std::string joined;
    for (const unsigned word : text) joined += "w" + std::to_string(word) + " ";
    out.push_back(joined);
  }
  return out;
}

void expect_as_reference(const std::vector<std::string>& texts, int grams, double threshold) {
  DedupOptions options = only(Likeness::near);
  options.grams = grams;
  options.threshold = threshold;
  const auto wanted =
      reference::kept_twins(texts, static_cast<size_t>(grams), static_cast<uint64_t>(threshold * 1000 + 0.5));
  Pairs expected;
  for (size_t i = 0; i < texts.size(); ++i)
    if (wanted[i] >= 0) expected.emplace_back(i + 1, static_cast<uint64_t>(wanted[i]) + 1);
  EXPECT_EQ(pairs(deduped(questions(texts), options)), expected);
}

TEST(Dedup, NearIsTheDefinition) {
  for (unsigned seed = 0; seed < 8; ++seed) expect_as_reference(edited_texts(200, 16, 40, seed), 3, 0.7);
  for (double threshold : {0.3, 0.5, 0.75, 0.9, 1.0})
    expect_as_reference(edited_texts(150, 12, 20, 9), 2, threshold);
  expect_as_reference(edited_texts(300, 5, 6, 10), 1, 0.6);
  expect_as_reference(edited_texts(100, 2, 5, 11), 3, 0.7);  // shorter than an n-gram
}

TEST(Dedup, NearOnHostileTexts) {
  expect_as_reference(std::vector<std::string>(500, "the same words again"), 3, 0.7);
  expect_as_reference(
      {"", "", "!!!", "one", "one", "\xff\xfe", "\xff\xfe", "如何退款", "如何退款", "как дела", "как дела"},
      3, 0.7);
  expect_as_reference({std::string(1 << 20, 'x'), std::string(1 << 20, 'x')}, 3, 0.7);
}

TEST(Dedup, RougeIsThePlainLoopInInputOrder) {
  const auto texts = edited_texts(250, 9, 25, 3);
  std::vector<std::vector<std::string>> kept;
  std::vector<uint64_t> numbers;
  Pairs expected;
  for (size_t i = 0; i < texts.size(); ++i) {
    const auto words = reference::rouge_words(texts[i]);
    if (const auto twin = reference::nearest(kept, words, 0.7)) {
      expected.emplace_back(i + 1, numbers[*twin]);
      continue;
    }
    kept.push_back(words);
    numbers.push_back(i + 1);
  }
  EXPECT_EQ(pairs(deduped(questions(texts), only(Likeness::rouge_l, Field::instruction))), expected);
}

TEST(Dedup, ExactLooksPastLooks) {
  const Examples rows = questions(
      {"What is C#?", "what  IS c#", "What is C?", "What is C++?", "Cafe\u0301 open?", "caf\u00e9 OPEN"});
  EXPECT_EQ(pairs(deduped(rows, only(Likeness::exact))), (Pairs{{2, 1}, {6, 5}}));
}

TEST(Dedup, WhichTwinStays) {
  Examples rows;
  const std::string human = R"({"labels":{"tone":"mixed"},"source":{"tone":"human"}})";
  add_pair(rows, "How do I reset my password on the phone?", "");
  add_pair(rows, "How do I reset my password on the phone?", "", R"("quality":0.9)");
  add_pair(rows, "how do I reset my password on the phone", "", "", human);
  add_pair(rows, "How do I reset my password on the old phone?", "");
  add_pair(rows, "How do I reset my password on the phone? Thanks", "", R"("quality":0.5)");
  DedupOptions options;
  options.threshold = 0.6;
  EXPECT_EQ(pairs(deduped(rows, options)), (Pairs{{1, 3}, {2, 3}, {4, 3}, {5, 3}}));
  // Longer, then earlier.
  EXPECT_EQ(
      pairs(deduped(questions({"a b c d e f g h i", "a b c d e f g h i j", "a b c d e f g h i j"}), options)),
      (Pairs{{1, 2}, {3, 2}}));
}

TEST(Dedup, NoChains) {
  // 1 ~ 2 ~ 3, but 3 is not like 1: it stays.
  const Examples rows = questions({"a b c d e f g h i j", "c d e f g h i j k l", "e f g h i j k l m n"});
  DedupOptions options = only(Likeness::near);
  options.threshold = 0.6;
  EXPECT_EQ(pairs(deduped(rows, options)), (Pairs{{2, 1}}));
}

TEST(Dedup, FieldsAndContext) {
  Examples rows;
  add_example(rows, {{Role::user, "Plans?"}, {Role::assistant, "Two."}, {Role::user, "What do they cost?"}});
  add_example(rows,
              {{Role::user, "Phones?"}, {Role::assistant, "Three."}, {Role::user, "What do they cost?"}});
  add_pair(rows, "Is it free?", "Yes, it is.");
  add_pair(rows, "Does it cost anything?", "Yes, it is.");
  add_pair(rows, "Is it free?", "");
  for (size_t i = 0; i < rows.size(); ++i) rows.row[i] = i + 1;
  EXPECT_TRUE(pairs(deduped(rows, only(Likeness::exact, Field::both))).empty());
  EXPECT_EQ(pairs(deduped(rows, only(Likeness::exact, Field::question))), (Pairs{{5, 3}}));
  EXPECT_EQ(pairs(deduped(rows, only(Likeness::exact, Field::response))),
            (Pairs{{4, 3}}));  // no response: like nothing
  EXPECT_EQ(pairs(deduped(rows, only(Likeness::exact, Field::instruction))), (Pairs{{2, 1}, {5, 3}}));
}

TEST(Dedup, AgainstAnotherSet) {
  Dedup dedup(only(Likeness::exact));
  dedup.add_against(questions({"x y z", "X y z!", "never met"}));
  dedup.add(questions({"X Y Z", "own row", "own row"}), kFiles);
  const Deduped result = dedup.finish();
  ASSERT_EQ(pairs(result), (Pairs{{1, 1}, {3, 2}}));
  EXPECT_TRUE(result.removed[0].against);
  EXPECT_FALSE(result.removed[1].against);
  EXPECT_EQ(result.rows, 3u);
  EXPECT_EQ(result.against_rows, 3u);
  EXPECT_EQ(result.against_met, 1u);
}

TEST(Dedup, TellsWhatSourcesLose) {
  Examples rows;
  for (int i = 0; i < 12; ++i) add_pair(rows, "the same", "", R"("source":"old \"tickets\"")");
  for (int i = 0; i < 12; ++i)
    add_pair(rows, "number " + std::to_string(i), "", i < 4 ? "" : R"("source":7)");
  add_pair(rows, "number 3", "");
  const Deduped result = deduped(rows, only(Likeness::exact));
  ASSERT_EQ(result.losses.size(), 2u);
  EXPECT_EQ(result.losses[0].name, "old \"tickets\"");
  EXPECT_EQ(result.losses[0].removed, 11u);
  EXPECT_TRUE(result.losses[0].alarming());
  EXPECT_EQ(result.losses[1].name, "rows.jsonl");
  EXPECT_EQ(result.losses[1].rows, 25u);
  EXPECT_EQ(result.losses[1].removed, 12u);
  EXPECT_FALSE(result.losses[1].alarming());
}

TEST(Dedup, RefusesNumbersWithoutMeaning) {
  EXPECT_THROW(Dedup({.methods = {}}), Error);
  EXPECT_THROW(Dedup({.threshold = 0.2}), Error);
  EXPECT_THROW(Dedup({.threshold = std::nan("")}), Error);
  EXPECT_THROW(Dedup({.grams = 0}), Error);
  EXPECT_TRUE(deduped(Examples(), {}).removed.empty());
}

TEST(Dedup, SemanticWantsBothAlikeAndTheSameFacts) {
  Examples rows;
  add_pair(rows, "How can I cancel my subscription?", "Open billing and press the cancel button.");
  add_pair(rows, "How can I cancel my subscription, please?", "Press the cancel button: open billing!");
  add_pair(rows, "How can I cancel my subscription?",
           "Write a letter to the office in the capital.");  // another answer
  add_pair(rows, "How do I cancel my subscription?", "");    // none
  add_pair(rows, "Is the plan 9 euros?", "Yes, it costs 9 euros.");
  add_pair(rows, "Is the plan 8 euros?", "Yes, it costs 8 euros.");  // other numbers
  add_pair(rows, "Can I cancel the order today?", "You can cancel the order today.");
  add_pair(rows, "Can I cancel the order today?", "You can not cancel the order today.");  // a negation
  add_pair(rows, "How much memory has it?", "It has 1.5 GB of memory.");
  add_pair(rows, "How much memory has it?", "It has 5.1 GB of memory.");
  add_pair(rows, "May I share it with friends?", "You can share it with friends.");
  add_pair(rows, "May I share it with friends?", "You can\u2019t share it with friends.");
  DedupOptions options = only(Likeness::semantic, Field::both);
  options.cosine = 0.9;
  for (int threads : {1, 3}) {
    options.threads = threads;
    EXPECT_EQ(pairs(deduped(rows, options)), (Pairs{{2, 1}}));
  }
}

// A word of four letters for each number: none is a negation or has a digit.
std::string word_for(size_t number) {
  std::string out;
  for (int i = 0; i < 4; ++i, number /= 5) out += "bdfgk"[number % 5];
  return out;
}

double cosine(const std::vector<float>& a, const std::vector<float>& b) {
  double ab = 0, aa = 0, bb = 0;
  for (size_t k = 0; k < a.size(); ++k) {
    ab += double{a[k]} * b[k];
    aa += double{a[k]} * a[k];
    bb += double{b[k]} * b[k];
  }
  return ab / std::sqrt(aa * bb);
}

// Vectors around a few others, so that cosines lie on both sides of .9.
std::map<std::string, std::vector<float>, std::less<>> clustered_vectors(size_t count, size_t width) {
  std::mt19937 chance(7);
  std::normal_distribution<float> number;
  std::uniform_real_distribution<float> spread(0.1f, 0.6f);
  std::vector<std::vector<float>> centres(10, std::vector<float>(width));
  for (auto& centre : centres)
    for (float& x : centre) x = number(chance);
  std::map<std::string, std::vector<float>, std::less<>> out;
  for (size_t i = 0; i < count; ++i) {
    std::vector<float>& own = out[word_for(i)] = centres[i % centres.size()];
    const float far = spread(chance);
    for (float& x : own) x += far * number(chance);
  }
  return out;
}

// Rounded to bytes as they are, vectors of any width decide as their cosines do.
TEST(Dedup, SemanticTakesVectorsOfAnyWidth) {
  constexpr double kRounding = 0.01;
  for (const size_t width : {2, 100, 1536}) {
    const auto vector_of = clustered_vectors(600, width);
    Examples rows;
    for (size_t i = 0; i < 300; ++i) add_pair(rows, word_for(i), word_for(300 + i));
    DedupOptions options = only(Likeness::semantic, Field::both);
    options.cosine = 0.9;
    options.threads = 2;
    options.vectors = [&](std::span<const std::string_view> texts) {
      std::vector<float> out;
      for (const std::string_view text : texts) {
        const std::vector<float>& own = vector_of.find(text)->second;
        out.insert(out.end(), own.begin(), own.end());
      }
      return out;
    };
    const auto exact = [&](size_t a, size_t b) {
      return std::min(cosine(vector_of.at(word_for(a)), vector_of.at(word_for(b))),
                      cosine(vector_of.at(word_for(300 + a)), vector_of.at(word_for(300 + b))));
    };
    std::set<size_t> kept;
    for (size_t i = 0; i < 300; ++i) kept.insert(i);
    const Deduped result = deduped(rows, options);
    for (const Removed& one : result.removed) {
      kept.erase(one.row - 1);
      EXPECT_GE(one.score, options.cosine);
      EXPECT_NEAR(one.score, exact(one.row - 1, one.kept_row - 1), kRounding);
    }
    EXPECT_GT(result.removed.size(), 20u) << width;
    for (const size_t a : kept)
      for (const size_t b : kept) EXPECT_TRUE(a == b || exact(a, b) < options.cosine + kRounding) << width;
  }
}

TEST(Dedup, RowsWithoutAVectorAreLikeNothing) {
  Examples rows;
  for (int i = 0; i < 3; ++i) add_pair(rows, "word", i == 0 ? "" : "word");
  DedupOptions options = only(Likeness::semantic, Field::both);
  std::vector<std::string> asked;
  options.vectors = [&](std::span<const std::string_view> texts) {
    asked.insert(asked.end(), texts.begin(), texts.end());
    return std::vector<float>(3 * texts.size(), asked.size() == 6 ? 0.0f : 1.0f);
  };
  Dedup dedup(options);
  dedup.add(rows, kFiles);
  EXPECT_EQ(asked, (std::vector<std::string>{"", "", "word", "word", "word", "word"}));
  dedup.add(rows, kFiles);
  EXPECT_EQ(dedup.finish().removed.size(), 2u);  // of those that have one
}

TEST(Dedup, ASourceThatGivesNoVectorsIsRefused) {
  Examples rows;
  add_pair(rows, "word", "word");
  size_t numbers = 4;
  float number = 1;
  DedupOptions options = only(Likeness::semantic);
  options.vectors = [&](auto) { return std::vector<float>(numbers, number); };
  Dedup dedup(options);
  dedup.add(rows, kFiles);
  for (const auto& [wrong, value] : {std::pair{size_t{3}, 1.0f}, {6, 1.0f}, {4, NAN}, {4, INFINITY}}) {
    numbers = wrong;
    number = value;
    EXPECT_THROW(dedup.add(rows, kFiles), Error) << wrong;
  }
}

TEST(Dedup, ThreadsChangeNothing) {
  const Examples rows = questions(edited_texts(3000, 12, 60, 21));
  DedupOptions options;
  options.field = Field::question;
  const Pairs alone = pairs(deduped(rows, options));
  options.threads = 4;
  EXPECT_EQ(pairs(deduped(rows, options)), alone);
  EXPECT_GT(alone.size(), 100u);
}

TEST(Dedup, MoreRowsThanAreLookedUpAtOnce) { expect_as_reference(edited_texts(2600, 6, 40, 31), 1, 0.6); }

TEST(Dedup, WhatTheTextsDoNotShow) {
  Examples rows;
  const auto add = [&](const std::vector<TestTurn>& turns, std::string_view extra = "") {
    add_example(rows, turns, extra);
    rows.row.back() = rows.size();
  };
  const std::string ask = "What is the weather like in the town where I live?";
  add({{Role::user, ask}, {Role::assistant, "", R"("tool_calls":[{"function":{"name":"weather"}}])"}});
  add({{Role::user, ask}, {Role::assistant, "", R"("tool_calls":[{"function":{"name":"ask_city"}}])"}});
  add({{Role::system, "Answer in German."}, {Role::user, ask}});
  add({{Role::system, "Answer in French."}, {Role::user, ask}});
  add({{Role::user, ask}, {Role::function_call, R"({"name":"book"})"}});
  add({{Role::user, ask}, {Role::function_call, R"({"name":"cancel"})"}});
  add({{Role::user, ask}, {Role::assistant, "Sunny."}}, R"("rejected":"Rainy.")");
  add({{Role::user, ask}, {Role::assistant, "Sunny."}}, R"("rejected":"Foggy.")");
  DedupOptions options;
  options.methods = {Likeness::exact, Likeness::near, Likeness::rouge_l, Likeness::semantic};
  options.threshold = 1;
  EXPECT_TRUE(pairs(deduped(rows, options)).empty());
  add({{Role::system, "answer in  german"}, {Role::user, ask}});
  EXPECT_EQ(pairs(deduped(rows, options)), (Pairs{{9, 3}}));
}

TEST(Dedup, EqualRowsOfAnotherSetAreOne) {
  Dedup dedup(only(Likeness::near));
  dedup.add_against(questions(std::vector<std::string>(20000, "one two three four five six")));
  dedup.add(questions({"one two three four five six"}), kFiles);
  EXPECT_EQ(dedup.finish().removed.size(), 1u);
}

TEST(Dedup, SharedRun) {
  EXPECT_EQ(shared_run("Please: how do I reset my Password now?", "how do i reset my password"),
            "how do I reset my Password");
  EXPECT_EQ(shared_run("abc", "xyz"), "");
  EXPECT_EQ(shared_run("", "xyz"), "");
  EXPECT_LE(shared_run(std::string(5000, 'x'), std::string(5000, 'x')).size(), 800u);
}

}  // namespace
}  // namespace evenset
