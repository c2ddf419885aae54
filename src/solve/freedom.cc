// Columns: the cells; per target, how far its places go above and below the aim; last, all rows
// taken. Rows: the targets; all rows taken; per dimension, that what some targets get
// others give.
#include "solve/freedom.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "certificate.h"
#include "solve/greedy.h"
#include "solve/repair.h"

namespace evenset {
namespace {

constexpr double kGuard = 1e-6;

class FreedomProgram {
 public:
  FreedomProgram(const Cells& cells, const TargetPlaces& places) : cells_(cells), places_(places) {
    const size_t all_rows = places.targets();
    for (const int64_t aim : places.aim) program_.add_row(-kInfinity, static_cast<double>(aim));
    program_.add_row(0, 0);
    for (size_t c = 0; c < cells.size(); ++c) {
      for (size_t d = 0; d < cells.dimensions; ++d) program_.add_entry(cells.at(c, d), 1);
      program_.add_entry(all_rows, 1);
      program_.add_column(0, 0, static_cast<double>(cells.available[c]), true);
    }
    add_steps();
    program_.add_entry(all_rows, -1);
    program_.add_column(-1, 0, static_cast<double>(places.size), false);
  }

  LinearOptimum most_rows() { return solver_.optimum(program_); }

  // With `rows` rows taken, the nearest to the aims.
  LinearOptimum nearest(int64_t rows) {
    program_.cost.back() = 0;
    program_.lower.back() = program_.upper.back() = static_cast<double>(rows);
    for (size_t t = 0; t < places_.targets(); ++t)
      program_.cost[above(t)] = program_.cost[below(t)] = places_.aimed[t] ? 1 : 0;
    return solver_.optimum(program_);
  }

  // Whole numbers of rows and places.
  std::vector<double> whole_near(const LinearOptimum& vertex, uint64_t seed, double seconds) {
    std::fill(program_.whole.begin() + static_cast<std::ptrdiff_t>(cells_.size()), program_.whole.end() - 1,
              1);
    double cost = 0;
    for (size_t c = 0; c < vertex.x.size(); ++c) cost += program_.cost[c] * vertex.x[c];
    const RepairLimits limits{
        .goal = std::ceil(cost - kGuard), .seed = seed, .seconds = seconds, .free_from = cells_.size()};
    return whole_solution(program_, vertex, limits);
  }

  std::vector<int64_t> wanted(const std::vector<double>& x) const {
    std::vector<int64_t> out(places_.targets());
    for (size_t t = 0; t < out.size(); ++t) out[t] = places_.aim[t] + std::llround(x[above(t)] - x[below(t)]);
    return nearest_places(places_, out);
  }

  std::vector<int64_t> taken(const std::vector<double>& x) const {
    std::vector<int64_t> out(cells_.size());
    for (size_t c = 0; c < out.size(); ++c) out[c] = std::llround(x[c]);
    return out;
  }

 private:
  size_t above(size_t target) const { return cells_.size() + 2 * target; }
  size_t below(size_t target) const { return above(target) + 1; }

  void add_steps() {
    std::map<size_t, size_t> row;  // by dimension
    for (size_t t = 0; t < places_.targets(); ++t) {
      const auto [of_dimension, is_new] = row.emplace(places_.dimension[t], program_.rows());
      if (is_new) program_.add_row(0, 0);
      for (const int by : {1, -1}) {
        program_.add_entry(t, -by);
        program_.add_entry(of_dimension->second, by);
        const int64_t most = by > 0 ? places_.high[t] - places_.aim[t] : places_.aim[t] - places_.low[t];
        program_.add_column(0, 0, static_cast<double>(most), false);
      }
    }
  }

  const Cells& cells_;
  const TargetPlaces& places_;
  Program program_;
  LinearProgram solver_;
};

// Solvers work to a tolerance; what they say is recounted before it is used.
bool fits(const Cells& cells, const std::vector<int64_t>& taken, const std::vector<int64_t>& wanted) {
  for (size_t c = 0; c < cells.size(); ++c)
    if (taken[c] < 0 || taken[c] > cells.available[c]) return false;
  const std::vector<int64_t> got = target_counts(cells, taken, wanted.size());
  for (size_t t = 0; t < wanted.size(); ++t)
    if (got[t] > wanted[t]) return false;
  return true;
}

int64_t sum(const std::vector<int64_t>& counts) {
  return std::accumulate(counts.begin(), counts.end(), int64_t{0});
}

// Whether every choice that the ranges leave has a best end: then the aims are tried first.
bool all_aimed(const TargetPlaces& places) {
  for (size_t t = 0; t < places.targets(); ++t)
    if (!places.aimed[t] && places.low[t] < places.high[t]) return false;
  return true;
}

// Whole numbers of rows and places at once; true where that gives more rows than there were.
bool take_whole(Freedom& out, FreedomProgram& program, const LinearOptimum& nearest, const Cells& cells,
                uint64_t seed, double seconds) {
  const std::vector<double> x = program.whole_near(nearest, seed, seconds);
  if (x.empty()) return false;
  std::vector<int64_t> wanted = program.wanted(x), taken = program.taken(x);
  if (!fits(cells, taken, wanted) || sum(taken) <= sum(out.taken)) return false;
  out.wanted = std::move(wanted);
  out.taken = std::move(taken);
  return true;
}

}  // namespace

Freedom use_of_ranges(const Cells& cells, const TargetPlaces& places, uint64_t seed, double seconds) {
  FreedomProgram program(cells, places);
  const LinearOptimum most = program.most_rows();
  Quotas proof;
  set_prices(proof, OnShortfall::fewer, cells, places, 0, most.dual);
  Freedom out{places.aim, {}, std::move(proof.prices), proof.bound};
  const int64_t rows = std::min(whole_bound(OnShortfall::fewer, cells, out.bound, 0), places.size);
  const LinearOptimum nearest = program.nearest(rows);
  if (nearest.found && !all_aimed(places) && take_whole(out, program, nearest, cells, seed, seconds) &&
      sum(out.taken) == rows)
    return out;
  if (nearest.found) out.wanted = program.wanted(nearest.x);
  out.taken = largest_quotas(cells, out.wanted, seed, seconds).taken;
  if (nearest.found && sum(out.taken) < rows) take_whole(out, program, nearest, cells, seed, seconds);
  return out;
}

Freedom largest_within(const Cells& cells, const TargetPlaces& places, uint64_t seed, double seconds) {
  Freedom out;
  const bool aims_first = !places.free() || all_aimed(places);
  if (aims_first) {
    Quotas found = largest_quotas(cells, places.aim, seed, seconds);
    out = {places.aim, std::move(found.taken), std::move(found.prices), found.bound};
  }
  if (!places.free()) return out;
  if (!aims_first || sum(out.taken) < places.size) out = use_of_ranges(cells, places, seed, seconds);
  if (sum(out.taken) < places.size) return out;
  // All rows that there are places for: no numbers inside the ranges give more.
  for (size_t t = 0; t < out.prices.size(); ++t)
    out.prices[t] = places.dimension[t] == places.dimension[0] ? 1 : 0;
  out.bound = static_cast<double>(places.size);
  return out;
}

}  // namespace evenset
