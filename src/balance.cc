#include "evenset/balance.h"

#include <fmt/format.h>

#include <numeric>

#include "certificate.h"
#include "draw.h"
#include "evenset/error.h"
#include "shortfall.h"
#include "solve/greedy.h"
#include "solve/quota.h"

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
  require_feasible(plan, options.size);
}

int64_t sum(const std::vector<int64_t>& counts) {
  return std::accumulate(counts.begin(), counts.end(), int64_t{0});
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

int64_t Balance::to_write() const {
  int64_t count = 0;
  for (const ShortfallEntry& entry : shortfall) count += entry.count;
  return count;
}

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

Balance balance(const Cells& cells, const Plan& plan, const BalanceOptions& options) {
  require_usable(plan, options);
  Balance out;
  out.wanted = whole_counts(plan, options.size).count;
  out.available = target_counts(cells, cells.available, out.wanted.size());
  // Under fill a second program may have to be solved.
  const double seconds = options.time_limit / (options.on_shortfall == OnShortfall::fill ? 2 : 1);
  const Quotas largest = largest_quotas(cells, out.wanted, options.seed, seconds);
  const Quotas quotas = quotas_for(largest, cells, out.wanted, options, seconds);

  out.selected = drawn_rows(cells.cell_of_row, cells.available, quotas.taken, options.seed);
  out.taken.assign(cells.size(), 0);
  for (const uint64_t row : out.selected) ++out.taken[cells.cell_of_row[row]];
  out.got = target_counts(cells, out.taken, out.wanted.size());
  out.deviation = deviation(out.got, out.wanted);
  out.certificate = {options.on_shortfall, quotas.prices, quotas.bound, {}};
  out.certificate.words = certificate_words(out.certificate, cells, plan, out.wanted, options.size);
  out.optimal = provably_best(options.on_shortfall, cells, quotas.bound, options.size,
                              static_cast<int64_t>(out.selected.size()), out.deviation);
  out.shortfall =
      shortfall(plan, out.wanted, target_counts(cells, largest.taken, out.wanted.size()), options.seed);
  return out;
}

}  // namespace evenset
