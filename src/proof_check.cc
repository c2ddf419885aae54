// Checking a proof without a solver. Every figure is worked out again: wanted
// counts from the plan, margins from the cells, cells from the rows, the rows
// from the seed, the bound from the prices. Weak duality does the rest: prices
// within their range prove their bound, whoever made them up.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "certificate.h"
#include "draw.h"
#include "proof_file.h"
#include "solve/greedy.h"

namespace evenset {
namespace {

using Faults = std::vector<std::string>;
using CellKey = std::vector<int16_t>;

template <class T>
void expect_same(Faults& faults, std::string_view what, const T& stated, const T& found) {
  if (stated != found)
    faults.push_back(fmt::format("{}: the proof says {}, recomputed {}", what, stated, found));
}

void expect_near(Faults& faults, std::string_view what, double stated, double found) {
  // Sums are kept exact to the last digits; a price that was changed shows far above this.
  if (!(std::abs(stated - found) <= 1e-6 + 1e-12 * std::abs(found))) {
    faults.push_back(fmt::format("{}: the proof says {}, recomputed {}", what, stated, found));
  }
}

std::string label(const ProofTarget& target) { return target.dimension + "=" + target.value; }

// Whether indices of the proof mean the same in the plan; else nothing more can be said.
bool same_targets(Faults& faults, const ProofFile& proof, const Plan& plan) {
  std::vector<std::string> stated, planned;
  for (const ProofTarget& target : proof.targets) stated.push_back(label(target));
  for (const Target& t : plan.targets) planned.push_back(plan.dimensions[t.dimension].name + "=" + t.name);
  std::vector<std::string> dimensions;
  for (const size_t d : plan.planned()) dimensions.push_back(plan.dimensions[d].name);
  if (stated != planned) faults.push_back("the targets are not those of the plan in the proof");
  if (proof.dimensions != dimensions)
    faults.push_back("the dimensions are not those of the plan in the proof");
  if (!faults.empty()) return false;

  const std::vector<size_t> dimension = plan.planned();
  for (size_t c = 0; c < proof.cells.size(); ++c) {
    for (size_t d = 0; d < dimension.size(); ++d) {
      if (plan.targets[proof.cells.at(c, d)].dimension == dimension[d]) continue;
      faults.push_back(
          fmt::format("cell {} has a target of another dimension than {}", c, proof.dimensions[d]));
      return false;
    }
  }
  return true;
}

// What is wanted is inside what the plan leaves, and adds up in every dimension.
void check_wanted(Faults& faults, const ProofFile& proof, const Plan& plan, const TargetPlaces& places) {
  std::map<size_t, int64_t> sum;
  for (size_t t = 0; t < proof.targets.size(); ++t) {
    const ProofTarget& target = proof.targets[t];
    sum[plan.targets[t].dimension] += target.wanted;
    if (places.low[t] == places.high[t])
      expect_same(faults, "wanted of " + label(target), target.wanted, places.low[t]);
    else if (target.wanted < places.low[t] || target.wanted > places.high[t])
      faults.push_back(fmt::format("wanted of {}: the proof says {}, the plan {} to {}", label(target),
                                   target.wanted, places.low[t], places.high[t]));
  }
  for (const auto& [dimension, count] : sum)
    expect_same(faults, "wanted over " + plan.dimensions[dimension].name, count, proof.size);
}

void check_targets(Faults& faults, const ProofFile& proof, const Plan& plan, const TargetPlaces& places) {
  check_wanted(faults, proof, plan, places);
  const std::vector<int64_t> got = target_counts(proof.cells, proof.taken, proof.targets.size());
  const std::vector<int64_t> available =
      target_counts(proof.cells, proof.cells.available, proof.targets.size());
  std::vector<int64_t> wanted;
  for (size_t t = 0; t < proof.targets.size(); ++t) {
    const ProofTarget& target = proof.targets[t];
    wanted.push_back(target.wanted);
    expect_same(faults, "got of " + label(target), target.got, got[t]);
    expect_same(faults, "available of " + label(target), target.available, available[t]);
    if (proof.mode == OnShortfall::fewer && got[t] > target.wanted) {
      faults.push_back(fmt::format("{} is above its target", label(target)));
    }
  }
  expect_same(faults, "deviation", proof.deviation, deviation(got, wanted));
}

void check_size(Faults& faults, const ProofFile& proof) {
  const auto rows = static_cast<int64_t>(proof.rows.size());
  expect_same(faults, "selected", proof.selected, rows);
  expect_same(faults, "rows taken from the cells",
              std::accumulate(proof.taken.begin(), proof.taken.end(), int64_t{0}), rows);
  if (proof.mode == OnShortfall::fill) {
    expect_same(faults, "rows under fill", rows, std::min(proof.size, candidates(proof.cells)));
  }
  const bool all = rows == proof.size && proof.deviation == 0;
  if (proof.mode == OnShortfall::fail && rows != 0 && !all) {
    faults.push_back("under fail, all rows with every target met or none may be selected");
  }
}

void check_bound(Faults& faults, const ProofFile& proof, const TargetPlaces& places) {
  const double low = proof.mode == OnShortfall::fill ? -1 : 0;
  std::vector<double> prices;
  bool in_range = true;
  for (const ProofTarget& target : proof.targets) {
    prices.push_back(target.price);
    if (target.price >= low && target.price <= 1) continue;
    in_range = false;
    faults.push_back(
        fmt::format("price of {}: {} is not between {} and 1", label(target), target.price, low));
  }
  if (!in_range) return;  // such prices prove nothing
  const BoundParts parts = bound_parts(proof.mode, proof.cells, places, prices, proof.size);
  expect_near(faults, "bound, places", proof.places, parts.places);
  expect_near(faults, "bound, rows", proof.rest, parts.rows);
  expect_near(faults, "bound", proof.bound, parts.sum());
  expect_same(
      faults, "optimal", proof.optimal,
      provably_best(proof.mode, proof.cells, parts.sum(), proof.size, proof.selected, proof.deviation));
}

void check_rows(Faults& faults, const ProofFile& proof) {
  for (size_t i = 1; i < proof.rows.size(); ++i) {
    if (proof.rows[i - 1] < proof.rows[i]) continue;
    faults.push_back(fmt::format("rows are not ascending at {}", proof.rows[i]));
    return;
  }
  uint64_t rows = 0;
  for (const ProofInput& input : proof.inputs) rows += input.rows;
  if (proof.rows.empty() || proof.inputs.empty() || proof.rows.back() < rows) return;
  faults.push_back(fmt::format("row {} is beyond the {} rows of the inputs", proof.rows.back(), rows));
}

CellKey key(const Cells& cells, size_t cell) {
  const auto begin = cells.target.begin() + static_cast<std::ptrdiff_t>(cell * cells.dimensions);
  return {begin, begin + static_cast<std::ptrdiff_t>(cells.dimensions)};
}

// The proof's number of each cell of the pool; reports cells that differ.
std::vector<size_t> matched_cells(Faults& faults, const ProofFile& proof, const Cells& pool) {
  std::map<CellKey, size_t> number;
  for (size_t c = 0; c < pool.size(); ++c) number.emplace(key(pool, c), c);
  std::vector<size_t> stated(pool.size(), proof.cells.size());
  for (size_t c = 0; c < proof.cells.size(); ++c) {
    const auto found = number.find(key(proof.cells, c));
    const int64_t available = found == number.end() ? 0 : pool.available[found->second];
    expect_same(faults, fmt::format("rows of cell {}", c), proof.cells.available[c], available);
    if (found != number.end()) stated[found->second] = c;
  }
  for (size_t c = 0; c < pool.size(); ++c) {
    if (pool.available[c] == 0 || stated[c] != proof.cells.size()) continue;
    faults.push_back(
        fmt::format("the pool has {} rows in a cell that the proof leaves out", pool.available[c]));
  }
  return stated;
}

void check_distinct(Faults& faults, const Cells& cells) {
  std::map<CellKey, size_t> number;
  for (size_t c = 0; c < cells.size(); ++c) {
    if (!number.emplace(key(cells, c), c).second) faults.push_back(fmt::format("cell {} is there twice", c));
  }
}

void check_pool(Faults& faults, const ProofFile& proof, const Cells& pool) {
  uint64_t rows = 0;
  for (const ProofInput& input : proof.inputs) rows += input.rows;
  if (!proof.inputs.empty())
    expect_same(faults, "rows of the inputs", rows, uint64_t{pool.cell_of_row.size()});
  if (pool.dimensions != proof.cells.dimensions) {
    faults.push_back("the pool was counted by another plan");
    return;
  }
  const std::vector<size_t> stated = matched_cells(faults, proof, pool);
  if (!faults.empty()) return;
  std::vector<int64_t> taken(pool.size(), 0);
  for (size_t c = 0; c < pool.size(); ++c) {
    if (stated[c] != proof.cells.size()) taken[c] = proof.taken[stated[c]];
  }
  // The rows of a cell are exchangeable as far as the targets go.
  std::vector<int64_t> found(pool.size(), 0);
  for (const uint64_t row : proof.rows)
    if (row < pool.cell_of_row.size() && pool.cell_of_row[row] != Cells::kNoCell)
      ++found[pool.cell_of_row[row]];
  if (found != taken) faults.push_back("the rows are not those that were taken from the cells");
  if (proof.drawn &&
      drawn_rows(pool.cell_of_row, pool.available, std::move(taken), proof.seed) != proof.rows) {
    faults.push_back("the rows are not those that the seed draws from the cells");
  }
}

}  // namespace

ProofCheck verify_proof(std::string_view json, const Cells* cells) {
  const ProofFile proof = parse_proof(json);
  const Plan plan = parse_plan(proof.plan, "the plan in the proof");
  ProofCheck out;
  if (!same_targets(out.faults, proof, plan)) return out;
  const Counts counts = whole_counts(plan, proof.size);
  if (!counts.feasible) {
    out.faults.push_back("the plan in the proof cannot be met at this size");
    return out;
  }
  const TargetPlaces places = places_of(plan, counts, proof.ranges);
  check_targets(out.faults, proof, plan, places);
  check_size(out.faults, proof);
  check_distinct(out.faults, proof.cells);
  check_rows(out.faults, proof);
  check_bound(out.faults, proof, places);
  if (cells != nullptr) check_pool(out.faults, proof, *cells);
  out.accepted = out.faults.empty();
  return out;
}

}  // namespace evenset
