#include "evenset/plan.h"

#include <gtest/gtest.h>

#include <cmath>
#include <map>

#include "evenset/error.h"

namespace evenset {
namespace {

int64_t count_of(const Plan& plan, const Counts& counts, const std::string& dimension,
                 const std::string& name) {
  for (size_t t = 0; t < plan.targets.size(); ++t)
    if (plan.dimensions[plan.targets[t].dimension].name == dimension && plan.targets[t].name == name)
      return counts.count[t];
  ADD_FAILURE() << dimension << "=" << name << " has no target";
  return -1;
}

// The guide's own table.
TEST(Plan, GuideTableAt5000) {
  const Plan& plan = builtin_plan();
  Counts counts = whole_counts(plan, 5000);
  EXPECT_TRUE(counts.feasible);
  EXPECT_TRUE(counts.notes.empty());
  const std::string negatives = "out_of_scope+unethical+outdated+unknown+competitor+roadmap+personal";
  const std::tuple<const char*, std::string, int64_t> kTable[] = {
      {"question_type", "factual", 1750},
      {"question_type", "how_to", 1400},
      {"question_type", "comparative", 600},
      {"question_type", "troubleshooting", 900},
      {"question_type", "multi_step", 350},
      {"question_type", "other", 0},
      {"ambiguous", "yes", 400},
      {"adversarial", "yes", 400},
      {"negative", negatives, 600},
      {"turns", "multi", 500},
      {"language_style", "informal+typos", 250},
      {"response_length", "short", 1500},
      {"response_length", "medium", 2500},
      {"response_length", "long", 1000},
      {"ambiguous", "no", 4600},
      {"negative", "none", 4400},
      {"language_style", "clean", 4750},
  };
  for (const auto& [dimension, name, wanted] : kTable)
    EXPECT_EQ(count_of(plan, counts, dimension, name), wanted) << name;
}

TEST(Plan, MultiStepConflictIsNamed) {
  bool named = false;
  for (const Conflict& decision : builtin_plan().decisions)
    named |= decision.conflict.find("Multi-step") != std::string::npos;
  EXPECT_TRUE(named);
}

// Whole numbers that add up, inside every range or said so, at every size.
TEST(Plan, CountsAddUpAtEverySize) {
  const Plan& plan = builtin_plan();
  for (int64_t size = 0; size < 600; ++size) {
    Counts counts = whole_counts(plan, size);
    ASSERT_TRUE(counts.feasible);
    std::map<size_t, int64_t> sums;
    for (size_t t = 0; t < plan.targets.size(); ++t) {
      const Target& target = plan.targets[t];
      sums[target.dimension] += counts.count[t];
      double n = static_cast<double>(size);
      EXPECT_GE(static_cast<double>(counts.count[t]), std::floor(target.low * n))
          << size << " " << target.name;
      EXPECT_LE(static_cast<double>(counts.count[t]), std::ceil(target.high * n))
          << size << " " << target.name;
      if (counts.notes.empty()) {
        EXPECT_GE(static_cast<double>(counts.count[t]), target.low * n - 1e-6);
        EXPECT_LE(static_cast<double>(counts.count[t]), target.high * n + 1e-6);
      }
    }
    for (const auto& [dimension, sum] : sums) EXPECT_EQ(sum, size) << plan.dimensions[dimension].name;
  }
}

TEST(Plan, NoWholeNumberInRangeIsSaid) {
  Counts counts = whole_counts(builtin_plan(), 7);
  EXPECT_TRUE(counts.feasible);
  EXPECT_FALSE(counts.notes.empty());
}

TEST(Plan, ContradictionsAreNamedInTheFewestTargets) {
  const std::pair<const char*, const char*> kPlans[] = {
      {"dimensions: {difficulty: {targets: {easy: {at_least: 0.7}, medium: {at_least: 0.5}, hard: {share: "
       "0.1}}}}",
       "difficulty: easy at least 70 %, medium at least 50 % are 120 % together"},
      {"dimensions: {openness: {targets: {open: {share: 0.3, range: [0.2, 0.4]}, closed: {share: 0.3, range: "
       "[0.2, 0.4]}}}}",
       "openness: closed at most 40 %, open at most 40 % are 80 % together"},
      {"dimensions:\n  question_type: {targets: {multi_step: {at_least: 0.6}}}\n  difficulty: {targets: "
       "{easy: {at_least: 0.6}}}\n"
       "impossible: [[question_type=multi_step, difficulty=easy]]",
       "no example can be both"},
  };
  for (const auto& [yaml, says] : kPlans) {
    Plan plan = parse_plan(yaml, "own.yaml");
    Counts counts = whole_counts(plan, 1000);
    EXPECT_FALSE(counts.feasible) << yaml;
    ASSERT_EQ(counts.contradiction.size(), 1u);
    EXPECT_NE(counts.contradiction[0].find(says), std::string::npos) << counts.contradiction[0];
    EXPECT_THROW(require_feasible(plan, 1000), Error);
  }
}

TEST(Plan, OwnDimensions) {
  Plan plan = parse_plan(
      "base: company-qa\n"
      "dimensions:\n"
      "  domain:\n"
      "    values: {shipping: {patterns: ['parcel']}, returns: {patterns: ['send .* back']}}\n"
      "    targets: {shipping: 0.6, returns: 0.4}\n"
      "  priority:\n"
      "    field: prio\n"
      "    values: [low, high]\n"
      "    targets: {high: {at_least: 0.2}}\n",
      "own.yaml");
  EXPECT_EQ(plan.dimensions[plan.dimension("domain")].values.size(), 2u);
  EXPECT_EQ(plan.dimensions.back().name, "priority");
  Counts counts = whole_counts(plan, 100);
  EXPECT_EQ(count_of(plan, counts, "domain", "shipping"), 60);
  EXPECT_EQ(count_of(plan, counts, "priority", "low") + count_of(plan, counts, "priority", "high"), 100);
  EXPECT_EQ(count_of(plan, counts, "question_type", "factual"), 35);
}

// Every line is a plan that must be refused, with the place and the fault.
TEST(Plan, BadPlansAreRefusedWithTheirLine) {
  const std::pair<const char*, const char*> kBad[] = {
      {"", "no plan"},
      {"- a\n- b", "no plan"},
      {"dimensions: {", "not YAML"},
      {"dimension: {}", "unknown key 'dimension'"},
      {"dimensions: {}", "no targets"},
      {"dimensions: {mood: {targets: {good: 0.5}}}", "not built in"},
      {"dimensions: {difficulty: {targets: {simple: 0.5}}}", "no value of difficulty"},
      {"dimensions: {difficulty: {targets: {easy: 35}}}", "0 to 1"},
      {"dimensions: {difficulty: {targets: {easy: .nan}}}", "number"},
      {"dimensions: {difficulty: {targets: {easy: {share: 0.5, range: [0.6, 0.7]}}}}",
       "outside its own range"},
      {"dimensions: {difficulty: {targets: {easy: {range: [0.7, 0.6]}}}}", "above its high end"},
      {"dimensions: {difficulty: {targets: {easy: 0.5, easy+hard: 0.5}}}", "two targets"},
      {"dimensions: {difficulty: {targets: {easy: {shre: 0.5}}}}", "unknown key 'shre'"},
      {"dimensions: {difficulty: {targets: {easy: 0.5}}}\nmetrics: [{name: a, figure: metric nope, require: "
       "'> 1'}]",
       "nope"},
      {"dimensions: {difficulty: {targets: {easy: 0.5}}}\nred_flags: [{name: a, figure: rows, raise: '= 1'}]",
       "a test is one of"},
      {"dimensions: {domain: {values: {a: {patterns: ['(']}, b: }, targets: {a: 1}}}", "("},
      {"dimensions: {difficulty: {targets: {easy: 0.5}}}\nimpossible: [[difficulty=easy, difficulty=hard]]",
       "one dimension"},
  };
  for (const auto& [yaml, says] : kBad) {
    try {
      parse_plan(yaml, "bad.yaml");
      ADD_FAILURE() << "taken: " << yaml;
    } catch (const Error& error) {
      EXPECT_EQ(error.kind, ErrorKind::input);
      EXPECT_NE(std::string(error.what()).find(says), std::string::npos) << error.what();
      EXPECT_EQ(std::string(error.what()).find("bad.yaml"), 0u) << error.what();
    }
  }
}

}  // namespace
}  // namespace evenset
