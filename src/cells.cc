// A cell is found by hashing its targets into an open-addressing table of cell
// numbers; the targets themselves lie once, in Cells::target.
#include <algorithm>
#include <cassert>

#include "behaviour.h"
#include "evenset/balance.h"

namespace evenset {

struct CellCounter::Index {
  std::vector<uint32_t> slots = std::vector<uint32_t>(1024, Cells::kNoCell);

  static uint64_t hash(const int16_t* target, size_t count) {
    uint64_t h = 0x9e3779b97f4a7c15;
    for (size_t i = 0; i < count; ++i) {
      h = (h ^ static_cast<uint16_t>(target[i])) * 0xff51afd7ed558ccd;
      h ^= h >> 32;
    }
    return h;
  }

  size_t slot_of(const Cells& cells, const int16_t* target) const {
    const size_t mask = slots.size() - 1;
    size_t slot = hash(target, cells.dimensions) & mask;
    while (slots[slot] != Cells::kNoCell &&
           !std::equal(target, target + cells.dimensions, &cells.target[slots[slot] * cells.dimensions])) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  void grow(const Cells& cells) {
    slots.assign(slots.size() * 2, Cells::kNoCell);
    for (size_t c = 0; c < cells.size(); ++c) {
      slots[slot_of(cells, &cells.target[c * cells.dimensions])] = static_cast<uint32_t>(c);
    }
  }

  uint32_t cell_of(Cells& cells, const std::vector<int16_t>& target) {
    if ((cells.size() + 1) * 2 > slots.size()) grow(cells);
    uint32_t& cell = slots[slot_of(cells, target.data())];
    if (cell == Cells::kNoCell) {
      cell = static_cast<uint32_t>(cells.size());
      cells.target.insert(cells.target.end(), target.begin(), target.end());
      cells.available.push_back(0);
    }
    return cell;
  }
};

CellCounter::CellCounter(const Plan& plan)
    : plan_(plan), planned_(plan.planned()), index_(std::make_shared<Index>()) {
  cells_.dimensions = planned_.size();
  for (const size_t d : planned_) {
    std::vector<int16_t> target_of(plan.dimensions[d].values.size(), -1);
    for (size_t t = 0; t < plan.targets.size(); ++t) {
      if (plan.targets[t].dimension != d) continue;
      for (const int16_t value : plan.targets[t].values) {
        target_of[static_cast<size_t>(value)] = static_cast<int16_t>(t);
      }
    }
    target_of_value_.push_back(std::move(target_of));
  }
}

void CellCounter::add(const Examples& batch) {
  const BehaviourRules rules(plan_);
  std::vector<int16_t> target(planned_.size());
  for (size_t row = 0; row < batch.size(); ++row) {
    cells_.cell_of_row.push_back(Cells::kNoCell);
    if (rules.match(batch, row) == 0) {
      ++mismatched_;
      continue;
    }
    bool known = true, planned = true;
    for (size_t p = 0; p < planned_.size(); ++p) {
      const int16_t value = batch.labels[planned_[p]].value[row];
      known = known && value >= 0;
      target[p] = value < 0 ? int16_t{-1} : target_of_value_[p][static_cast<size_t>(value)];
      planned = planned && target[p] >= 0;
    }
    if (!planned) {
      ++(known ? off_plan_ : unknown_);
      continue;
    }
    const uint32_t cell = index_->cell_of(cells_, target);
    ++cells_.available[cell];
    cells_.cell_of_row.back() = cell;
  }
}

void CellCounter::exclude(uint64_t row) {
  assert(row < cells_.cell_of_row.size());
  uint32_t& cell = cells_.cell_of_row[row];
  if (cell == Cells::kNoCell) return;
  --cells_.available[cell];
  cell = Cells::kNoCell;
}

}  // namespace evenset
