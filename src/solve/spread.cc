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
constexpr double kOff = 0.1;        // masses so far from a margin are not worth closing place by place
constexpr uint64_t kCasts = 16;     // a cast near a vertex takes milliseconds, a search a tenth of a second
constexpr double kOpenPlace = 1e3;  // a step costs two at most

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

// From counts to the margins: a column up and one down for each cell, at what the
// step takes the count away from its mass. First come the places that stay open (or are
// one too many), which cost more than any way to fill them.
struct StepProgram {
  Program program;
  std::vector<uint32_t> cell;  // by column after the open places
  std::vector<int8_t> step;

  StepProgram(const Cells& cells, const std::vector<int64_t>& margins, const std::vector<double>& masses,
              const std::vector<int64_t>& counts) {
    const std::vector<int64_t> now = target_counts(cells, counts, margins.size());
    for (size_t t = 0; t < now.size(); ++t) {
      const auto places = static_cast<double>(margins[t] - now[t]);
      program.add_entry(t, places < 0 ? -1 : 1);
      program.add_column(kOpenPlace, 0, std::abs(places), false);
      program.add_row(places, places);
    }
    for (uint32_t c = 0; c < cells.size(); ++c) {
      const double above = static_cast<double>(counts[c]) - masses[c];
      add_steps(cells, c, 1, cells.available[c] - counts[c], std::abs(above + 1) - std::abs(above));
      add_steps(cells, c, -1, counts[c], std::abs(above - 1) - std::abs(above));
    }
  }

  size_t places() const { return program.rows(); }

  // The first at its own cost, all others at the full one; and each at one more, so that none
  // costs less than nothing: what chance has chosen stays where it can.
  void add_steps(const Cells& cells, uint32_t c, int8_t by, int64_t most, double first) {
    if (most > 0) add(cells, c, by, 1, 1 + first);
    if (most > 1) add(cells, c, by, most - 1, 2);
  }

  void add(const Cells& cells, uint32_t c, int8_t by, int64_t most, double cost) {
    for (size_t d = 0; d < cells.dimensions; ++d) program.add_entry(cells.at(c, d), by);
    program.add_column(cost, 0, static_cast<double>(most), true);
    cell.push_back(c);
    step.push_back(by);
  }

  bool closes_all(const LinearOptimum& vertex) const {
    const auto end = vertex.x.begin() + static_cast<std::ptrdiff_t>(places());
    return vertex.found && std::accumulate(vertex.x.begin(), end, 0.0) < kEnough;
  }

  std::vector<double> applied(const std::vector<double>& x, const std::vector<int64_t>& counts) const {
    std::vector<double> out(counts.begin(), counts.end());
    for (size_t i = 0; i < cell.size(); ++i) out[cell[i]] += step[i] * x[places() + i];
    return out;
  }
};

// Whole counts by branch and cut near the vertex; empty where none are found.
std::vector<int64_t> searched(StepProgram steps, const LinearOptimum& vertex,
                              const std::vector<int64_t>& counts, uint64_t seed, double seconds) {
  Program& program = steps.program;
  const double cost = std::inner_product(program.cost.begin(), program.cost.end(), vertex.x.begin(), 0.0);
  std::fill_n(program.upper.begin(), steps.places(), 0.0);
  // Any whole solution near the vertex will do.
  const auto slack = static_cast<double>(program.rows());
  const std::vector<double> x = whole_solution(
      program, vertex, {.goal = cost + slack, .step = slack, .seed = seed, .seconds = seconds});
  std::vector<int64_t> out;
  if (x.empty()) return out;
  for (const double count : steps.applied(x, counts)) out.push_back(std::llround(count));
  return out;
}

// Counts at the margins; empty where no steps from these counts lead there. A vertex at
// the margins is whole but for a few cells, so chance and single moves end there as a rule.
std::vector<int64_t> stepped(const Cells& cells, const std::vector<int64_t>& margins,
                             const std::vector<double>& masses, const std::vector<int64_t>& counts,
                             uint64_t seed, double seconds) {
  const StepProgram steps(cells, margins, masses, counts);
  const LinearOptimum vertex = linear_optimum(steps.program);
  if (!steps.closes_all(vertex)) return {};
  const std::vector<double> there = steps.applied(vertex.x, counts);
  for (uint64_t i = 0; i < kCasts; ++i) {
    const std::vector<double> whole = flown(cells, there, margins.size(), seed + i);
    std::vector<int64_t> near = exchanged(cells, margins, masses, landed(cells, whole, margins, seed + i));
    if (target_counts(cells, near, margins.size()) == margins) return near;
  }
  return searched(steps, vertex, counts, seed, seconds);
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
