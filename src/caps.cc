#include "evenset/caps.h"

#include <algorithm>
#include <numeric>
#include <unordered_map>

#include "evenset/error.h"
#include "rest.h"
#include "solve/exact_sum.h"
#include "solve/freedom.h"
#include "solve/random.h"

namespace evenset {
namespace {

constexpr int kRounds = 3;

// What a row of each cell brings, its places paid.
std::vector<double> worth_of_cells(const Cells& cells, const std::vector<double>& prices) {
  std::vector<double> out(cells.size());
  for (size_t c = 0; c < cells.size(); ++c) {
    ExactSum price;
    for (size_t d = 0; d < cells.dimensions; ++d) price.add(prices[cells.at(c, d)]);
    out[c] = 1 - price.value();
  }
  return out;
}

// All rows by worth, kept ones first, equals by chance.
std::vector<uint64_t> order_of(const Cells& cells, const std::vector<double>& worth, const Rows& keep,
                               uint64_t seed) {
  std::vector<uint64_t> rows(cells.cell_of_row.size());
  std::iota(rows.begin(), rows.end(), uint64_t{0});
  Random(seed).shuffle(rows);
  const auto first = std::stable_partition(rows.begin(), rows.end(), [&](uint64_t row) {
    return std::binary_search(keep.begin(), keep.end(), row);
  });
  const auto value = [&](uint64_t row) {
    const uint32_t cell = cells.cell_of_row[row];
    return cell == Cells::kNoCell ? -1e9 : worth[cell];
  };
  std::stable_sort(first, rows.end(), [&](uint64_t a, uint64_t b) { return value(a) > value(b); });
  return rows;
}

// In this order, every row that finds its groups full.
Rows too_many(const Cells& cells, const std::vector<Cap>& caps, const std::vector<uint64_t>& order,
              size_t kept) {
  std::vector<std::unordered_map<uint32_t, int64_t>> held(caps.size());
  Rows out;
  for (size_t i = 0; i < order.size(); ++i) {
    const uint64_t row = order[i];
    if (cells.cell_of_row[row] == Cells::kNoCell) continue;
    bool full = false;
    for (size_t k = 0; k < caps.size() && !full; ++k) {
      const uint32_t group = caps[k].group[row];
      full = group != Cap::kNoGroup && held[k][group] >= caps[k].most;
    }
    if (full && i >= kept) {
      out.push_back(row);
      continue;
    }
    for (size_t k = 0; k < caps.size(); ++k)
      if (caps[k].group[row] != Cap::kNoGroup) ++held[k][caps[k].group[row]];
  }
  std::sort(out.begin(), out.end());
  return out;
}

Cells without(const Cells& cells, const Rows& rows) {
  Cells out = cells;
  for (const uint64_t row : rows) {
    --out.available[out.cell_of_row[row]];
    out.cell_of_row[row] = Cells::kNoCell;
  }
  return out;
}

int64_t sum(const std::vector<int64_t>& counts) {
  return std::accumulate(counts.begin(), counts.end(), int64_t{0});
}

void require_caps(const Cells& cells, const std::vector<Cap>& caps) {
  for (const Cap& cap : caps)
    if (cap.most < 1 || cap.group.size() != cells.cell_of_row.size())
      throw Error(ErrorKind::usage,
                  "a cap lets one row or more of a group through, and has a group for every row");
}

}  // namespace

Rows rows_over(const Cells& cells, const Plan& plan, const std::vector<Cap>& caps,
               const BalanceOptions& options) {
  require_caps(cells, caps);
  require_feasible(plan, options.size);
  const TargetPlaces places = places_of(plan, whole_counts(plan, options.size), options.ranges);
  const auto largest = [&](const Cells& some) {
    const Rest rest(some, places, options.keep);
    return largest_within(rest.cells, rest.places, options.seed, options.time_limit);
  };
  Rows best;
  int64_t most = -1;
  Freedom found = largest(cells);
  for (int round = 0; round < kRounds && most < options.size; ++round) {
    const std::vector<double> worth = worth_of_cells(cells, found.prices);
    Rows out = too_many(cells, caps, order_of(cells, worth, options.keep, options.seed), options.keep.size());
    found = largest(without(cells, out));
    const int64_t rows = sum(found.taken) + static_cast<int64_t>(options.keep.size());
    if (rows <= most) break;
    most = rows;
    best = std::move(out);
  }
  return best;
}

double capped_bound(const Cells& cells, const Plan& plan, const std::vector<Cap>& caps,
                    const BalanceOptions& options, const std::vector<double>& prices) {
  require_caps(cells, caps);
  const TargetPlaces places = places_of(plan, whole_counts(plan, options.size), options.ranges);
  const std::vector<double> worth = worth_of_cells(cells, prices);
  const std::vector<uint64_t> order = order_of(cells, worth, {}, options.seed);
  double least = static_cast<double>(options.size);
  for (const Cap& cap : caps) {
    std::unordered_map<uint32_t, int64_t> held;
    ExactSum bound;
    bound.add(most_worth(places, prices));
    for (const uint64_t row : order) {
      const uint32_t cell = cells.cell_of_row[row];
      if (cell == Cells::kNoCell || worth[cell] <= 0) break;
      if (cap.group[row] == Cap::kNoGroup || held[cap.group[row]]++ < cap.most) bound.add(worth[cell]);
    }
    least = std::min(least, bound.value());
  }
  return least;
}

}  // namespace evenset
