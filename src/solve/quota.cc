// Both programs have one whole column per cell and a row per target. Under
// `nearest` each target also has a column for rows too many and one for rows
// too few, and one that moves its places inside its range. The duals of the rows are the prices of the
// certificate.
#include "solve/quota.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <numeric>

#include "certificate.h"
#include "solve/greedy.h"
#include "solve/repair.h"
#include "solve/snapped.h"

namespace evenset {
namespace {

void add_cell(Program& program, const Cells& cells, size_t cell, double cost) {
  for (size_t d = 0; d < cells.dimensions; ++d) {
    program.add_entry(cells.at(cell, d), 1);
  }
  program.add_column(cost, 0, static_cast<double>(cells.available[cell]), true);
}

Program largest_program(const Cells& cells, const std::vector<int64_t>& wanted) {
  Program program;
  for (size_t c = 0; c < cells.size(); ++c) add_cell(program, cells, c, -1);
  for (const int64_t count : wanted) program.add_row(-kInfinity, static_cast<double>(count));
  return program;
}

Program nearest_program(const Cells& cells, const TargetPlaces& places, int64_t size) {
  Program program;
  const size_t all_rows = places.targets();  // this row counts what is taken
  for (size_t c = 0; c < cells.size(); ++c) {
    program.add_entry(all_rows, 1);
    add_cell(program, cells, c, 0);
  }
  for (size_t t = 0; t < places.targets(); ++t) {
    program.add_entry(t, -1);  // too many
    program.add_column(1, 0, kInfinity, false);
    program.add_entry(t, 1);  // too few
    program.add_column(1, 0, kInfinity, false);
    program.add_row(static_cast<double>(places.aim[t]), static_cast<double>(places.aim[t]));
  }
  program.add_row(static_cast<double>(size), static_cast<double>(size));
  add_free_places(program, places);
  return program;
}

std::vector<int64_t> rounded_down(const std::vector<double>& x, size_t count) {
  std::vector<int64_t> out(count);
  for (size_t c = 0; c < count; ++c) out[c] = static_cast<int64_t>(std::floor(x[c] + 1e-6));
  return out;
}

std::vector<int64_t> whole(const std::vector<double>& x, size_t count) {
  std::vector<int64_t> out(count);
  for (size_t c = 0; c < count; ++c) out[c] = std::llround(x[c]);
  return out;
}

int64_t sum(const std::vector<int64_t>& counts) {
  return std::accumulate(counts.begin(), counts.end(), int64_t{0});
}

// Solvers work to a tolerance; what they say is recounted before it is used.
bool available(const Cells& cells, const std::vector<int64_t>& taken) {
  for (size_t c = 0; c < cells.size(); ++c) {
    if (taken[c] < 0 || taken[c] > cells.available[c]) return false;
  }
  return true;
}

bool none_above(const std::vector<int64_t>& got, const std::vector<int64_t>& wanted) {
  for (size_t t = 0; t < wanted.size(); ++t) {
    if (got[t] > wanted[t]) return false;
  }
  return true;
}

}  // namespace

void set_prices(Quotas& out, OnShortfall mode, const Cells& cells, const TargetPlaces& places, int64_t size,
                const std::vector<double>& dual) {
  const double low = mode == OnShortfall::fill ? -1 : 0;
  std::vector<double> raw, fractions;
  for (size_t t = 0; t < places.targets(); ++t) {
    raw.push_back(std::clamp(-dual[t], low, 1.0));
    fractions.push_back(snapped(raw.back()));
  }
  const double raw_bound = bound_parts(mode, cells, places, raw, size).sum();
  const double bound = bound_parts(mode, cells, places, fractions, size).sum();
  const bool raw_proves_more =
      whole_bound(mode, cells, raw_bound, size) != whole_bound(mode, cells, bound, size) &&
      (mode == OnShortfall::fill) == (raw_bound > bound);
  out.prices = raw_proves_more ? raw : fractions;
  out.bound = raw_proves_more ? raw_bound : bound;
}

Quotas largest_quotas(const Cells& cells, const std::vector<int64_t>& wanted, uint64_t seed, double seconds) {
  const Program program = largest_program(cells, wanted);
  const LinearOptimum vertex = linear_optimum(program);
  Quotas out;
  set_prices(out, OnShortfall::fewer, cells, fixed_places(wanted), 0, vertex.dual);
  out.taken = rounded_down(vertex.x, cells.size());
  top_up_within(out.taken, cells, wanted, seed);
  const int64_t most = whole_bound(OnShortfall::fewer, cells, out.bound, 0);
  if (!vertex.found || sum(out.taken) == most) return out;

  const std::vector<double> x = whole_solution(
      program, vertex, {.goal = -static_cast<double>(most), .step = 1, .seed = seed, .seconds = seconds});
  if (x.empty()) return out;
  std::vector<int64_t> taken = whole(x, cells.size());
  const bool usable =
      available(cells, taken) && none_above(target_counts(cells, taken, wanted.size()), wanted);
  if (usable && sum(taken) > sum(out.taken)) out.taken = std::move(taken);
  return out;
}

Quotas nearest_quotas(const Cells& cells, const TargetPlaces& places, int64_t size, uint64_t seed,
                      double seconds) {
  const int64_t count = std::min(size, candidates(cells));
  const Program program = nearest_program(cells, places, count);
  const LinearOptimum vertex = linear_optimum(program);
  Quotas out;
  set_prices(out, OnShortfall::fill, cells, places, size, vertex.dual);
  const auto wanted = [&](const std::vector<int64_t>& taken) {
    return nearest_places(places, target_counts(cells, taken, places.targets()));
  };
  const auto off = [&](const std::vector<int64_t>& taken) {
    return deviation(target_counts(cells, taken, places.targets()), wanted(taken));
  };
  out.taken = rounded_down(vertex.x, cells.size());
  top_up_to(out.taken, cells, wanted(out.taken), count);
  const int64_t least = whole_bound(OnShortfall::fill, cells, out.bound, size);
  if (!vertex.found || off(out.taken) == least) return out;

  // Within one dimension, one row more here is one row less there: steps of two.
  const std::vector<double> x = whole_solution(
      program, vertex, {.goal = static_cast<double>(least), .step = 2, .seed = seed, .seconds = seconds});
  if (x.empty()) return out;
  std::vector<int64_t> taken = whole(x, cells.size());
  const bool usable = available(cells, taken) && sum(taken) == count;
  if (usable && off(taken) < off(out.taken)) out.taken = std::move(taken);
  return out;
}

}  // namespace evenset
