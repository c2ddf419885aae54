#include "evenset/audit.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "audit_samples.h"

namespace evenset {
namespace {

struct World {
  Plan plan = sample_plan();
  Profile profile{plan};
  Figures figures = sample_figures();

  explicit World(int64_t rows, LabelsBy by = LabelsBy::given) { fill_balanced(profile, plan, rows, by); }
  Audit audited() const { return audit(profile, figures, sample_account(profile.rows), plan); }
};

const TargetFinding& target(const Audit& audit, std::string_view dimension, std::string_view value) {
  auto is = [&](const TargetFinding& t) { return t.dimension == dimension && t.value == value; };
  return *std::find_if(audit.targets.begin(), audit.targets.end(), is);
}

const CheckFinding& named(const std::vector<CheckFinding>& findings, std::string_view name) {
  return *std::find_if(findings.begin(), findings.end(), [&](auto& f) { return f.name == name; });
}

TEST(Audit, BalancedSetPasses) {
  Audit audit = World(5000).audited();
  EXPECT_EQ(audit.verdict, Verdict::pass);
  EXPECT_EQ(audit.targets.size(), World(5000).plan.targets.size() + 3);
  for (const TargetFinding& t : audit.targets) {
    EXPECT_EQ(t.verdict, Verdict::pass) << t.dimension << " " << t.value;
    EXPECT_EQ(t.method, Method::exact);
    EXPECT_EQ(t.reviews, 0);
  }
  for (const CheckFinding& flag : audit.red_flags) EXPECT_FALSE(flag.holds) << flag.name;
  for (const CheckFinding& edge : audit.edge_cases) EXPECT_TRUE(edge.holds) << edge.name;
  EXPECT_EQ(named(audit.edge_cases, "negative").wanted, "at least 10 %");
  EXPECT_EQ(target(audit, "turn_kind", "follow_up").part, "turns=multi");
  ASSERT_EQ(audit.phases.size(), 4u);
  EXPECT_EQ(named(audit.phases[3].items, "distribution").verdict, Verdict::pass);
  EXPECT_EQ(named(audit.phases[3].items, "reviewed").verdict, Verdict::fail);
}

TEST(Audit, OneMissedTargetFails) {
  World world(5000);
  set_counts(world.profile, world.plan, "tone", {0.9, 0.05, 0.05}, 5000);
  Audit audit = world.audited();
  EXPECT_EQ(audit.verdict, Verdict::fail);
  EXPECT_EQ(target(audit, "tone", "professional").verdict, Verdict::fail);
  EXPECT_EQ(target(audit, "openness", "open").verdict, Verdict::pass);
  EXPECT_TRUE(named(audit.red_flags, "single_style").holds);
  EXPECT_EQ(named(audit.phases[3].items, "distribution").verdict, Verdict::fail);
}

TEST(Audit, OneRaisedFlagOrMissedMetricFails) {
  World world(5000);
  world.figures.number["largest_template_share"] = 0.4;
  world.figures.evidence["largest_template_share"] = {1, 5};
  Audit audit = world.audited();
  EXPECT_EQ(audit.verdict, Verdict::fail);
  EXPECT_EQ(named(audit.red_flags, "same_template").rows, (std::vector<uint64_t>{1, 5}));
  world.figures = sample_figures();
  world.figures.number["unique_verbs"] = 49;
  EXPECT_EQ(world.audited().verdict, Verdict::fail);
}

TEST(Audit, MachineLabelsAreNotTheTruth) {
  World world(5000, LabelsBy::machine);
  Audit audit = world.audited();
  EXPECT_NE(audit.verdict, Verdict::pass);
  for (const TargetFinding& t : audit.targets) {
    bool fact = t.dimension == "turns" || t.dimension.ends_with("_length");
    EXPECT_EQ(t.method, fact ? Method::exact : Method::machine) << t.dimension;
    EXPECT_LE(t.interval[0], t.interval[1]);
    EXPECT_EQ(t.verdict == Verdict::undecided, t.reviews > 0) << t.dimension << " " << t.value;
  }
}

TEST(Audit, NoRowsFail) {
  World world(0);
  world.figures = {};
  Audit audit = world.audited();
  EXPECT_EQ(audit.verdict, Verdict::fail);
  for (const TargetFinding& t : audit.targets) EXPECT_EQ(t.verdict, Verdict::undecided);
  for (const CheckFinding& flag : audit.red_flags) {
    EXPECT_FALSE(flag.holds);
    EXPECT_NE(flag.why.find("there are no rows"), flag.why.npos);
  }
  EXPECT_EQ(audit.size_advice, "No rows; the plan's minimum is 1,000.");
}

TEST(Audit, SizeAdvice) {
  struct {
    int64_t rows;
    double duplicates;
    const char* has;
  } const cases[] = {
      {999, 0, "999 rows: below the minimum of 1,000, 1 row short"},
      {1200, 300, "1,200 rows, worth 900 that repeat nothing: below the minimum of 1,000, 100 rows short"},
      {1000, 0, "above the minimum of 1,000; 5,000 to 10,000 are recommended, 4,000 rows away"},
      {5000, 0, "in the recommended 5,000 to 10,000"},
      {10000, 0, "production size (10,000 to 50,000)"},
      {50001, 0, "above the 10,000 to 50,000"}};
  for (auto& c : cases) {
    World world(c.rows);
    world.figures.number["exact_duplicates"] = c.duplicates;
    world.figures.number["effective_examples"] = static_cast<double>(c.rows) - c.duplicates / 2;
    std::string advice = world.audited().size_advice;
    EXPECT_NE(advice.find(c.has), advice.npos) << advice;
  }
}

TEST(Audit, QualityFindings) {
  World world(5000);
  world.figures.evidence["quality_secrets"] = {88};
  world.figures.evidence["quality_terse"] = {};
  world.figures.evidence["quality_unanswered_parts"] = {3, 7};
  world.figures.number["quality_unanswered_parts"] = 212;
  Audit audit = world.audited();
  ASSERT_EQ(audit.quality.size(), 2u);
  EXPECT_EQ(audit.quality[0].name, "secrets");
  EXPECT_EQ(audit.quality[0].figure, 1);
  EXPECT_EQ(audit.quality[1].figure, 212);
}

}  // namespace
}  // namespace evenset
