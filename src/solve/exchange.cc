#include "solve/exchange.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "solve/random.h"

namespace evenset {
namespace {

constexpr double kFar = std::numeric_limits<double>::infinity();
constexpr double kMove = 3;  // no move brings two cells nearer by 2 or more: each costs something

struct Move {
  double cost = kFar;
  uint32_t from = 0, to = 0;
};

// Cells that are the same but for one dimension, next to each other.
std::vector<std::pair<uint64_t, uint32_t>> by_others(const Cells& cells, size_t dimension, size_t targets) {
  Random random(dimension);
  std::vector<uint64_t> key(targets);
  for (uint64_t& k : key) k = random.next();
  std::vector<std::pair<uint64_t, uint32_t>> out(cells.size());
  for (uint32_t c = 0; c < cells.size(); ++c) {
    uint64_t sum = 0;
    for (size_t d = 0; d < cells.dimensions; ++d) sum += d == dimension ? 0 : key[cells.at(c, d)];
    out[c] = {sum, c};
  }
  std::sort(out.begin(), out.end());
  return out;
}

class Exchange {
 public:
  Exchange(const Cells& cells, const std::vector<int64_t>& margins, const std::vector<double>& masses,
           std::vector<int64_t>& counts)
      : cells_(cells), masses_(masses), counts_(counts), open_(margins) {
    for (size_t c = 0; c < cells.size(); ++c)
      for (size_t d = 0; d < cells.dimensions; ++d) open_[cells.at(c, d)] -= counts[c];
  }

  // As many rows as the margins ask for.
  void complete() {
    int64_t missing = 0;
    for (const size_t t : targets_of(0)) missing += open_[t];
    for (; missing > 0; --missing)
      if (!add_best(1)) return;
    for (; missing < 0; ++missing)
      if (!add_best(-1)) return;
  }

  // Whether a place was closed.
  bool close(size_t dimension) {
    const std::vector<size_t> targets = targets_of(dimension);
    const auto is_open = [&](size_t t) { return open_[t] != 0; };
    if (std::none_of(targets.begin(), targets.end(), is_open)) return false;
    const auto order = by_others(cells_, dimension, open_.size());
    bool any = false;
    while (close_one(dimension, targets, order)) any = true;
    return any;
  }

 private:
  std::vector<size_t> targets_of(size_t dimension) const {
    std::vector<size_t> out;
    for (size_t c = 0; c < cells_.size(); ++c) out.push_back(cells_.at(c, dimension));
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
  }

  bool may(uint32_t cell, int by) const {
    return by > 0 ? counts_[cell] < cells_.available[cell] : counts_[cell] > 0;
  }
  double cost(uint32_t cell, int by) const {
    const double above = static_cast<double>(counts_[cell]) - masses_[cell];
    return std::abs(above + by) - std::abs(above);
  }
  void step(uint32_t cell, int by) {
    counts_[cell] += by;
    for (size_t d = 0; d < cells_.dimensions; ++d) open_[cells_.at(cell, d)] -= by;
  }

  bool add_best(int by) {
    double least = kFar;
    uint32_t best = 0;
    for (uint32_t c = 0; c < cells_.size(); ++c) {
      if (!may(c, by)) continue;
      double price = cost(c, by);
      for (size_t d = 0; d < cells_.dimensions; ++d) price += by * open_[cells_.at(c, d)] > 0 ? -1 : 1;
      if (price < least) {
        least = price;
        best = c;
      }
    }
    if (least < kFar) step(best, by);
    return least < kFar;
  }

  bool close_one(size_t dimension, const std::vector<size_t>& targets,
                 const std::vector<std::pair<uint64_t, uint32_t>>& order) {
    const size_t n = targets.size();
    std::vector<Move> move(open_.size() * open_.size());
    for (size_t begin = 0, end; begin < order.size(); begin = end) {
      for (end = begin + 1; end < order.size() && order[end].first == order[begin].first;) ++end;
      for (size_t i = begin; i < end; ++i)
        for (size_t j = begin; j < end; ++j) {
          const uint32_t from = order[i].second, to = order[j].second;
          if (i == j || !may(from, -1) || !may(to, 1)) continue;
          Move& best = move[cells_.at(from, dimension) * open_.size() + cells_.at(to, dimension)];
          const double price = kMove + cost(from, -1) + cost(to, 1);
          if (price < best.cost) best = {price, from, to};
        }
    }
    // shortest path
    std::vector<double> far(open_.size(), kFar);
    std::vector<Move> last(open_.size());
    for (const size_t t : targets)
      if (open_[t] < 0) far[t] = 0;
    for (size_t round = 0; round < n; ++round)
      for (const size_t a : targets)
        for (const size_t b : targets) {
          const Move& m = move[a * open_.size() + b];
          if (a != b && far[a] + m.cost < far[b] - 1e-12) {
            far[b] = far[a] + m.cost;
            last[b] = m;
          }
        }
    size_t to = open_.size();
    for (const size_t t : targets)
      if (open_[t] > 0 && far[t] < kFar && (to == open_.size() || far[t] < far[to])) to = t;
    if (to == open_.size()) return false;
    for (size_t t = to; last[t].cost < kFar;) {
      const Move m = last[t];
      step(m.from, -1);
      step(m.to, 1);
      t = cells_.at(m.from, dimension);
    }
    return true;
  }

  const Cells& cells_;
  const std::vector<double>& masses_;
  std::vector<int64_t>& counts_;
  std::vector<int64_t> open_;  // by target
};

}  // namespace

std::vector<int64_t> exchanged(const Cells& cells, const std::vector<int64_t>& margins,
                               const std::vector<double>& masses, std::vector<int64_t> counts) {
  Exchange exchange(cells, margins, masses, counts);
  if (cells.dimensions == 0) return counts;
  exchange.complete();
  for (bool any = true; any;) {
    any = false;
    for (size_t d = 0; d < cells.dimensions; ++d) any = exchange.close(d) || any;
  }
  return counts;
}

}  // namespace evenset
