// A fixed-size sample of rows that does not depend on batches or threads.
//
// Each item has a priority drawn from the seed and its row number; the sample
// is the items of lowest priority ("bottom-k": Cohen & Kaplan 2007). It ends
// before `items` are exceeded, or behind the item with which the payloads pass
// `weight`. A prefix of the union's order lies in the prefixes of its parts, so
// samples merge exactly.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

#include "text/hash.h"

namespace evenset {

template <class Payload>
class Sample {
 public:
  struct Item {
    uint64_t priority = 0, number = 0;
    Payload payload{};
  };

  explicit Sample(size_t items, uint64_t weight = std::numeric_limits<uint64_t>::max())
      : most_(items), budget_(weight) {}

  // Whether an item of this priority can still be in: spares making a payload.
  bool wants(uint64_t priority) const { return priority <= bound_; }

  void add(uint64_t priority, uint64_t number, Payload payload) {
    ++offered_;
    if (!wants(priority)) return;
    weight_ += weigh(payload);
    items_.push_back({priority, number, std::move(payload)});
    if (items_.size() > most_ + most_ / 4 + 16 || weight_ / 2 > budget_) prune();
  }
  void skip() { ++offered_; }

  void merge(const Sample& other) {
    bound_ = std::min(bound_, other.bound_);
    for (const Item& item : other.items_) add(item.priority, item.number, item.payload);
    offered_ += other.offered_ - other.items_.size();
  }

  // How many items were offered, taken or not.
  uint64_t offered() const { return offered_; }

  // The sample, by priority; pointers hold until the next add.
  std::vector<const Item*> by_priority() const {
    std::vector<const Item*> order;
    order.reserve(items_.size());
    for (const Item& item : items_) order.push_back(&item);
    std::sort(order.begin(), order.end(), [](const Item* a, const Item* b) { return before(*a, *b); });
    order.resize(prefix(order.size(), [&](size_t i) -> const Item& { return *order[i]; }));
    return order;
  }

  // The sample, by row.
  std::vector<const Item*> by_number() const {
    std::vector<const Item*> order = by_priority();
    auto before = [](const Item* a, const Item* b) {
      return std::pair(a->number, a->priority) < std::pair(b->number, b->priority);
    };
    std::sort(order.begin(), order.end(), before);
    return order;
  }

 private:
  static uint64_t weigh(const Payload& payload) {
    if constexpr (requires { payload.size(); }) return payload.size();
    return 0;
  }

  static bool before(const Item& a, const Item& b) {
    return std::pair(a.priority, a.number) < std::pair(b.priority, b.number);
  }

  // How many of `size` items, in order, are the sample.
  template <class At>
  size_t prefix(size_t size, At at) const {
    uint64_t weight = 0;
    size_t count = 0;
    while (count < size && count < most_ && weight <= budget_) weight += weigh(at(count++).payload);
    return count;
  }

  void prune() {
    std::sort(items_.begin(), items_.end(), before);
    const size_t count = prefix(items_.size(), [&](size_t i) -> const Item& { return items_[i]; });
    if (count < items_.size()) bound_ = items_[count - 1].priority;
    items_.resize(count);
    weight_ = 0;
    for (const Item& item : items_) weight_ += weigh(item.payload);
  }

  size_t most_;
  uint64_t budget_, weight_ = 0, offered_ = 0;
  uint64_t bound_ = std::numeric_limits<uint64_t>::max();
  std::vector<Item> items_;
};

}  // namespace evenset
