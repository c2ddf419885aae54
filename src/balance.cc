#include "evenset/balance.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "certificate.h"
#include "draw.h"
#include "evenset/error.h"
#include "shortfall.h"
#include "solve/greedy.h"
#include "solve/quota.h"
#include "solve/spread.h"

namespace evenset {
namespace {

void require_usable(const Plan& plan, const BalanceOptions& options) {
  if (options.size < 0 || options.size > kMostBalanced) {
    throw Error(ErrorKind::usage, fmt::format("the size to balance to must be from 0 to {}, not {}",
                                              kMostBalanced, options.size));
  }
  if (plan.targets.empty()) {
    throw Error(ErrorKind::input, "the plan has no targets, so there is nothing to balance; add some",
                plan.file);
  }
  if (options.flags < 0 || options.flags > kMostFlags) {
    throw Error(ErrorKind::usage,
                fmt::format("the rare flags in one new example must be from 0 to {}, not {}", kMostFlags,
                            options.flags));
  }
  require_feasible(plan, options.size);
}

constexpr double kSpreadSeconds = 5;  // for what only makes the choice more varied

int64_t sum(const std::vector<int64_t>& counts) {
  return std::accumulate(counts.begin(), counts.end(), int64_t{0});
}

// What to write. Among the largest selections, one that the list completes is
// taken, if there is one.
void find_shortfall(Balance& out, Quotas& largest, const Cells& cells, const Plan& plan,
                    const BalanceOptions& options) {
  const int64_t most = sum(largest.taken);
  out.shortfall_proof.flags = options.flags;
  if (most == options.size) return;
  Shortfall missing = smallest_shortfall(cells, plan, out.wanted, largest.taken, options);
  out.shortfall = std::move(missing.entries);
  out.shortfall_proof = std::move(missing.proof);
  if (missing.taken.size() == cells.size() && sum(missing.taken) >= most) {
    largest.taken = std::move(missing.taken);
  }
}

// Where all n rows are found, each way of falling short comes to the same, and
// a deviation of 0 needs no prices to prove it.
Quotas quotas_for(const Quotas& largest, const Cells& cells, const std::vector<int64_t>& wanted,
                  const BalanceOptions& options, double seconds) {
  const bool complete = sum(largest.taken) == options.size;
  switch (options.on_shortfall) {
    case OnShortfall::fewer:
      break;
    case OnShortfall::fill:
      if (complete) return {largest.taken, std::vector<double>(wanted.size(), 0.0), 0.0};
      return nearest_quotas(cells, wanted, options.size, options.seed, seconds);
    case OnShortfall::fail:
      if (!complete) return {std::vector<int64_t>(cells.size(), 0), largest.prices, largest.bound};
      break;
  }
  return largest;
}

}  // namespace

std::string_view name(OnShortfall mode) {
  switch (mode) {
    case OnShortfall::fewer:
      return "fewer";
    case OnShortfall::fill:
      return "fill";
    case OnShortfall::fail:
      return "fail";
  }
  return "";
}

namespace {

// The pool and the targets without the kept rows.
struct Rest {
  Cells cells;
  std::vector<int64_t> wanted, kept;  // by target

  Rest(const Cells& all, const Plan& plan, const std::vector<int64_t>& all_wanted, const Rows& keep)
      : cells(all), wanted(all_wanted) {
    std::vector<int64_t> taken(all.size());
    for (const uint64_t row : keep) {
      const uint32_t cell = row < cells.cell_of_row.size() ? cells.cell_of_row[row] : Cells::kNoCell;
      if (cell == Cells::kNoCell)
        throw Error(ErrorKind::usage, fmt::format("row {} is to be kept and cannot be chosen", row + 1));
      --cells.available[cell];
      ++taken[cell];
      cells.cell_of_row[row] = Cells::kNoCell;
    }
    kept = target_counts(all, taken, wanted.size());
    for (size_t t = 0; t < wanted.size(); ++t)
      if ((wanted[t] -= kept[t]) < 0) refuse(plan, t);
  }

 private:
  [[noreturn]] void refuse(const Plan& plan, size_t t) const {
    const Target& target = plan.targets[t];
    throw Error(
        ErrorKind::input,
        fmt::format("{} rows are to be kept with {}={}, and the plan has places for {} at this size; keep "
                    "fewer, or give a larger --size",
                    kept[t], plan.dimensions[target.dimension].name, target.name, kept[t] + wanted[t]));
  }
};

Balance solved(const Cells& cells, const Plan& plan, const std::vector<int64_t>& wanted,
               const BalanceOptions& options) {
  Balance out;
  out.wanted = wanted;
  out.available = target_counts(cells, cells.available, out.wanted.size());
  // Under fill a second program may have to be solved.
  const double seconds = options.time_limit / (options.on_shortfall == OnShortfall::fill ? 2 : 1);
  Quotas largest = largest_quotas(cells, out.wanted, options.seed, seconds);
  find_shortfall(out, largest, cells, plan, options);
  const Quotas quotas = quotas_for(largest, cells, out.wanted, options, seconds);

  const std::vector<double> masses = raked_masses(cells, target_counts(cells, quotas.taken, wanted.size()));
  const std::vector<int64_t> taken = spread_counts(cells, quotas.taken, masses, wanted.size(), options.seed,
                                                   std::min(seconds, kSpreadSeconds));
  out.selected = drawn_rows(cells.cell_of_row, cells.available, taken, options.seed);
  out.taken.assign(cells.size(), 0);
  for (const uint64_t row : out.selected) ++out.taken[cells.cell_of_row[row]];
  out.got = target_counts(cells, out.taken, out.wanted.size());
  out.deviation = deviation(out.got, out.wanted);
  out.certificate = {options.on_shortfall, quotas.prices, quotas.bound, {}};
  out.certificate.words = certificate_words(out.certificate, cells, plan, out.wanted, options.size);
  out.optimal = provably_best(options.on_shortfall, cells, quotas.bound, options.size,
                              static_cast<int64_t>(out.selected.size()), out.deviation);
  return out;
}

}  // namespace

Balance balance(const Cells& cells, const Plan& plan, const BalanceOptions& options) {
  require_usable(plan, options);
  const std::vector<int64_t> wanted = whole_counts(plan, options.size).count;
  if (options.keep.empty()) return solved(cells, plan, wanted, options);
  const Rest rest(cells, plan, wanted, options.keep);
  BalanceOptions others = options;
  others.size -= static_cast<int64_t>(options.keep.size());
  Balance out = solved(rest.cells, plan, rest.wanted, others);
  out.selected.insert(out.selected.end(), options.keep.begin(), options.keep.end());
  std::sort(out.selected.begin(), out.selected.end());
  for (const uint64_t row : options.keep) ++out.taken[cells.cell_of_row[row]];
  out.wanted = wanted;
  out.got = target_counts(cells, out.taken, wanted.size());
  out.available = target_counts(cells, cells.available, wanted.size());
  if (options.on_shortfall != OnShortfall::fill)
    out.certificate.bound += static_cast<double>(options.keep.size());
  return out;
}

}  // namespace evenset
