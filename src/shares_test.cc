#include "shares.h"

#include <gtest/gtest.h>

#include "audit_samples.h"

namespace evenset {
namespace {

constexpr double kZ = 1.959963984540054;

Share share_in(const Profile& profile, const Plan& plan, std::string_view dimension,
               std::vector<int16_t> values) {
  return share_of(profile, plan, plan.dimension(dimension), values, kZ);
}

TEST(Shares, GivenLabelsAreFacts) {
  Plan plan = sample_plan();
  Profile profile(plan);
  fill_balanced(profile, plan, 5000);
  profile.counts[plan.dimension("difficulty")].stated[0] = 40;
  Share share = share_in(profile, plan, "difficulty", {0, 2});
  EXPECT_EQ(share.count, 3000);
  EXPECT_EQ(share.known, 5000);
  EXPECT_EQ(share.unknown, 40);
  EXPECT_EQ(share.share, 0.6);
  EXPECT_EQ(share.method, Method::exact);
  EXPECT_EQ(share.interval.low, 0.6);
  EXPECT_EQ(share.interval.high, 0.6);
}

TEST(Shares, MachineLabelsOfAnExactDimensionAreFacts) {
  Plan plan = sample_plan();
  Profile profile(plan);
  fill_balanced(profile, plan, 5000, LabelsBy::machine);
  EXPECT_EQ(share_in(profile, plan, "turns", {1}).method, Method::exact);
  EXPECT_FALSE(estimated(profile, plan, plan.dimension("turns")));
  Share share = share_in(profile, plan, "difficulty", {0});
  EXPECT_EQ(share.method, Method::machine);
  EXPECT_LT(share.interval.low, share.interval.high);
  EXPECT_TRUE(estimated(profile, plan, plan.dimension("difficulty")));
}

TEST(Shares, AllReviewedIsAPoint) {
  Plan plan = sample_plan();
  Profile profile(plan);
  fill_balanced(profile, plan, 500, LabelsBy::human);
  Share share = share_in(profile, plan, "difficulty", {0});
  EXPECT_EQ(share.method, Method::reviewed);
  EXPECT_EQ(share.interval.low, 0.4);
  EXPECT_EQ(share.interval.high, 0.4);
}

TEST(Shares, ReviewedSampleCarriesTheRest) {
  // A user's own dimension: its annotator's errors are never known.
  Plan plan = sample_plan();
  plan.dimensions.push_back(sample_dimension("urgency", {"high", "low"}));
  Profile profile(plan);
  profile.rows = 2000;
  set_counts(profile, plan, "urgency", {0.5, 0.5}, 1000, LabelsBy::given);
  size_t d = plan.dimension("urgency");
  profile.counts[d].human = {0, 20, 80};
  profile.counts[d].machine = {0, 450, 450};
  Share share = share_in(profile, plan, "urgency", {0});
  EXPECT_EQ(share.method, Method::reviewed);
  Interval drawn = wilson(20, 100, 1000, kZ);
  EXPECT_NEAR(share.interval.low, 0.25 + drawn.low / 2, 1e-12);
  EXPECT_NEAR(share.interval.high, 0.25 + drawn.high / 2, 1e-12);
  EXPECT_EQ(share.reviewable, 1000);
  EXPECT_EQ(share.reviewed, 100);

  profile.counts[d].human = {0, 0, 0};
  share = share_in(profile, plan, "urgency", {0});
  EXPECT_EQ(share.method, Method::machine);
  EXPECT_NEAR(share.interval.low, 500.0 / 1900, 1e-12);  // the given rows stand
  EXPECT_NEAR(share.interval.high, 1400.0 / 1900, 1e-12);
}

TEST(Shares, NothingKnownIsUndecided) {
  Plan plan = sample_plan();
  Profile profile(plan);
  Share share = share_in(profile, plan, "difficulty", {0});
  EXPECT_EQ(share.known, 0);
  EXPECT_EQ(share.share, 0);
  EXPECT_EQ(judge(share, 0, 1), Verdict::undecided);
}

TEST(Judge, AgreesWithCountingWholeRows) {
  for (int64_t rows = 1; rows <= 40; ++rows)
    for (int low = 0; low <= 20; ++low)
      for (int high = low; high <= 20; ++high) {
        bool any = false;
        for (int64_t k = 0; k <= rows; ++k) any |= k * 20 >= low * rows && k * 20 <= high * rows;
        for (int64_t count = 0; count <= rows; ++count) {
          bool inside = count * 20 >= low * rows && count * 20 <= high * rows;
          // None: a neighbour of the range is less than one row away from it.
          bool near = (count + 1) * 20 > low * rows && (count - 1) * 20 < high * rows;
          Share share;
          share.count = count;
          share.known = rows;
          share.share = static_cast<double>(count) / static_cast<double>(rows);
          share.interval = {share.share, share.share};
          Verdict want = (any ? inside : near) ? Verdict::pass : Verdict::fail;
          ASSERT_EQ(judge(share, low / 20.0, high / 20.0), want)
              << count << "/" << rows << " " << low << " " << high;
        }
      }
}

TEST(Judge, IntervalDecides) {
  Share share;
  share.known = 1000;
  struct {
    double low, high;
    Verdict verdict;
  } const cases[] = {{0.06, 0.09, Verdict::pass},      {0.05, 0.10, Verdict::pass},
                     {0.01, 0.04, Verdict::fail},      {0.11, 0.20, Verdict::fail},
                     {0.04, 0.06, Verdict::undecided}, {0.0, 1.0, Verdict::undecided}};
  for (auto& c : cases) {
    share.interval = {c.low, c.high};
    EXPECT_EQ(judge(share, 0.05, 0.10), c.verdict) << c.low;
  }
}

TEST(Reviews, EnoughDecideAndOneLessDoesNot) {
  Share share;
  share.known = share.reviewable = 5000;
  share.share = 0.075;
  share.interval = {0.02, 0.2};
  share.method = Method::machine;
  int64_t reviews = reviews_to_decide(share, 0.05, 0.10, kZ);
  EXPECT_GT(reviews, 200);
  EXPECT_LT(reviews, 600);
  auto decided = [&](int64_t n) {
    auto sample = static_cast<double>(n);
    share.interval = wilson(0.075 * sample, sample, 5000, kZ);
    return judge(share, 0.05, 0.10) != Verdict::undecided;
  };
  EXPECT_TRUE(decided(reviews));
  EXPECT_FALSE(decided(reviews - 1));
  share.reviewable = 0;
  EXPECT_EQ(reviews_to_decide(share, 0.05, 0.10, kZ), 0);
}

}  // namespace
}  // namespace evenset
