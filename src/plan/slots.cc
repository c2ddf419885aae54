// Items in rows, planned dimensions in columns; a swap of one column's values
// between two rows keeps every count. What a swap changes of the sum of squared
// deviations is read off a table of the present deviations, four numbers a
// dimension in which the two rows differ. Swaps are looked for where a cell is
// farthest off, so that hardly any is tried in vain.
//
// Deviations are whole numbers of 1/4,096 items, so that the same swaps win on
// every machine.
#include "evenset/slots.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <numeric>
#include <optional>

#include "evenset/error.h"
#include "plan/exclusions.h"
#include "solve/random.h"

namespace evenset {
namespace {

constexpr size_t kMostTargets = 4096;
constexpr int64_t kItem = 4096;                                  // one item, in the unit of deviations
constexpr int64_t kForbidden = int64_t{1} << 48;                 // outweighs any number of deviations
constexpr int64_t kCandidates = 24, kMostCandidates = 24 << 10;  // swaps weighed for one that is made
constexpr int kTries = 40;        // items looked at for the other side of a swap
constexpr uint64_t kStarts = 16;  // from other shuffles, while a cell is off by more than an item
constexpr uint64_t kNextSeed = 0x9e3779b97f4a7c15;
constexpr int64_t kBudget = 50'000'000, kBudgetPerPair = 40;  // deviations read in all: some seconds

// A cell of a two-way table: two targets of different dimensions.
struct Cell {
  uint32_t a, b;
  int64_t aim;  // kItem each
};

struct Swap {
  size_t column = 0, i = 0, j = 0;
  int64_t change = 0;  // of the sum of squares, in kItem
};

class Dealer {
 public:
  Dealer(const Plan& plan, const Counts& counts);
  // Shuffle, then swap while that helps.
  void deal(uint64_t seed);
  bool budget_left() const { return budget_ > 0; }
  // A pair that is impossible and yet there.
  const Cell* forbidden() const;
  Slots slots() const;

 private:
  void add_cells(const Plan& plan, const Counts& counts);
  size_t first_behind(size_t target) const;
  void shuffle(uint64_t seed);
  int64_t off(const Cell& cell) const { return off_[cell.a * targets_ + cell.b]; }
  bool is_bad(const Cell& cell, int64_t limit) const;
  size_t value(size_t item, size_t column) const {
    return static_cast<size_t>(at_[item * columns_ + column]);
  }
  std::optional<size_t> holder(size_t held, size_t other, bool has_other, size_t& from);
  std::optional<Swap> candidate(const Cell& cell);
  int64_t change(const Swap& swap) const;
  void make(const Swap& swap);
  void meet(size_t target, size_t item, size_t column, int64_t amount);
  bool improve(const Cell& cell, int64_t candidates);
  bool sweep(int64_t limit, int64_t candidates, bool& bad_left);

  size_t targets_, columns_, size_;
  std::vector<size_t> column_of_;               // by target
  std::vector<Cell> cells_;                     // of all two-way tables
  std::vector<int16_t> at_;                     // item i, column c: at_[i * columns_ + c], a target
  std::vector<std::vector<uint32_t>> holders_;  // by target: items
  std::vector<uint32_t> place_;                 // of item i, column c in its target's holders
  std::vector<int64_t> off_;                    // by pair of targets, both ways: count less aim
  // Where items of the cell at hand are looked for: it goes round, so that the last of
  // many are found in one round and not in one each.
  size_t cursor_ = 0;
  int64_t budget_;
  Random random_{0};
};

Dealer::Dealer(const Plan& plan, const Counts& counts)
    : targets_(plan.targets.size()),
      columns_(plan.planned().size()),
      size_(static_cast<size_t>(counts.size)),
      at_(size_ * columns_),
      holders_(targets_),
      place_(size_ * columns_),
      off_(targets_ * targets_),
      budget_(kBudget + kBudgetPerPair * static_cast<int64_t>(at_.size() * columns_)) {
  size_t column = 0;
  for (size_t t = 0; t < targets_; ++t) {
    if (t > 0 && plan.targets[t].dimension != plan.targets[t - 1].dimension) ++column;
    column_of_.push_back(column);
    holders_[t].resize(static_cast<size_t>(counts.count[t]));
  }
  add_cells(plan, counts);
}

void Dealer::add_cells(const Plan& plan, const Counts& counts) {
  const Exclusions impossible(plan);
  for (size_t a = 0; a < targets_; a = first_behind(a)) {
    for (size_t b = first_behind(a); b < targets_; b = first_behind(b)) {
      const std::vector<double> table =
          two_way_table(plan, counts.count, plan.targets[a].dimension, plan.targets[b].dimension);
      size_t next = 0;
      for (size_t t = a; t < first_behind(a); ++t) {
        for (size_t u = b; u < first_behind(b); ++u, ++next) {
          const auto aim = std::llround(table[next] * static_cast<double>(kItem));
          cells_.push_back(
              {static_cast<uint32_t>(t), static_cast<uint32_t>(u), impossible(t, u) ? -kForbidden : aim});
        }
      }
    }
  }
}

// The first target of the next column.
size_t Dealer::first_behind(size_t target) const {
  size_t t = target;
  while (t < targets_ && column_of_[t] == column_of_[target]) ++t;
  return t;
}

void Dealer::shuffle(uint64_t seed) {
  random_ = Random(seed);
  for (const Cell& cell : cells_) {
    off_[cell.a * targets_ + cell.b] = off_[cell.b * targets_ + cell.a] = -cell.aim;
  }
  std::vector<uint32_t> items(size_);
  std::iota(items.begin(), items.end(), 0);
  for (size_t t = 0; t < targets_; t = first_behind(t)) {
    random_.shuffle(items);
    size_t next = 0;
    for (size_t u = t; u < first_behind(t); ++u) {
      for (uint32_t k = 0; k < holders_[u].size(); ++k, ++next) {
        const size_t at = items[next] * columns_ + column_of_[u];
        holders_[u][k] = items[next];
        place_[at] = k;
        at_[at] = static_cast<int16_t>(u);
      }
    }
  }
  for (size_t i = 0; i < size_; ++i) {
    // Each pair is met from both sides: once for off(a, b), once for off(b, a).
    for (size_t c = 0; c < columns_; ++c) {
      for (size_t d = 0; d < columns_; ++d) {
        if (c != d) off_[value(i, c) * targets_ + value(i, d)] += kItem;
      }
    }
  }
}

// Whether the cell is more than `limit` off, or impossible and not empty.
bool Dealer::is_bad(const Cell& cell, int64_t limit) const {
  const int64_t amount = off(cell);
  if (cell.aim == -kForbidden) return amount > kForbidden;
  return std::abs(amount) > limit;
}

// What a swap of two items' targets in one column changes. An item that takes
// `to` for `from` moves in every two-way table of the column from one cell to
// another: (x + 1)^2 - x^2 = 2 x + 1 where it comes, -2 x + 1 where it goes.
int64_t Dealer::change(const Swap& swap) const {
  const int16_t* one = &at_[swap.i * columns_];
  const int16_t* other = &at_[swap.j * columns_];
  const int64_t* from = &off_[value(swap.i, swap.column) * targets_];
  const int64_t* to = &off_[value(swap.j, swap.column) * targets_];
  int64_t gain = 0, differing = -1;  // the column itself counts for nothing: off is 0 there
  for (size_t c = 0; c < columns_; ++c) {
    const auto x = static_cast<size_t>(one[c]), y = static_cast<size_t>(other[c]);
    gain += to[x] - from[x] + from[y] - to[y];
    differing += x != y;
  }
  return 2 * gain + 4 * kItem * differing;
}

void Dealer::meet(size_t target, size_t item, size_t column, int64_t amount) {
  for (size_t c = 0; c < columns_; ++c) {
    if (c == column) continue;
    const size_t other = value(item, c);
    off_[target * targets_ + other] += amount;
    off_[other * targets_ + target] += amount;
  }
}

void Dealer::make(const Swap& swap) {
  int16_t& one = at_[swap.i * columns_ + swap.column];
  int16_t& other = at_[swap.j * columns_ + swap.column];
  uint32_t& place_one = place_[swap.i * columns_ + swap.column];
  uint32_t& place_other = place_[swap.j * columns_ + swap.column];
  const auto u = static_cast<size_t>(one), v = static_cast<size_t>(other);
  meet(u, swap.i, swap.column, -kItem);
  meet(v, swap.j, swap.column, -kItem);
  meet(v, swap.i, swap.column, kItem);
  meet(u, swap.j, swap.column, kItem);
  holders_[u][place_one] = static_cast<uint32_t>(swap.j);
  holders_[v][place_other] = static_cast<uint32_t>(swap.i);
  std::swap(one, other);
  std::swap(place_one, place_other);
}

// The next item from place `from` on of those with `held` that has `other` too
// (or has not). Moves `from` behind it.
std::optional<size_t> Dealer::holder(size_t held, size_t other, bool has_other, size_t& from) {
  const std::vector<uint32_t>& items = holders_[held];
  const size_t column = column_of_[other];
  for (size_t k = 0; k < items.size(); ++k) {
    from = from + 1 < items.size() ? from + 1 : 0;
    --budget_;
    if ((value(items[from], column) == other) == has_other) return items[from];
  }
  return {};
}

// A swap, by chance, that takes an item out of a cell that is too full (one
// with both targets changes with one that has neither), or brings one into a
// cell that is too empty (one with either target changes with the other).
std::optional<Swap> Dealer::candidate(const Cell& cell) {
  const bool first = random_.below(2) == 0;
  const size_t kept = first ? cell.a : cell.b, moved = first ? cell.b : cell.a;
  const size_t kept_column = column_of_[kept], column = column_of_[moved];
  if (holders_[kept].empty() || holders_[moved].empty()) return {};
  if (off(cell) <= 0) {
    size_t from_i = random_.below(holders_[moved].size()), from_j = random_.below(holders_[kept].size());
    const auto i = holder(moved, kept, false, from_i), j = holder(kept, moved, false, from_j);
    if (!i || !j) return {};
    return Swap{column, *i, *j, 0};
  }
  const bool fewer_moved = holders_[moved].size() < holders_[kept].size();
  const auto i = fewer_moved ? holder(moved, kept, true, cursor_) : holder(kept, moved, true, cursor_);
  if (!i) return {};
  for (int k = 0; k < kTries; ++k) {
    const size_t j = random_.below(size_);
    if (value(j, column) != moved && value(j, kept_column) != kept) return Swap{column, *i, j, 0};
  }
  return {};
}

// Make the best of some swaps that better the cell, if it is good for the whole.
bool Dealer::improve(const Cell& cell, int64_t candidates) {
  Swap best;
  for (int64_t k = 0; k < candidates && budget_ > 0; ++k) {
    std::optional<Swap> swap = candidate(cell);
    if (!swap) continue;
    swap->change = change(*swap);
    budget_ -= static_cast<int64_t>(columns_);
    if (swap->change < best.change) best = *swap;
  }
  if (best.change < 0) make(best);
  return best.change < 0;
}

// Better every cell that is further off than `limit`, as long as that can be
// done. Whether a swap was made.
bool Dealer::sweep(int64_t limit, int64_t candidates, bool& bad_left) {
  bool made = false;
  bad_left = false;
  for (const Cell& cell : cells_) {
    if (is_bad(cell, limit)) cursor_ = random_.below(size_);
    while (is_bad(cell, limit) && improve(cell, candidates)) made = true;
    bad_left |= is_bad(cell, limit);
  }
  return made;
}

void Dealer::deal(uint64_t seed) {
  shuffle(seed);
  int64_t limit = kItem;
  for (const Cell& cell : cells_) {
    if (cell.aim >= 0) limit = std::max(limit, std::abs(off(cell)));
  }
  bool bad_left = true;
  int64_t candidates = kCandidates;
  while (candidates <= kMostCandidates && budget_ > 0) {
    limit = std::max(limit * 3 / 4, kItem - 2);
    if (sweep(limit, candidates, bad_left)) continue;
    if (limit > kItem) continue;
    if (!bad_left) break;
    candidates *= 2;
  }
}

const Cell* Dealer::forbidden() const {
  for (const Cell& cell : cells_) {
    if (cell.aim == -kForbidden && off(cell) > kForbidden) return &cell;
  }
  return nullptr;
}

Slots Dealer::slots() const {
  Slots out{columns_, at_, 0};
  int64_t largest = 0;
  for (const Cell& cell : cells_) {
    if (cell.aim != -kForbidden) largest = std::max(largest, std::abs(off(cell)));
  }
  out.largest_deviation = static_cast<double>(largest) / static_cast<double>(kItem);
  return out;
}

std::string place(const Plan& plan) { return plan.file.empty() ? "built-in plan" : plan.file; }

std::string label(const Plan& plan, size_t t) {
  return plan.dimensions[plan.targets[t].dimension].name + "=" + plan.targets[t].name;
}

}  // namespace

Slots slots(const Plan& plan, int64_t size, uint64_t seed) {
  if (size < 0 || size > kMostSlots)
    throw Error(ErrorKind::usage,
                fmt::format("items can be dealt for 0 to {} examples, not {}", kMostSlots, size));
  if (plan.targets.size() > kMostTargets)
    throw Error(
        ErrorKind::input,
        fmt::format(
            "{}: items can be dealt for at most {} targets, these are {}; count values together (a+b)",
            place(plan), kMostTargets, plan.targets.size()),
        plan.file);
  if (!plan.dimensions.empty() && plan.dimensions.back().derived())
    throw Error(
        ErrorKind::input,
        fmt::format("{}: items cannot be dealt out by joint targets; leave `joint` out, or take the list "
                    "of examples to write that balance gives",
                    place(plan)),
        plan.file);
  require_feasible(plan, size);
  Dealer dealer(plan, whole_counts(plan, size));
  std::optional<Slots> best;
  for (uint64_t start = 0; start < kStarts && dealer.budget_left(); ++start) {
    dealer.deal(seed + start * kNextSeed);
    if (dealer.forbidden()) continue;
    Slots dealt = dealer.slots();
    if (!best || dealt.largest_deviation < best->largest_deviation) best = std::move(dealt);
    if (best->largest_deviation <= 1) break;
  }
  if (best) return std::move(*best);
  const Cell& forbidden = *dealer.forbidden();
  throw Error(ErrorKind::input,
              fmt::format("{}: no {} items were found without {} and {} in one of them, which the plan calls "
                          "impossible; change these targets or `impossible`",
                          place(plan), size, label(plan, forbidden.a), label(plan, forbidden.b)),
              plan.file);
}

}  // namespace evenset
