#include "solve/spread.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "solve/cube.h"
#include "solve/exchange.h"
#include "solve/greedy.h"
#include "solve/repair.h"

namespace evenset {
namespace {

constexpr int kRounds = 60;
constexpr double kEnough = 1e-4;    // of a margin
constexpr double kOff = 0.1;        // margins that whole counts would not come to by chance alone
constexpr double kOpenPlace = 1e3;  // a step costs one at most

std::vector<double> margins_of(const Cells& cells, const std::vector<double>& masses, size_t targets) {
  std::vector<double> out(targets);
  for (size_t c = 0; c < cells.size(); ++c)
    for (size_t d = 0; d < cells.dimensions; ++d) out[cells.at(c, d)] += masses[c];
  return out;
}

double most_off(const std::vector<double>& got, const std::vector<int64_t>& margins) {
  double worst = 0;
  for (size_t t = 0; t < margins.size(); ++t)
    worst = std::max(worst, std::abs(got[t] - static_cast<double>(margins[t])));
  return worst;
}

// From counts or masses near to the margins to these: a column up and one down for each
// cell, at what the step takes the count away from its mass. First come the places that
// are open (or one too many), which cost more than any way to fill them.
struct StepProgram {
  Program program;
  std::vector<uint32_t> cell;  // by column after the open places
  std::vector<int8_t> step;

  StepProgram(const Cells& cells, const std::vector<int64_t>& margins, const std::vector<double>& masses,
              const std::vector<double>& from) {
    const std::vector<double> now = margins_of(cells, from, margins.size());
    for (size_t t = 0; t < now.size(); ++t) {
      const double places = static_cast<double>(margins[t]) - now[t];
      program.add_entry(t, places < 0 ? -1 : 1);
      program.add_column(kOpenPlace, 0, std::abs(places), false);
      program.add_row(places, places);
    }
    for (uint32_t c = 0; c < cells.size(); ++c) {
      const double above = from[c] - masses[c];
      const double room = static_cast<double>(cells.available[c]) - from[c];
      add_steps(cells, c, 1, room, std::abs(above + 1) - std::abs(above));
      add_steps(cells, c, -1, from[c], std::abs(above - 1) - std::abs(above));
    }
  }

  size_t places() const { return program.rows(); }

  // The first at its own cost, all others at the full one.
  void add_steps(const Cells& cells, uint32_t c, int8_t by, double most, double first) {
    const double at_own = first < 1 ? std::min(most, 1.0) : 0;
    if (at_own > 0) add(cells, c, by, at_own, first);
    if (most > at_own) add(cells, c, by, most - at_own, 1);
  }

  void add(const Cells& cells, uint32_t c, int8_t by, double most, double cost) {
    for (size_t d = 0; d < cells.dimensions; ++d) program.add_entry(cells.at(c, d), by);
    program.add_column(cost, 0, most, true);
    cell.push_back(c);
    step.push_back(by);
  }

  void close_places() { std::fill_n(program.upper.begin(), places(), 0.0); }

  bool closes_all(const LinearOptimum& vertex) const {
    const auto end = vertex.x.begin() + static_cast<std::ptrdiff_t>(places());
    return vertex.found && std::accumulate(vertex.x.begin(), end, 0.0) < kEnough;
  }
  void apply(const std::vector<double>& x, std::vector<double>& to) const {
    for (size_t i = 0; i < cell.size(); ++i) to[cell[i]] += step[i] * x[places() + i];
  }
};

// By chance, and then in single moves; not always at the margins.
std::vector<int64_t> cast(const Cells& cells, const std::vector<int64_t>& margins,
                          const std::vector<double>& masses, const std::vector<double>& from, uint64_t seed) {
  const std::vector<double> whole = flown(cells, from, margins.size(), seed);
  return exchanged(cells, margins, masses, landed(cells, whole, margins, seed));
}

// Counts at the margins; empty where no steps from these counts lead there.
std::vector<int64_t> stepped(const Cells& cells, const std::vector<int64_t>& margins,
                             const std::vector<double>& masses, const std::vector<int64_t>& counts,
                             uint64_t seed, double seconds) {
  std::vector<double> out(counts.begin(), counts.end());
  StepProgram steps(cells, margins, masses, out);
  const LinearOptimum vertex = linear_optimum(steps.program);
  if (!steps.closes_all(vertex)) return {};
  std::vector<double> there = out;
  steps.apply(vertex.x, there);
  const std::vector<int64_t> near = cast(cells, margins, masses, there, seed);
  if (target_counts(cells, near, margins.size()) == margins) return near;
  const std::vector<double>& price = steps.program.cost;
  const double cost = std::inner_product(price.begin(), price.end(), vertex.x.begin(), 0.0);
  steps.close_places();
  // Any whole solution near the vertex will do.
  const auto slack = static_cast<double>(margins.size());
  const std::vector<double> x = whole_solution(
      steps.program, vertex, {.goal = cost + slack, .step = slack, .seed = seed, .seconds = seconds});
  if (x.empty()) return {};
  steps.apply(x, out);
  std::vector<int64_t> whole;
  for (const double count : out) whole.push_back(std::llround(count));
  return whole;
}

double distance(const std::vector<int64_t>& counts, const std::vector<double>& masses) {
  double sum = 0;
  for (size_t c = 0; c < counts.size(); ++c) sum += std::abs(static_cast<double>(counts[c]) - masses[c]);
  return sum;
}

bool available(const Cells& cells, const std::vector<int64_t>& counts) {
  for (size_t c = 0; c < cells.size(); ++c)
    if (counts[c] < 0 || counts[c] > cells.available[c]) return false;
  return true;
}

}  // namespace

std::vector<double> raked_masses(const Cells& cells, const std::vector<int64_t>& margins) {
  std::vector<double> masses(cells.available.begin(), cells.available.end());
  for (int round = 0; round < kRounds; ++round) {
    for (size_t d = 0; d < cells.dimensions; ++d) {
      std::vector<double> sums(margins.size());
      for (size_t c = 0; c < cells.size(); ++c) sums[cells.at(c, d)] += masses[c];
      for (size_t c = 0; c < cells.size(); ++c) {
        const size_t t = cells.at(c, d);
        const double scaled = sums[t] > 0 ? masses[c] * static_cast<double>(margins[t]) / sums[t] : 0;
        masses[c] = std::min(scaled, static_cast<double>(cells.available[c]));
      }
    }
    if (most_off(margins_of(cells, masses, margins.size()), margins) < kEnough) break;
  }
  return masses;
}

std::vector<int64_t> spread_counts(const Cells& cells, const std::vector<int64_t>& start,
                                   const std::vector<double>& masses, size_t targets, uint64_t seed,
                                   double seconds) {
  const std::vector<int64_t> margins = target_counts(cells, start, targets);
  const bool off = most_off(margins_of(cells, masses, targets), margins) > kOff;
  const std::vector<int64_t> near = landed(cells, flown(cells, masses, targets, seed), margins, seed);
  std::vector<int64_t> counts = off ? near : exchanged(cells, margins, masses, near);
  if (target_counts(cells, counts, targets) != margins)
    counts = stepped(cells, margins, masses, counts, seed, seconds);
  if (counts.empty()) return start;
  const bool usable = available(cells, counts) && target_counts(cells, counts, targets) == margins;
  return usable && distance(counts, masses) < distance(start, masses) ? counts : start;
}

}  // namespace evenset
