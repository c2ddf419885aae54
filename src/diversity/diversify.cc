#include "evenset/diversify.h"

#include <algorithm>
#include <numeric>

#include "diversity/greedy.h"
#include "draw.h"
#include "evenset/diversity.h"
#include "parallel.h"
#include "solve/greedy.h"
#include "solve/random.h"
#include "solve/spread.h"

namespace evenset {
namespace {

constexpr int64_t kTimes = 10, kMore = 5;  // candidates of a cell for each row wanted, and beside
constexpr size_t kScarce = 5;              // candidates for each row wanted, where other counts are tried
constexpr size_t kAny = 20'000;            // rows of any cell that are candidates then
constexpr double kSeconds = 3;             // to mend counts
constexpr size_t kFewestSeen = 2048, kMostSeen = 8192;  // references to choose by
constexpr size_t kFewestHeldOut = 4096;                 // to measure by, and more than are chosen

// Rows of cells, drawn by seed, without those of `not_these`; ascending.
Rows drawn_of(const Cells& cells, size_t count, const Rows& not_these, uint64_t seed) {
  Rows all;
  for (uint64_t row = 0; row < cells.cell_of_row.size(); ++row)
    if (cells.cell_of_row[row] != Cells::kNoCell) all.push_back(row);
  Rows rest;
  std::set_difference(all.begin(), all.end(), not_these.begin(), not_these.end(), std::back_inserter(rest));
  Random random(seed);
  Rows out;
  size_t wanted = std::min(count, rest.size());
  for (size_t i = 0; i < rest.size() && wanted > 0; ++i) {
    if (random.below(rest.size() - i) >= wanted) continue;
    out.push_back(rest[i]);
    --wanted;
  }
  return out;
}

Rows merged(const Rows& a, const Rows& b) {
  Rows out;
  std::set_union(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(out));
  return out;
}

// Of each cell the rows that may be chosen, and of these the ones that must be.
struct Candidates {
  Rows rows;  // ascending
  Rows kept;  // ascending
};

Candidates by_chance(const Cells& cells, const std::vector<int64_t>& quota, uint64_t seed) {
  std::vector<int64_t> most(quota.size());
  for (size_t c = 0; c < quota.size(); ++c)
    most[c] = quota[c] == 0 ? 0 : std::min(cells.available[c], kTimes * quota[c] + kMore);
  return {drawn_rows(cells.cell_of_row, cells.available, most, seed), {}};
}

// The best of each cell; where the last of them has equals, all those may be chosen.
Candidates by_preference(const Cells& cells, const std::vector<int64_t>& quota,
                         std::span<const double> preference, uint64_t seed) {
  std::vector<Rows> of_cell(quota.size());
  for (uint64_t row = 0; row < cells.cell_of_row.size(); ++row)
    if (const uint32_t cell = cells.cell_of_row[row]; cell != Cells::kNoCell && quota[cell] > 0)
      of_cell[cell].push_back(row);
  Candidates out;
  Random random(seed);
  for (size_t c = 0; c < quota.size(); ++c) {
    Rows& rows = of_cell[c];
    if (rows.empty()) continue;
    random.shuffle(rows);
    std::stable_sort(rows.begin(), rows.end(),
                     [&](uint64_t a, uint64_t b) { return preference[a] > preference[b]; });
    const auto wanted = static_cast<size_t>(quota[c]);
    const double last = preference[rows[wanted - 1]];
    const size_t most = std::min(rows.size(), static_cast<size_t>(kTimes * quota[c] + kMore));
    for (size_t i = 0; i < most && preference[rows[i]] >= last; ++i) {
      out.rows.push_back(rows[i]);
      if (preference[rows[i]] > last) out.kept.push_back(rows[i]);
    }
  }
  std::sort(out.rows.begin(), out.rows.end());
  std::sort(out.kept.begin(), out.kept.end());
  return out;
}

}  // namespace

struct Diversifier::State {
  const Cells& cells;
  uint64_t seed;
  bool may_recount = false;
  Candidates candidates;
  Rows references, held_out, rows;
  Points points;          // of rows
  uint64_t pool_row = 0;  // the next that is read
  StaticEncoder encoder;

  State(const Cells& its_cells, const Balance& answer, const DiversifyOptions& options)
      : cells(its_cells), seed(options.seed) {
    if (options.preference.empty()) {
      candidates = by_chance(cells, answer.taken, seed);
      may_recount = candidates.rows.size() < kScarce * answer.selected.size();
      if (may_recount)
        candidates.rows = merged(candidates.rows, drawn_of(cells, kAny, candidates.rows, seed + 3));
    } else {
      candidates = by_preference(cells, answer.taken, options.preference, seed);
    }
    candidates.rows = merged(candidates.rows, options.keep);
    candidates.kept = merged(candidates.kept, options.keep);
    const size_t chosen = answer.selected.size();
    const auto pool =
        static_cast<size_t>(std::accumulate(cells.available.begin(), cells.available.end(), int64_t{0}));
    references =
        drawn_of(cells, std::min(std::clamp(chosen, kFewestSeen, kMostSeen), pool / 2), {}, seed + 1);
    // Rows that cannot be chosen, as long as there are enough.
    const size_t measured = std::max(chosen + 1, kFewestHeldOut);
    held_out = drawn_of(cells, measured, merged(references, candidates.rows), seed + 2);
    if (held_out.size() <= chosen) held_out = drawn_of(cells, measured, references, seed + 2);
    if (held_out.size() <= chosen) held_out.clear();
    rows = merged(merged(candidates.rows, references), held_out);
  }

  Points points_of(const Rows& some) const {
    Points out;
    out.reserve(some.size());
    auto at = rows.begin();
    for (const uint64_t row : some) {
      at = std::lower_bound(at, rows.end(), row);
      out.add(points[static_cast<size_t>(at - rows.begin())]);
    }
    return out;
  }

  Places places() const {
    Places out;
    for (const uint64_t row : candidates.rows) out.group_of.push_back(cells.cell_of_row[row]);
    for (const uint64_t row : candidates.kept)
      out.kept.push_back(static_cast<uint32_t>(
          std::lower_bound(candidates.rows.begin(), candidates.rows.end(), row) - candidates.rows.begin()));
    return out;
  }
};

Diversifier::Diversifier(const Cells& cells, const Balance& answer, const DiversifyOptions& options)
    : state_(std::make_unique<State>(cells, answer, options)) {}
Diversifier::~Diversifier() = default;

const Rows& Diversifier::rows() const { return state_->rows; }

void Diversifier::add(const Examples& batch, int threads) {
  State& s = *state_;
  const size_t before = s.points.size();
  std::vector<size_t> looked_at;
  for (size_t i = 0; i < batch.size(); ++i, ++s.pool_row) {
    const size_t next = before + looked_at.size();
    if (next < s.rows.size() && s.rows[next] == s.pool_row) looked_at.push_back(i);
  }
  s.points.resize(before + looked_at.size());
  for_parts_on(threads, looked_at.size(), [&](size_t begin, size_t end) {
    for (size_t k = begin; k < end; ++k) s.points.set(before + k, batch.instruction(looked_at[k]), s.encoder);
  });
}

void Diversifier::add(const Points& points) {
  for (size_t i = 0; i < points.size(); ++i) state_->points.add(points[i]);
}

namespace {

// While no target is full, whatever the cell.
struct TargetRoom {
  const Cells& cells;
  const std::vector<uint32_t>& cell_of;
  std::vector<int64_t> open;  // by target
  std::vector<int64_t> taken = std::vector<int64_t>(cells.size());

  bool fits(uint32_t point) const {
    for (size_t d = 0; d < cells.dimensions; ++d)
      if (open[cells.at(cell_of[point], d)] <= 0) return false;
    return true;
  }
  void take(uint32_t point) {
    ++taken[cell_of[point]];
    for (size_t d = 0; d < cells.dimensions; ++d) --open[cells.at(cell_of[point], d)];
  }
};

// Counts with the margins of `taken`, as near as can be to those of a greedy choice that
// looks at targets only: where most cells hold a row or two, which cells are taken from
// matters more than which rows.
std::vector<int64_t> recounted(const Cells& cells, const Nearest& nearest, const Places& places,
                               const std::vector<int64_t>& taken, size_t targets, uint64_t seed) {
  Cells there = cells;
  std::fill(there.available.begin(), there.available.end(), 0);
  for (const uint32_t cell : places.group_of) ++there.available[cell];
  TargetRoom room{cells, places.group_of, target_counts(cells, taken, targets)};
  Greedy<TargetRoom>(nearest, room).choose(places.kept);
  const std::vector<double> masses(room.taken.begin(), room.taken.end());
  std::vector<int64_t> kept(cells.size());
  for (const uint32_t point : places.kept) ++kept[places.group_of[point]];
  std::vector<int64_t> out = spread_counts(there, taken, masses, targets, seed, kSeconds);
  for (size_t c = 0; c < out.size(); ++c)
    if (out[c] < kept[c]) return taken;
  return out;
}

}  // namespace

void Diversifier::choose(Balance& answer, int threads) {
  State& s = *state_;
  const Points candidates = s.points_of(s.candidates.rows), references = s.points_of(s.references);
  const Nearest nearest(candidates, references, threads);
  Places places = s.places();
  places.quota = answer.taken;
  std::vector<uint32_t> chosen = facility_location(nearest, places);
  if (s.may_recount) {
    places.quota = recounted(s.cells, nearest, places, answer.taken, answer.wanted.size(), s.seed);
    const std::vector<uint32_t> other = facility_location(nearest, places);
    if (coverage(candidates, other, references, threads) >
        coverage(candidates, chosen, references, threads)) {
      chosen = other;
      answer.taken = places.quota;
    }
  }
  answer.drawn = false;
  answer.selected.clear();
  for (const uint32_t i : chosen) answer.selected.push_back(s.candidates.rows[i]);
  if (s.held_out.empty() || chosen.empty()) return;
  const Points held_out = s.points_of(s.held_out);
  const Places any{std::vector<uint32_t>(candidates.size()), {static_cast<int64_t>(chosen.size())}, {}};
  const double own = coverage(candidates, chosen, held_out, threads);
  const double best = coverage(candidates, facility_location(nearest, any), held_out, threads);
  answer.coverage = {s.held_out.size(), own / static_cast<double>(s.held_out.size()),
                     best > 0 ? own / best : 1};
}

}  // namespace evenset
