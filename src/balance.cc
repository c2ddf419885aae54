#include "evenset/balance.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "certificate.h"
#include "draw.h"
#include "evenset/error.h"
#include "rest.h"
#include "shortfall.h"
#include "solve/freedom.h"
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
// taken, if there is one, and the places are then those that both fill.
void find_shortfall(Balance& out, Quotas& largest, const Cells& cells, const Plan& plan,
                    const TargetPlaces& places, const BalanceOptions& options) {
  const int64_t most = sum(largest.taken);
  out.shortfall_proof.flags = options.flags;
  if (most == options.size) return;
  Shortfall missing = smallest_shortfall(cells, plan, places, largest.taken, options);
  out.shortfall = std::move(missing.entries);
  out.shortfall_proof = std::move(missing.proof);
  if (missing.taken.size() != cells.size() || sum(missing.taken) < most) return;
  largest.taken = std::move(missing.taken);
  out.wanted = target_counts(cells, largest.taken, out.wanted.size());
  for (const ShortfallEntry& entry : out.shortfall)
    for (const int16_t t : entry.target) out.wanted[static_cast<size_t>(t)] += entry.count;
}

// Where all n rows are found, each way of falling short comes to the same, and
// a deviation of 0 needs no prices to prove it.
Quotas quotas_for(const Quotas& largest, const Cells& cells, const TargetPlaces& places,
                  const BalanceOptions& options, double seconds) {
  const bool complete = sum(largest.taken) == options.size;
  switch (options.on_shortfall) {
    case OnShortfall::fewer:
      break;
    case OnShortfall::fill:
      if (complete) return {largest.taken, std::vector<double>(places.targets(), 0.0), 0.0};
      return nearest_quotas(cells, places, options.size, options.seed, seconds);
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

void require_places(const Rest& rest, const Plan& plan, const TargetPlaces& places) {
  if (rest.over == SIZE_MAX) return;
  int64_t room = places.size;  // what the low ends and kept rows of the dimension's others leave
  for (size_t t = 0; t < rest.kept.size(); ++t)
    if (t != rest.over && places.dimension[t] == places.dimension[rest.over])
      room -= std::max(rest.kept[t], places.low[t]);
  throw Error(ErrorKind::input,
              fmt::format("{} rows are to be kept with {}, and the plan has places for {} at this size; keep "
                          "fewer, or give a larger --size",
                          rest.kept[rest.over], label(plan, plan.targets[rest.over]),
                          std::clamp<int64_t>(room, 0, places.high[rest.over])));
}

Balance solved(const Cells& cells, const Plan& plan, const TargetPlaces& places,
               const BalanceOptions& options) {
  Balance out;
  const size_t targets = places.targets();
  out.available = target_counts(cells, cells.available, targets);
  // Under fill a second program may have to be solved.
  const double seconds = options.time_limit / (options.on_shortfall == OnShortfall::fill ? 2 : 1);
  Freedom found = largest_within(cells, places, options.seed, seconds);
  out.wanted = std::move(found.wanted);
  Quotas largest{std::move(found.taken), std::move(found.prices), found.bound};
  find_shortfall(out, largest, cells, plan, places, options);
  const Quotas quotas = quotas_for(largest, cells, places, options, seconds);

  const std::vector<double> masses = raked_masses(cells, target_counts(cells, quotas.taken, targets));
  const std::vector<int64_t> taken =
      spread_counts(cells, quotas.taken, masses, targets, options.seed, std::min(seconds, kSpreadSeconds));
  out.selected = drawn_rows(cells.cell_of_row, cells.available, taken, options.seed);
  out.taken.assign(cells.size(), 0);
  for (const uint64_t row : out.selected) ++out.taken[cells.cell_of_row[row]];
  out.got = target_counts(cells, out.taken, targets);
  if (options.on_shortfall == OnShortfall::fill) out.wanted = nearest_places(places, out.got);
  out.deviation = deviation(out.got, out.wanted);
  out.certificate = {options.on_shortfall, quotas.prices, quotas.bound, {}};
  out.certificate.words = certificate_words(out.certificate, cells, plan, places, options.size);
  out.optimal = provably_best(options.on_shortfall, cells, quotas.bound, options.size,
                              static_cast<int64_t>(out.selected.size()), out.deviation);
  return out;
}

// The kept rows; under fail none are chosen where not all can be.
void put_back(Balance& out, const Rest& rest, const Cells& cells, const BalanceOptions& options) {
  const bool refused = options.on_shortfall == OnShortfall::fail && !out.met(rest.places.size);
  for (size_t t = 0; t < rest.kept.size(); ++t) {
    out.wanted[t] += rest.kept[t];
    if (!refused) out.got[t] += rest.kept[t];
  }
  out.available = target_counts(cells, cells.available, out.wanted.size());
  if (options.on_shortfall != OnShortfall::fill)
    out.certificate.bound += static_cast<double>(options.keep.size());
  out.deviation = deviation(out.got, out.wanted);
  if (refused) return;
  out.selected.insert(out.selected.end(), options.keep.begin(), options.keep.end());
  std::sort(out.selected.begin(), out.selected.end());
  for (const uint64_t row : options.keep) ++out.taken[cells.cell_of_row[row]];
}

}  // namespace

Balance balance(const Cells& cells, const Plan& plan, const BalanceOptions& options) {
  require_usable(plan, options);
  const TargetPlaces places = places_of(plan, whole_counts(plan, options.size), options.ranges);
  Balance out;
  if (options.keep.empty()) {
    out = solved(cells, plan, places, options);
  } else {
    const Rest rest(cells, places, options.keep);
    require_places(rest, plan, places);
    BalanceOptions others = options;
    others.size = rest.places.size;
    out = solved(rest.cells, plan, rest.places, others);
    put_back(out, rest, cells, options);
  }
  out.aim = places.aim;
  return out;
}

}  // namespace evenset
