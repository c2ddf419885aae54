// The chosen rows are a small pool of their own. Every cell first gives the
// whole part of its share; what is left over, at most one row a cell, is an
// instance of the balance's second program, whose targets are the margins that
// are still missing. Only where that cannot be met exactly are cells free to
// give more or less than their share.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "draw.h"
#include "evenset/balance.h"
#include "evenset/error.h"
#include "solve/greedy.h"
#include "solve/quota.h"

namespace evenset {
namespace {

constexpr double kSeconds = 10;
constexpr uint64_t kOwnChance = 0x686f6c646f7574;  // draws differ from the balance's at the same seed
constexpr double kGuard = 1e-9;                    // shares are decimal, their products with counts are not

Cells chosen_cells(const Cells& cells, const Rows& selected) {
  Cells out{cells.dimensions, cells.target, {}, std::vector<int64_t>(cells.size(), 0)};
  out.cell_of_row.assign(cells.cell_of_row.size(), Cells::kNoCell);
  for (const uint64_t row : selected) {
    if (row >= cells.cell_of_row.size() || cells.cell_of_row[row] == Cells::kNoCell ||
        out.cell_of_row[row] != Cells::kNoCell) {
      throw Error(ErrorKind::usage,
                  fmt::format("row {} is no candidate or named twice; it cannot be held out", row));
    }
    out.cell_of_row[row] = cells.cell_of_row[row];
    ++out.available[cells.cell_of_row[row]];
  }
  return out;
}

int64_t whole_part(int64_t count, double share) {
  return static_cast<int64_t>(std::floor(static_cast<double>(count) * share + kGuard));
}

// Shares of the targets' counts as whole numbers that add up to `size` in every
// dimension: largest remainder.
std::vector<int64_t> margins(const Plan& plan, const std::vector<int64_t>& got, double share, int64_t size) {
  std::vector<int64_t> out(got.size());
  for (const size_t d : plan.planned()) {
    std::vector<std::pair<double, size_t>> remainder;
    int64_t left = size;
    for (size_t t = 0; t < got.size(); ++t) {
      if (plan.targets[t].dimension != d) continue;
      out[t] = whole_part(got[t], share);
      left -= out[t];
      remainder.emplace_back(static_cast<double>(got[t]) * share - static_cast<double>(out[t]), t);
    }
    std::stable_sort(remainder.begin(), remainder.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first + kGuard; });
    for (size_t i = 0; left > 0; i = (i + 1) % remainder.size()) {
      if (out[remainder[i].second] == got[remainder[i].second]) continue;
      ++out[remainder[i].second];
      --left;
    }
  }
  return out;
}

std::vector<int64_t> quotas_near_share(const Cells& chosen, const std::vector<int64_t>& wanted, double share,
                                       int64_t size, uint64_t seed) {
  std::vector<int64_t> floor(chosen.size());
  Cells rest{chosen.dimensions, chosen.target, {}, std::vector<int64_t>(chosen.size(), 0)};
  for (size_t c = 0; c < chosen.size(); ++c) {
    floor[c] = whole_part(chosen.available[c], share);
    const double left = static_cast<double>(chosen.available[c]) * share - static_cast<double>(floor[c]);
    rest.available[c] = left > kGuard ? 1 : 0;
  }
  std::vector<int64_t> missing = target_counts(chosen, floor, wanted.size());
  for (size_t t = 0; t < missing.size(); ++t) missing[t] = wanted[t] - missing[t];
  const int64_t count = size - std::accumulate(floor.begin(), floor.end(), int64_t{0});
  Quotas quotas = nearest_quotas(rest, fixed_places(missing), count, seed, kSeconds);
  for (size_t c = 0; c < chosen.size(); ++c) quotas.taken[c] += floor[c];
  return quotas.taken;
}

}  // namespace

Rows holdout(const Cells& cells, const Plan& plan, const Rows& selected, double share, uint64_t seed) {
  if (!(share >= 0 && share <= 1)) {
    throw Error(ErrorKind::usage, fmt::format("the share to hold out must be from 0 to 1, not {}", share));
  }
  seed ^= kOwnChance;
  const Cells chosen = chosen_cells(cells, selected);
  const int64_t size = std::llround(static_cast<double>(selected.size()) * share);
  const std::vector<int64_t> got = target_counts(chosen, chosen.available, plan.targets.size());
  const std::vector<int64_t> wanted = margins(plan, got, share, size);
  const auto off = [&](const std::vector<int64_t>& taken) {
    return deviation(target_counts(chosen, taken, wanted.size()), wanted);
  };
  std::vector<int64_t> taken = quotas_near_share(chosen, wanted, share, size, seed);
  if (off(taken) > 0) {
    std::vector<int64_t> free = nearest_quotas(chosen, fixed_places(wanted), size, seed, kSeconds).taken;
    if (off(free) < off(taken)) taken = std::move(free);
  }
  return drawn_rows(chosen.cell_of_row, chosen.available, taken, seed);
}

}  // namespace evenset
