#include <gtest/gtest.h>

#include "derived.h"
#include "shares.h"
#include "solve/random.h"

namespace evenset {
namespace {

constexpr double kZ = 1.959963984540054;

Plan joint_plan(const char* joint) {
  return parse_plan(std::string("base: company-qa\n"
                                "dimensions: {urgency: {field: u, values: [high, low]}}\n"
                                "joint: [{name: both, at_most: 0.5, all: [") +
                        joint + "]}]\n",
                    "own.yaml");
}

double unit(Random& random) { return static_cast<double>(random.below(1'000'000)) / 1e6; }

struct Row {
  bool truth[2], label[2];
};

// Rows whose labels of two dimensions err as measured. `together`: errors of
// one row fall together where they can, else they are apart.
std::vector<Row> labelled_rows(const ErrorRate rates[2], double both, double one, bool together, size_t count,
                               Random& random) {
  std::vector<Row> out(count);
  for (Row& row : out) {
    const double kind = unit(random), luck = unit(random);
    row.truth[0] = kind < both + one;
    row.truth[1] = kind < both || (kind >= both + one && kind < both + 2 * one);
    for (size_t d = 0; d < 2; ++d) {
      const auto right = row.truth[d] ? static_cast<double>(rates[d].found) / rates[d].positives
                                      : static_cast<double>(rates[d].rejected) / rates[d].negatives;
      const bool errs = (together || d == 0 ? luck : unit(random)) >= right;
      row.label[d] = row.truth[d] != errs;
    }
  }
  return out;
}

TEST(JointShares, MachineLabelsAreBoundedHoweverTheirErrorsGoTogether) {
  const Plan plan = joint_plan("ambiguous=yes, adversarial=yes");
  const size_t parts[] = {plan.dimension("ambiguous"), plan.dimension("adversarial")};
  const ErrorRate rates[] = {error_rate(Tier::fast, "ambiguous", "yes"),
                             error_rate(Tier::fast, "adversarial", "yes")};
  ASSERT_GT(rates[0].positives, 0);
  ASSERT_GT(rates[1].positives, 0);
  Random random(5);
  int runs = 0, covered = 0;
  for (const double both : {0.0, 0.02, 0.10}) {
    for (const bool together : {false, true}) {
      for (int run = 0; run < 50; ++run, ++runs) {
        const auto rows = labelled_rows(rates, both, 0.06, together, 1000, random);
        Profile profile(plan);
        profile.tier = Tier::fast;
        int64_t truth = 0;
        for (const Row& row : rows) {
          truth += row.truth[0] && row.truth[1];
          const bool yes = row.label[0] && row.label[1];
          ++profile.counts[plan.dimension("both")].machine[1 + (yes ? kHolds : kHoldsNot)];
          for (size_t d = 0; d < 2; ++d) {
            const int16_t value = plan.dimensions[parts[d]].value(row.label[d] ? "yes" : "no");
            ++profile.counts[parts[d]].machine[static_cast<size_t>(value + 1)];
          }
        }
        const std::vector<int16_t> yes{kHolds}, no{kHoldsNot};
        const Share share = share_of(profile, plan, plan.dimension("both"), yes, kZ);
        const Share rest = share_of(profile, plan, plan.dimension("both"), no, kZ);
        EXPECT_EQ(share.method, Method::machine);
        EXPECT_NEAR(share.interval.low, 1 - rest.interval.high, 1e-12);
        EXPECT_NEAR(share.interval.high, 1 - rest.interval.low, 1e-12);
        EXPECT_LT(share.interval.high, 0.6);
        const double true_share = static_cast<double>(truth) / 1000;
        covered += share.interval.low <= true_share && true_share <= share.interval.high;
      }
    }
  }
  EXPECT_GE(covered, runs * 0.95);
}

TEST(JointShares, NothingIsKnownWhereAPartsErrorsAreNot) {
  const Plan plan = joint_plan("ambiguous=yes, urgency=high");
  Profile profile(plan);
  const size_t d = plan.dimension("both");
  profile.counts[d].machine = {0, 10, 90};
  profile.counts[plan.dimension("ambiguous")].machine = {0, 90, 10};
  profile.counts[plan.dimension("urgency")].machine = {0, 50, 50};
  const std::vector<int16_t> yes{kHolds};
  Share share = share_of(profile, plan, d, yes, kZ);
  EXPECT_EQ(share.interval.low, 0);
  EXPECT_EQ(share.interval.high, 1);
  EXPECT_EQ(judge(share, 0, 0.5), Verdict::undecided);

  profile.counts[d].machine = {0, 0, 0};
  profile.counts[d].stated = {0, 10, 90};
  share = share_of(profile, plan, d, yes, kZ);
  EXPECT_EQ(share.method, Method::exact);
  EXPECT_EQ(share.share, 0.1);
}

TEST(JointShares, NumbersOfRowsAreJudgedAsSuch) {
  Share share;
  share.known = 100;
  share.share = 0.4;
  share.interval = {0.4, 0.4};
  EXPECT_EQ(judge(share, 0.4, 1), Verdict::pass);
  EXPECT_EQ(judge(share, 0.41, 1), Verdict::fail);
  EXPECT_EQ(judge(share, 1.2, 1), Verdict::fail);    // at least 120 rows
  EXPECT_EQ(judge(share, 0.5, 0.2), Verdict::fail);  // at least 50 rows, at most 20 %
}

}  // namespace
}  // namespace evenset
