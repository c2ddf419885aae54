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

// Cells that are the same but for one dimension next to each other: a hash of the
// others, and the cell. Cells that only share the hash would be seen when counting.
using Alike = std::vector<std::pair<uint64_t, uint32_t>>;

Alike by_others(const Cells& cells, size_t dimension, size_t targets) {
  Random random(dimension);
  std::vector<uint64_t> key(targets);
  for (uint64_t& k : key) k = random.next();
  Alike out(cells.size());
  for (uint32_t c = 0; c < cells.size(); ++c) {
    uint64_t sum = 0;
    for (size_t d = 0; d < cells.dimensions; ++d) sum += d == dimension ? 0 : key[cells.at(c, d)];
    out[c] = {sum, c};
  }
  std::sort(out.begin(), out.end());
  return out;
}

// Moves from one target of a dimension to another, and the cheapest ways along them.
class Ways {
 public:
  explicit Ways(size_t targets) : targets_(targets), moves_(targets * targets) {}

  void offer(size_t from, size_t to, const Move& move) {
    Move& best = moves_[from * targets_ + to];
    if (move.cost < best.cost) best = move;
  }

  // The moves from a target with a row too many to one with an open place; none where there is
  // no way. Bellman & Ford: a dimension has few targets.
  std::vector<Move> cheapest(const std::vector<size_t>& among, const std::vector<int64_t>& open,
                             const Cells& cells, size_t dimension) const {
    std::vector<double> far(targets_, kFar);
    std::vector<Move> last(targets_);
    for (const size_t t : among)
      if (open[t] < 0) far[t] = 0;
    for (size_t round = 1; round < among.size(); ++round)
      for (const size_t a : among)
        for (const size_t b : among) relax(a, b, far, last);
    size_t end = targets_;
    for (const size_t t : among)
      if (open[t] > 0 && far[t] < (end < targets_ ? far[end] : kFar)) end = t;
    std::vector<Move> out;
    for (size_t t = end; t < targets_ && last[t].cost < kFar; t = cells.at(last[t].from, dimension))
      out.push_back(last[t]);
    return out;
  }

 private:
  void relax(size_t a, size_t b, std::vector<double>& far, std::vector<Move>& last) const {
    const Move& move = moves_[a * targets_ + b];
    if (far[a] + move.cost >= far[b]) return;
    far[b] = far[a] + move.cost;
    last[b] = move;
  }

  size_t targets_;
  std::vector<Move> moves_;  // the cheapest: from, to
};

class Exchange {
 public:
  Exchange(const Cells& cells, const std::vector<int64_t>& margins, const std::vector<double>& masses,
           std::vector<int64_t>& counts)
      : cells_(cells), masses_(masses), counts_(counts), open_(margins) {
    for (size_t c = 0; c < cells.size(); ++c)
      for (size_t d = 0; d < cells.dimensions; ++d) open_[cells.at(c, d)] -= counts[c];
  }

  // As many rows as the margins ask for, where they stand best.
  void complete() {
    int64_t missing = 0;
    for (const size_t t : targets_of(0)) missing += open_[t];
    const int by = missing > 0 ? 1 : -1;
    while (missing != 0 && step_best(by)) missing -= by;
  }

  // Whether a place was closed.
  bool close(size_t dimension) {
    const std::vector<size_t> targets = targets_of(dimension);
    if (std::all_of(targets.begin(), targets.end(), [&](size_t t) { return open_[t] == 0; })) return false;
    const Alike alike = by_others(cells_, dimension, open_.size());
    bool any = false;
    while (close_one(dimension, targets, alike)) any = true;
    return any;
  }

 private:
  std::vector<size_t> targets_of(size_t dimension) const {
    std::vector<char> seen(open_.size());
    for (size_t c = 0; c < cells_.size(); ++c) seen[cells_.at(c, dimension)] = 1;
    std::vector<size_t> out;
    for (size_t t = 0; t < seen.size(); ++t)
      if (seen[t]) out.push_back(t);
    return out;
  }

  bool may(uint32_t cell, int by) const {
    return by > 0 ? counts_[cell] < cells_.available[cell] : counts_[cell] > 0;
  }

  // What a step takes the count away from its mass.
  double cost(uint32_t cell, int by) const {
    const double above = static_cast<double>(counts_[cell]) - masses_[cell];
    return std::abs(above + by) - std::abs(above);
  }

  void step(uint32_t cell, int by) {
    counts_[cell] += by;
    for (size_t d = 0; d < cells_.dimensions; ++d) open_[cells_.at(cell, d)] -= by;
  }

  bool step_best(int by) {
    double least = kFar;
    uint32_t best = 0;
    for (uint32_t c = 0; c < cells_.size(); ++c) {
      if (!may(c, by)) continue;
      double price = cost(c, by);
      for (size_t d = 0; d < cells_.dimensions; ++d) price += by * open_[cells_.at(c, d)] > 0 ? -1 : 1;
      if (price >= least) continue;
      least = price;
      best = c;
    }
    if (least < kFar) step(best, by);
    return least < kFar;
  }

  bool close_one(size_t dimension, const std::vector<size_t>& targets, const Alike& alike) {
    Ways ways(open_.size());
    for (size_t begin = 0, end = 0; begin < alike.size(); begin = end) {
      while (end < alike.size() && alike[end].first == alike[begin].first) ++end;
      for (size_t i = begin; i < end; ++i)
        for (size_t j = begin; j < end; ++j) offer(ways, dimension, alike[i].second, alike[j].second);
    }
    const std::vector<Move> moves = ways.cheapest(targets, open_, cells_, dimension);
    for (const Move& move : moves) {
      step(move.from, -1);
      step(move.to, 1);
    }
    return !moves.empty();
  }

  void offer(Ways& ways, size_t dimension, uint32_t from, uint32_t to) const {
    if (from == to || !may(from, -1) || !may(to, 1)) return;
    ways.offer(cells_.at(from, dimension), cells_.at(to, dimension),
               {kMove + cost(from, -1) + cost(to, 1), from, to});
  }

  const Cells& cells_;
  const std::vector<double>& masses_;
  std::vector<int64_t>& counts_;
  std::vector<int64_t> open_;  // by target; below 0: rows too many
};

}  // namespace

std::vector<int64_t> exchanged(const Cells& cells, const std::vector<int64_t>& margins,
                               const std::vector<double>& masses, std::vector<int64_t> counts) {
  if (cells.dimensions == 0) return counts;
  Exchange exchange(cells, margins, masses, counts);
  exchange.complete();
  for (bool any = true; any;) {
    any = false;
    for (size_t d = 0; d < cells.dimensions; ++d) any = exchange.close(d) || any;
  }
  return counts;
}

}  // namespace evenset
