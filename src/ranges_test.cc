// Ranges, joint targets and what is to be written, against every choice of rows of a
// small pool and every way to write the rest.
#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "certificate.h"
#include "evenset/balance.h"
#include "evenset/error.h"
#include "reference/exhaustive.h"
#include "reference/small_plans.h"

namespace evenset {
namespace {

using Json = nlohmann::ordered_json;

struct Case {
  Plan plan;
  Counts counts;
  TargetPlaces places;
  Cells cells;
};

// Random ones whose plan can be met.
Case next_case(Random& random) {
  for (;;) {
    const auto size = static_cast<int64_t>(1 + random.below(6));
    Case out{parse_plan(small_plan_text(size, random), "small.yaml"), {}, {}, {}};
    out.counts = whole_counts(out.plan, size);
    if (!out.counts.feasible) continue;
    out.places = places_of(out.plan, out.counts, true);
    out.cells = small_pool(out.plan, random.below(10), random);
    return out;
  }
}

template <class Visit>
void each_choice(const Case& c, const Visit& visit) {
  const size_t rows = c.cells.cell_of_row.size();
  for (uint32_t subset = 0; subset < (1u << rows); ++subset) {
    Rows chosen;
    for (size_t row = 0; row < rows; ++row)
      if (subset >> row & 1) chosen.push_back(row);
    visit(static_cast<int64_t>(chosen.size()), plain_counts(c.cells, chosen, c.counts.count.size()));
  }
}

// Every pair of numbers that the two targets of a dimension may have.
template <class Visit>
void each_pair(const Case& c, size_t t, const Visit& visit) {
  for (int64_t w = c.counts.low[t]; w <= c.counts.high[t]; ++w) {
    const int64_t rest = c.counts.size - w;
    if (rest >= c.counts.low[t + 1] && rest <= c.counts.high[t + 1]) visit(w, rest);
  }
}

int64_t off(const Case& c, size_t t, int64_t wanted) {
  return c.plan.targets[t].aimed ? std::abs(wanted - c.counts.count[t]) : 0;
}

// The least distance from the aims of numbers that `got` fits under; -1: it fits under none.
int64_t least_move(const Case& c, const std::vector<int64_t>& got) {
  int64_t sum = 0;
  for (size_t t = 0; t + 1 < got.size(); t += 2) {  // every dimension has two targets
    int64_t here = -1;
    each_pair(c, t, [&](int64_t w, int64_t rest) {
      if (got[t] > w || got[t + 1] > rest) return;
      const int64_t one = off(c, t, w) + off(c, t + 1, rest);
      if (here < 0 || one < here) here = one;
    });
    if (here < 0) return -1;
    sum += here;
  }
  return sum;
}

struct Largest {
  int64_t rows = 0, move = -1;
};

Largest largest(const Case& c) {
  Largest out;
  each_choice(c, [&](int64_t count, const std::vector<int64_t>& got) {
    const int64_t move = count < out.rows ? -1 : least_move(c, got);
    if (move < 0) return;
    if (count > out.rows || out.move < 0 || move < out.move) out = {count, move};
  });
  return out;
}

// The fewest examples, of those that can be, that some rows need beside them; -1: none do.
int64_t fewest_written(const Case& c) {
  std::vector<std::set<std::vector<int64_t>>> written;
  for (int64_t count = 0; count <= c.counts.size; ++count)
    written.push_back(counts_of_sets(c.plan, count, false));
  int64_t most = -1;
  each_choice(c, [&](int64_t count, const std::vector<int64_t>& got) {
    if (count <= most || count > c.counts.size) return;
    for (std::vector<int64_t> set : written[static_cast<size_t>(c.counts.size - count)]) {
      for (size_t t = 0; t < set.size(); ++t) set[t] += got[t];
      if (are_places(c.places, set)) most = count;
    }
  });
  return most < 0 ? -1 : c.counts.size - most;
}

int64_t least_deviation_of(const Case& c, int64_t count) {
  int64_t least = -1;
  each_choice(c, [&](int64_t rows, const std::vector<int64_t>& got) {
    if (rows != count) return;
    int64_t sum = 0;
    for (size_t t = 0; t + 1 < got.size(); t += 2) {
      int64_t here = -1;
      each_pair(c, t, [&](int64_t w, int64_t rest) {
        const int64_t one = std::abs(got[t] - w) + std::abs(got[t + 1] - rest);
        if (here < 0 || one < here) here = one;
      });
      sum += here;
    }
    if (least < 0 || sum < least) least = sum;
  });
  return least;
}

TEST(Ranges, LoseTheFewestRowsAndStayNearest) {
  Random random(21);
  int proven = 0, nearest = 0, moved = 0;
  constexpr int kRounds = 200;
  for (int round = 0; round < kRounds; ++round) {
    const Case c = next_case(random);
    SCOPED_TRACE(testing::Message() << "round " << round << ", size " << c.counts.size << "\n"
                                    << c.plan.text);
    const Balance answer = balance(c.cells, c.plan, {.size = c.counts.size, .seed = random.next()});
    const Largest best = largest(c);
    EXPECT_EQ(static_cast<int64_t>(answer.selected.size()), best.rows);
    EXPECT_LE(static_cast<double>(best.rows), answer.certificate.bound + 1e-6);
    EXPECT_TRUE(are_places(c.places, answer.wanted));
    EXPECT_EQ(answer.aim, c.counts.count);
    int64_t move = 0;
    for (size_t t = 0; t < answer.got.size(); ++t) {
      EXPECT_LE(answer.got[t], answer.wanted[t]);
      move += off(c, t, answer.wanted[t]);
    }
    proven += answer.optimal;
    if (best.rows < c.counts.size) continue;  // else what is to be written decides on the places
    EXPECT_GE(move, best.move);
    nearest += move == best.move;
    moved += move > 0;
  }
  EXPECT_GT(proven, kRounds * 9 / 10);
  EXPECT_GT(nearest, 20);
  EXPECT_GT(moved, 5);
}

TEST(Ranges, ListOfWhatToWriteIsTheSmallest) {
  Random random(24);
  int listed = 0, impossible = 0, proven = 0;
  for (int round = 0; round < 200; ++round) {
    const Case c = next_case(random);
    SCOPED_TRACE(testing::Message() << "round " << round << ", size " << c.counts.size << "\n"
                                    << c.plan.text);
    const BalanceOptions options{.size = c.counts.size, .seed = 1};
    const Balance answer = balance(c.cells, c.plan, options);
    if (static_cast<int64_t>(answer.selected.size()) == c.counts.size) continue;
    const ShortfallProof& proof = answer.shortfall_proof;
    const int64_t fewest = fewest_written(c);
    EXPECT_EQ(proof.possible ? proof.count : -1, fewest);
    const double bound = shortfall_bound(c.cells, c.plan, options, proof.prices);
    EXPECT_TRUE(bound == proof.bound || std::abs(bound - proof.bound) < 1e-6) << bound;
    EXPECT_TRUE(fewest < 0 || bound <= static_cast<double>(fewest) + 1e-6);
    const auto kinds = kinds_of_rows(c.plan, false);
    for (const ShortfallEntry& entry : answer.shortfall) {
      const std::vector<size_t> kind(entry.target.begin(), entry.target.end());
      EXPECT_NE(std::find(kinds.begin(), kinds.end(), kind), kinds.end());
    }
    ++listed;
    impossible += fewest < 0;
    proven += proof.proven;
  }
  EXPECT_GT(listed, 60);
  EXPECT_GT(proven, listed * 4 / 5);
}

TEST(Ranges, FillDeviatesFromTheNearestNumbers) {
  Random random(25);
  int proven = 0;
  constexpr int kRounds = 100;
  for (int round = 0; round < kRounds; ++round) {
    const Case c = next_case(random);
    SCOPED_TRACE(testing::Message() << "round " << round << ", size " << c.counts.size << "\n"
                                    << c.plan.text);
    const auto rows = std::min<int64_t>(static_cast<int64_t>(c.cells.cell_of_row.size()), c.counts.size);
    const Balance fill =
        balance(c.cells, c.plan, {.size = c.counts.size, .seed = 1, .on_shortfall = OnShortfall::fill});
    EXPECT_EQ(static_cast<int64_t>(fill.selected.size()), rows);
    EXPECT_EQ(fill.deviation, least_deviation_of(c, rows));
    proven += fill.optimal;
  }
  EXPECT_GT(proven, kRounds * 9 / 10);
}

TEST(Ranges, ProofsAreAcceptedAndAlteredOnesAreNot) {
  Random random(22);
  for (int round = 0; round < 40; ++round) {
    const Case c = next_case(random);
    for (const OnShortfall mode : {OnShortfall::fewer, OnShortfall::fill, OnShortfall::fail}) {
      SCOPED_TRACE(testing::Message() << "round " << round << ", " << name(mode) << "\n" << c.plan.text);
      const BalanceOptions options{
          .size = c.counts.size, .seed = 3, .on_shortfall = mode, .ranges = random.below(4) > 0};
      const Balance result = balance(c.cells, c.plan, options);
      const std::string text =
          proof_json(result, c.cells, c.plan, options, {{"pool.jsonl", c.cells.cell_of_row.size()}});
      const ProofCheck check = verify_proof(text, &c.cells);
      EXPECT_TRUE(check.accepted) << (check.faults.empty() ? "" : check.faults[0]);
      Json altered = Json::parse(text);
      for (const int change : {1, -1}) {
        Json one = altered;
        const size_t t = random.below(one["targets"].size());
        one["targets"][t]["wanted"] = one["targets"][t]["wanted"].get<int64_t>() + change;
        if (one["targets"][t]["wanted"] < 0) continue;
        EXPECT_FALSE(verify_proof(one.dump(), &c.cells).accepted);
      }
      altered["bound"] = altered["bound"].get<double>() - 1;
      EXPECT_FALSE(verify_proof(altered.dump(), &c.cells).accepted);
    }
  }
}

TEST(Ranges, AnyPricesProveABound) {
  Random random(23);
  for (int round = 0; round < 40; ++round) {
    const Case c = next_case(random);
    const int64_t most = largest(c).rows;
    for (int i = 0; i < 5; ++i) {
      std::vector<double> prices(c.places.targets());
      for (double& price : prices) price = static_cast<double>(random.below(2001)) / 1000;
      EXPECT_GE(bound_parts(OnShortfall::fewer, c.cells, c.places, prices, 0).sum(),
                static_cast<double>(most) - 1e-9)
          << c.plan.text;
    }
  }
}

TEST(Ranges, KeptRowsTakeTheirPlaces) {
  Random random(26);
  int kept = 0;
  for (int round = 0; round < 100; ++round) {
    const Case c = next_case(random);
    Rows keep;
    for (uint64_t row = 0; row < c.cells.cell_of_row.size(); ++row)
      if (random.below(4) == 0) keep.push_back(row);
    const std::vector<int64_t> got = plain_counts(c.cells, keep, c.counts.count.size());
    const bool fits = least_move(c, got) >= 0;
    try {
      const Balance answer = balance(c.cells, c.plan, {.size = c.counts.size, .seed = 2, .keep = keep});
      for (const uint64_t row : keep)
        EXPECT_TRUE(std::binary_search(answer.selected.begin(), answer.selected.end(), row));
      EXPECT_EQ(answer.got, plain_counts(c.cells, answer.selected, got.size()));
      EXPECT_TRUE(!fits || are_places(c.places, answer.wanted));
      kept += fits && !keep.empty();
    } catch (const Error&) {
      EXPECT_FALSE(fits);
    }
  }
  EXPECT_GT(kept, 15);
}

}  // namespace
}  // namespace evenset
