#include "derived.h"

#include <gtest/gtest.h>

#include "evenset/annotator.h"
#include "evenset/plan.h"
#include "given.h"

namespace evenset {
namespace {

// Three dimensions of two values, the third measured, and one derived from all.
std::vector<Dimension> dimensions() {
  std::vector<Dimension> out(4);
  for (size_t d = 0; d < 3; ++d) out[d].values = {"x", "y"};
  out[2].exact = true;
  out[3].values = {"yes", "no"};
  out[3].all = {{0, {0}}, {1, {0}}, {2, {0, 1}}};
  return out;
}

struct Known {
  int16_t value;
  Source source;
  float confidence;
};

Known derived(const std::vector<Known>& parts) {
  Examples e;
  e.shape.resize(1);
  for (const Known& part : parts) e.labels.push_back({{part.value}, {part.source}, {part.confidence}});
  e.labels.push_back({{-1}, {Source::none}, {0}});
  derive_labels(e, dimensions(), 0, 1);
  return {e.labels[3].value[0], e.labels[3].source[0], e.labels[3].confidence[0]};
}

TEST(Derived, HoldsWhereAllHold) {
  const Known fact{1, Source::rule, 1};
  const struct {
    Known a, b, want;
  } cases[] = {
      {{0, Source::model, 0.5f}, {0, Source::given, 0.5f}, {kHolds, Source::model, 0.25f}},
      {{0, Source::human, 1}, {0, Source::human, 1}, {kHolds, Source::given, 1}},
      // One that is known not to hold is enough, the best known of them counts.
      {{1, Source::model, 0.5f}, {0, Source::given, 1}, {kHoldsNot, Source::model, 0.5f}},
      {{1, Source::model, 0.5f}, {1, Source::given, 1}, {kHoldsNot, Source::given, 1}},
      {{1, Source::model, 0.5f}, {1, Source::model, 0.75f}, {kHoldsNot, Source::model, 0.75f}},
      {{1, Source::rule, 0.5f}, {-1, Source::none, 0}, {kHoldsNot, Source::rule, 0.5f}},
      {{0, Source::human, 1}, {-1, Source::rule, 0}, {-1, Source::rule, 0}},
      {{-1, Source::none, 0}, {-1, Source::model, 0}, {-1, Source::none, 0}},
  };
  for (const auto& c : cases) {
    const Known got = derived({c.a, c.b, fact});
    EXPECT_EQ(got.value, c.want.value);
    EXPECT_EQ(got.source, c.want.source);
    EXPECT_EQ(got.confidence, c.want.confidence);
  }
}

TEST(Derived, IsFoundByTheAnnotatorAndNotTakenFromRows) {
  const Plan plan = parse_plan(
      "dimensions: {openness: {targets: {open: 0.5}}}\n"
      "joint: [{name: both, all: [openness=open, ambiguous=no], share: 0.5}]\n",
      "own.yaml");
  Examples e;
  e.turns.role = {Role::user, Role::assistant};
  e.turns.text.push_back("Why?");
  e.turns.text.push_back("So.");
  for (int i = 0; i < 2; ++i) e.turns.more.push_back("");
  e.turns.starts = {0, 2};
  e.instruction_size = {-1};
  e.shape = {Shape::openai};
  e.extra.push_back("");
  e.given.push_back(R"({"labels":{"openness":"closed","both":"yes"}})");
  EXPECT_EQ(take_given_labels(e, plan.dimensions), 0u);
  Annotator(plan.dimensions).annotate(e);
  const Labels& both = e.labels[plan.dimension("both")];
  EXPECT_EQ(both.value[0], kHoldsNot);
  EXPECT_EQ(both.source[0], Source::given);
}

}  // namespace
}  // namespace evenset
