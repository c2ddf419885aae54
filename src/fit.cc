// Shares of a size that is not known yet are linear in it. Columns: the cells' rows beside
// the kept ones; the size; per end of a target, by how much it is missed, which costs more
// than any size. Whole numbers and joint targets may ask for more than the program says.
#include "evenset/fit.h"

#include <algorithm>
#include <cmath>

#include "evenset/error.h"
#include "rest.h"
#include "solve/freedom.h"
#include "solve/linear.h"

namespace evenset {
namespace {

constexpr double kMissed = 1e6, kNear = 1e-6;
constexpr int kTries = 100;

class SizeProgram {
 public:
  SizeProgram(const Plan& plan, const Rest& rest, int64_t kept, double cost)
      : cells_(rest.cells.size()), kept_(static_cast<double>(kept)) {
    const size_t targets = plan.targets.size();
    for (size_t c = 0; c < cells_; ++c) {
      for (size_t d = 0; d < rest.cells.dimensions; ++d) {
        program_.add_entry(2 * rest.cells.at(c, d), 1);
        program_.add_entry(2 * rest.cells.at(c, d) + 1, 1);
      }
      program_.add_entry(2 * targets, 1);
      program_.add_column(0, 0, static_cast<double>(rest.cells.available[c]), true);
    }
    add_size(plan, cost);
    for (size_t t = 0; t < targets; ++t) add_ends(plan.targets[t], t, static_cast<double>(rest.kept[t]));
    program_.add_row(0, 0);
  }

  // What the size is at best; below 0: no size will do.
  double best() {
    const LinearOptimum optimum = linear_optimum(program_);
    if (!optimum.found) return -1;
    for (size_t c = cells_ + 1; c < optimum.x.size(); ++c)
      if (optimum.x[c] > kNear) return -1;
    return kept_ + optimum.x[cells_];
  }

 private:
  // The size less the kept rows.
  void add_size(const Plan& plan, double cost) {
    for (size_t t = 0; t < plan.targets.size(); ++t) {
      program_.add_entry(2 * t, -plan.targets[t].low);
      program_.add_entry(2 * t + 1, -plan.targets[t].high);
    }
    program_.add_entry(2 * plan.targets.size(), -1);
    program_.add_column(cost, 0, kInfinity, false);
  }

  void add_ends(const Target& target, size_t t, double kept) {
    const double low = target.low * kept_ + static_cast<double>(target.low_count) - kept;
    const double high = target.high * kept_ + static_cast<double>(target.high_count) - kept;
    program_.add_entry(2 * t, 1);
    program_.add_column(kMissed, 0, kInfinity, false);
    program_.add_row(low, kInfinity);
    program_.add_entry(2 * t + 1, -1);
    program_.add_column(kMissed, 0, kInfinity, false);
    program_.add_row(-kInfinity, high);
  }

  size_t cells_;
  double kept_;
  Program program_;
};

bool can_be(const Cells& cells, const Plan& plan, const BalanceOptions& options, int64_t size) {
  const Counts counts = whole_counts(plan, size);
  if (!counts.feasible || !counts.notes.empty()) return false;  // a range without a whole number
  const Rest rest(cells, places_of(plan, counts, true), options.keep);
  if (rest.over != SIZE_MAX) return false;
  const Freedom found = largest_within(rest.cells, rest.places, options.seed, options.time_limit);
  int64_t rows = 0;
  for (const int64_t count : found.taken) rows += count;
  return rows == rest.places.size;
}

// From the first size to the last, by 1 or -1.
Fit tried(const Cells& cells, const Plan& plan, const BalanceOptions& options, int64_t first, int64_t last,
          int64_t by) {
  int64_t size = first;
  for (int i = 0; i < kTries && (size - last) * by <= 0; ++i, size += by)
    if (can_be(cells, plan, options, size)) return {size, i == 0};
  return {-1, (size - last) * by > 0};
}

// The kept rows and all others of the pool.
int64_t all_rows(const Cells& cells) {
  int64_t rows = 0;
  for (const int64_t count : cells.available) rows += count;
  return rows;
}

Fit fit(const Cells& cells, const Plan& plan, const BalanceOptions& options, bool least) {
  if (plan.targets.empty())
    throw Error(ErrorKind::input, "the plan has no targets, so no size fits better than another", plan.file);
  const auto kept = static_cast<int64_t>(options.keep.size()), all = all_rows(cells);
  const Rest rest(cells, places_of(plan, whole_counts(plan, kept), true), options.keep);
  const double bound = SizeProgram(plan, rest, kept, least ? 1 : -1).best();
  if (bound < 0) return {-1, true};
  const auto first = std::max<int64_t>(1, static_cast<int64_t>(std::ceil(bound - kNear)));
  if (least) return tried(cells, plan, options, first, all, 1);
  return tried(cells, plan, options, std::min(all, static_cast<int64_t>(std::floor(bound + kNear))), 1, -1);
}

}  // namespace

Fit least_size(const Cells& cells, const Plan& plan, const BalanceOptions& options) {
  return fit(cells, plan, options, true);
}

Fit largest_size(const Cells& cells, const Plan& plan, const BalanceOptions& options) {
  return fit(cells, plan, options, false);
}

}  // namespace evenset
