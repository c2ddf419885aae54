#include "solve/greedy.h"

#include <algorithm>
#include <cstdlib>
#include <numeric>

#include "solve/random.h"

namespace evenset {
namespace {

std::vector<int64_t> room_left(const Cells& cells, const std::vector<int64_t>& taken,
                               const std::vector<int64_t>& wanted) {
  std::vector<int64_t> room = target_counts(cells, taken, wanted.size());
  for (size_t t = 0; t < room.size(); ++t) room[t] = wanted[t] - room[t];
  return room;
}

// The change of the deviation by one more row of the cell.
int64_t step_cost(const Cells& cells, size_t cell, const std::vector<int64_t>& room) {
  int64_t cost = 0;
  for (size_t d = 0; d < cells.dimensions; ++d) {
    cost += room[cells.at(cell, d)] > 0 ? -1 : 1;
  }
  return cost;
}

}  // namespace

std::vector<int64_t> target_counts(const Cells& cells, const std::vector<int64_t>& taken, size_t targets) {
  std::vector<int64_t> counts(targets, 0);
  for (size_t c = 0; c < cells.size(); ++c) {
    for (size_t d = 0; d < cells.dimensions; ++d) {
      counts[cells.at(c, d)] += taken[c];
    }
  }
  return counts;
}

int64_t deviation(const std::vector<int64_t>& got, const std::vector<int64_t>& wanted) {
  int64_t total = 0;
  for (size_t t = 0; t < wanted.size(); ++t) total += std::abs(got[t] - wanted[t]);
  return total;
}

void top_up_within(std::vector<int64_t>& taken, const Cells& cells, const std::vector<int64_t>& wanted,
                   uint64_t seed) {
  std::vector<int64_t> room = room_left(cells, taken, wanted);
  std::vector<size_t> order(cells.size());
  std::iota(order.begin(), order.end(), size_t{0});
  Random(seed).shuffle(order);
  for (const size_t c : order) {
    int64_t more = cells.available[c] - taken[c];
    for (size_t d = 0; d < cells.dimensions; ++d) more = std::min(more, room[cells.at(c, d)]);
    if (more <= 0) continue;
    taken[c] += more;
    for (size_t d = 0; d < cells.dimensions; ++d) room[cells.at(c, d)] -= more;
  }
}

void top_up_to(std::vector<int64_t>& taken, const Cells& cells, const std::vector<int64_t>& wanted,
               int64_t size) {
  std::vector<int64_t> room = room_left(cells, taken, wanted);
  const int64_t there = std::accumulate(taken.begin(), taken.end(), int64_t{0});
  for (int64_t left = size - there; left > 0; --left) {
    size_t best = cells.size();
    int64_t best_cost = 0;
    for (size_t c = 0; c < cells.size(); ++c) {
      if (taken[c] >= cells.available[c]) continue;
      const int64_t cost = step_cost(cells, c, room);
      if (best == cells.size() || cost < best_cost) best = c, best_cost = cost;
    }
    ++taken[best];
    for (size_t d = 0; d < cells.dimensions; ++d) {
      --room[cells.at(best, d)];
    }
  }
}

}  // namespace evenset
