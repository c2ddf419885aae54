// The lazy greedy choice, whatever limits it.
#pragma once

#include <algorithm>
#include <queue>
#include <vector>

#include "evenset/diversity.h"

namespace evenset {

// `Room` says what may still be chosen: `bool fits(point)`, never true again once it was
// false; `void take(point)`.
template <class Room>
class Greedy {
 public:
  Greedy(const Nearest& nearest, Room& room) : nearest_(nearest), room_(room), best_(nearest.references()) {}

  // Points in the order in which they were chosen, `kept` first.
  std::vector<uint32_t> choose(std::span<const uint32_t> kept) {
    std::vector<bool> is_kept(nearest_.points());
    for (const uint32_t point : kept) {
      is_kept[point] = true;
      take(point);
    }
    std::vector<Gain> first;
    for (uint32_t point = 0; point < nearest_.points(); ++point)
      if (!is_kept[point] && room_.fits(point)) first.push_back(counted(point));
    std::priority_queue<Gain> queue(std::less<Gain>(), std::move(first));
    while (!queue.empty()) {
      const Gain top = queue.top();
      queue.pop();
      if (!room_.fits(top.point)) continue;
      if (top.chosen == chosen_.size() || top.gain == 0)
        take(top.point);
      else
        queue.push(counted(top.point));
    }
    return std::move(chosen_);
  }

 private:
  // What a point added when it was last counted, as so many were chosen.
  struct Gain {
    int64_t gain;
    uint32_t point, chosen;
    bool operator<(const Gain& other) const {
      return gain != other.gain ? gain < other.gain : point > other.point;
    }
  };

  Gain counted(uint32_t point) const {
    int64_t gain = 0;
    for (const Nearest::Seen& seen : nearest_.of(point))
      gain += std::max(0, seen.near - best_[seen.reference]);
    return {gain, point, static_cast<uint32_t>(chosen_.size())};
  }

  void take(uint32_t point) {
    chosen_.push_back(point);
    room_.take(point);
    for (const Nearest::Seen& seen : nearest_.of(point))
      best_[seen.reference] = std::max(best_[seen.reference], seen.near);
  }

  const Nearest& nearest_;
  Room& room_;
  std::vector<int32_t> best_;  // by reference: how near the nearest chosen point is
  std::vector<uint32_t> chosen_;
};

}  // namespace evenset
