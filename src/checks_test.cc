#include "checks.h"

#include <gtest/gtest.h>

#include "audit_samples.h"

namespace evenset {
namespace {

struct World {
  Plan plan = sample_plan();
  Profile profile{plan};
  Figures figures = sample_figures();

  explicit World(LabelsBy by = LabelsBy::given) { fill_balanced(profile, plan, 5000, by); }
  CheckFinding item(const std::string& figure, const std::string& compare, double limit) const {
    return met_item({"item", "", figure, compare, limit, ""}, {plan, profile, figures, 1.96, {}, {}});
  }
};

TEST(Checks, Figures) {
  World world;
  world.profile.ambiguous = {400, 300, {5}};
  world.profile.counts[0].human = {0, 0, 0, 0, 500, 0, 0};
  world.figures.missing["verbs"] = {"debug", "monitor"};
  struct {
    const char* figure;
    double value;
  } const cases[] = {{"share ambiguous=yes", 0.08},
                     {"share:ambiguous=yes", 0.08},
                     {"share language_style=informal+typos", 0.05},
                     {"count difficulty=easy+hard", 3000},
                     {"within turn_kind=refinement", 168.0 / 500},
                     {"largest domain", 0.2},
                     {"smallest negative", 0.12},  // the union is one planned value, as is none
                     {"smallest openness", 0.4},
                     {"rows", 5000},
                     {"reviewed", 0.1},
                     {"matched ambiguous", 0.75},
                     {"metric unique_verbs", 83},
                     {"missing verbs", 2},
                     {"holdout", 1}};
  for (auto& c : cases) {
    CheckFinding finding = world.item(c.figure, ">=", c.value);
    EXPECT_NEAR(finding.figure, c.value, 1e-12) << c.figure;
    EXPECT_TRUE(finding.holds) << c.figure << ": " << finding.why;
    EXPECT_FALSE(world.item(c.figure, ">", c.value).holds) << c.figure;
    EXPECT_FALSE(finding.why.empty());
  }
}

TEST(Checks, SmallestLooksAtPlannedValuesOnly) {
  World world;  // `other` has no row, and none is wanted
  EXPECT_EQ(world.item("smallest question_type", ">", 0).figure, 0.07);
}

TEST(Checks, RefusesWhatItDoesNotKnow) {
  Plan plan = sample_plan();
  struct {
    const char *figure, *compare;
  } const bad[] = {{"", ">"},
                   {"shares ambiguous=yes", ">"},
                   {"share ambiguous", ">"},
                   {"share no_such=yes", ">"},
                   {"share ambiguous=maybe", ">"},
                   {"share ambiguous=", ">"},
                   {"share ambiguous=yes+", ">"},
                   {"rows 5", ">"},
                   {"largest", ">"},
                   {"largest no_such", ">"},
                   {"matched tone", ">"},
                   {"metric no_such", ">"},
                   {"missing no_such", ">"},
                   {"within tone=mixed", ">"},
                   {"rows", "=="},
                   {"rows", ""}};
  for (auto& c : bad) {
    Check check{"a", "", c.figure, c.compare, 0, ""};
    try {
      validate_check(plan, check);
      ADD_FAILURE() << c.figure;
    } catch (const Error& error) {
      EXPECT_EQ(error.kind, ErrorKind::input) << c.figure;
    }
  }
}

TEST(Checks, PlansChecksAreValid) {
  Plan plan = sample_plan();
  for (const auto* list : {&plan.metrics, &plan.red_flags, &plan.edge_cases})
    for (const Check& check : *list) EXPECT_NO_THROW(validate_check(plan, check)) << check.name;
}

TEST(Checks, FlagsFailWhenRaised) {
  World world;
  CheckContext context{world.plan, world.profile, world.figures, 1.96, {}, {}};
  Check check{"same_length", "", "metric length_cv", "<", 0.25, ""};
  EXPECT_EQ(raised_flag(check, context).verdict, Verdict::pass);
  EXPECT_FALSE(raised_flag(check, context).holds);
  check.limit = 0.7;
  EXPECT_EQ(raised_flag(check, context).verdict, Verdict::fail);
  EXPECT_TRUE(raised_flag(check, context).holds);
}

TEST(Checks, MachineSharesAreThreeValued) {
  World world(LabelsBy::machine);
  // A dimension whose annotator's errors are never measured.
  world.plan.dimensions.push_back(sample_dimension("urgency", {"high", "low"}));
  world.profile.counts.push_back({{0, 400, 600}, {0, 1000, 0}, {0, 0, 0}, {}});
  EXPECT_EQ(world.item("share urgency=high", ">=", 0.5).verdict, Verdict::pass);
  EXPECT_EQ(world.item("share urgency=high", ">", 0.6).verdict, Verdict::undecided);
  EXPECT_TRUE(world.item("share urgency=high", ">", 0.6).holds);
  EXPECT_EQ(world.item("share urgency=low", ">", 0.5).verdict, Verdict::fail);
  EXPECT_EQ(world.item("largest urgency", ">=", 0.5).verdict, Verdict::pass);
  EXPECT_EQ(world.item("count urgency=low", ">=", 600).verdict, Verdict::pass);  // as labelled
}

TEST(Checks, LimitsAreMetByWholeRows) {
  World world;
  fill_balanced(world.profile, world.plan, 1005);
  set_counts(world.profile, world.plan, "ambiguous", {100.0 / 1005, 1}, 1005);
  EXPECT_EQ(world.item("share ambiguous=yes", ">=", 0.1).verdict, Verdict::pass);
  EXPECT_EQ(world.item("share ambiguous=no", "<=", 0.9).verdict, Verdict::pass);
  set_counts(world.profile, world.plan, "ambiguous", {99.0 / 1005, 1}, 1005);
  EXPECT_EQ(world.item("share ambiguous=yes", ">=", 0.1).verdict, Verdict::fail);
  EXPECT_EQ(world.item("share ambiguous=no", "<=", 0.9).verdict, Verdict::fail);
  // A floor wants at least one row.
  fill_balanced(world.profile, world.plan, 7);
  set_counts(world.profile, world.plan, "ambiguous", {0, 1}, 7);
  EXPECT_EQ(world.item("share ambiguous=yes", ">=", 0.1).verdict, Verdict::fail);
}

TEST(Checks, UnmeasuredIsUndecided) {
  World world;
  world.figures.number["length_cv"] = std::nan("");
  world.figures.number.erase("holdout");
  for (const char* verb : {"create", "debug", "monitor"})
    world.figures.number.erase(std::string("check:verbs:") + verb);
  world.profile.ambiguous = {};
  for (const char* figure :
       {"metric length_cv", "holdout", "matched ambiguous", "targets", "metrics", "missing verbs"}) {
    EXPECT_EQ(world.item(figure, ">=", 0).verdict, Verdict::undecided) << figure;
    EXPECT_FALSE(world.item(figure, ">=", 0).holds) << figure;
  }
}

TEST(Checks, NothingMissing) {
  World world;
  EXPECT_EQ(world.item("missing verbs", "<=", 0).verdict, Verdict::pass);
  world.figures.missing["verbs"] = {"debug"};
  EXPECT_EQ(world.item("missing verbs", "<=", 0).verdict, Verdict::fail);
}

TEST(Checks, EvidenceByNameOrKey) {
  World world;
  world.figures.evidence["length_cv"] = {3, 4};
  EXPECT_EQ(world.item("metric length_cv", ">", 0).rows, (std::vector<uint64_t>{3, 4}));
  world.figures.evidence["item"] = {9};
  EXPECT_EQ(world.item("metric length_cv", ">", 0).rows, (std::vector<uint64_t>{9}));
}

}  // namespace
}  // namespace evenset
