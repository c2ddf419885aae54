#include "solve/spread.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <span>

#include "solve/greedy.h"
#include "solve/random.h"
#include "solve/repair.h"

namespace evenset {
namespace {

constexpr int kRounds = 60;
constexpr size_t kFirstCells = 1'500;  // that are stepped in; four times as many where that is not enough
constexpr double kEnough = 1e-4;       // of a margin

std::vector<double> margins_of(const Cells& cells, const std::vector<double>& masses, size_t targets) {
  std::vector<double> out(targets);
  for (size_t c = 0; c < cells.size(); ++c)
    for (size_t d = 0; d < cells.dimensions; ++d) out[cells.at(c, d)] += masses[c];
  return out;
}

// The masses rounded down, and then one more here and there while no target is full:
// each cell with a chance that grows with what was cut off (Efraimidis & Spirakis 2006).
std::vector<int64_t> rounded(const Cells& cells, const std::vector<int64_t>& margins,
                             const std::vector<double>& masses, uint64_t seed) {
  std::vector<int64_t> out(cells.size()), open = margins;
  std::vector<std::pair<double, uint32_t>> order;
  Random random(seed);
  for (uint32_t c = 0; c < cells.size(); ++c) {
    out[c] = std::clamp(static_cast<int64_t>(masses[c]), int64_t{0}, cells.available[c]);
    const double part = masses[c] - static_cast<double>(out[c]);
    const double chance = (static_cast<double>(random.next() >> 11) + 0.5) * 0x1p-53;
    if (part > 0) order.emplace_back(-std::log(chance) / part, c);
    for (size_t d = 0; d < cells.dimensions; ++d) open[cells.at(c, d)] -= out[c];
  }
  std::sort(order.begin(), order.end());
  for (const auto& [key, c] : order) {
    bool fits = out[c] < cells.available[c];
    for (size_t d = 0; fits && d < cells.dimensions; ++d) fits = open[cells.at(c, d)] > 0;
    if (!fits) continue;
    ++out[c];
    for (size_t d = 0; d < cells.dimensions; ++d) --open[cells.at(c, d)];
  }
  return out;
}

// From rounded counts to the margins: a column up and one down for each of some cells,
// at what the step takes the count away from its mass.
struct StepProgram {
  Program program;
  std::vector<uint32_t> cell;  // by column
  std::vector<int8_t> step;

  StepProgram(const Cells& cells, const std::vector<int64_t>& margins, const std::vector<double>& masses,
              const std::vector<int64_t>& counts, std::span<const uint32_t> some) {
    std::vector<int64_t> open = margins;
    for (size_t c = 0; c < cells.size(); ++c)
      for (size_t d = 0; d < cells.dimensions; ++d) open[cells.at(c, d)] -= counts[c];
    for (const uint32_t c : some) {
      const double above = static_cast<double>(counts[c]) - masses[c];
      if (counts[c] < cells.available[c]) add(cells, c, 1, std::abs(above + 1) - std::abs(above));
      if (counts[c] > 0) add(cells, c, -1, std::abs(above - 1) - std::abs(above));
    }
    for (const int64_t rows : open) program.add_row(static_cast<double>(rows), static_cast<double>(rows));
  }

  void add(const Cells& cells, uint32_t c, int8_t by, double cost) {
    for (size_t d = 0; d < cells.dimensions; ++d) program.add_entry(cells.at(c, d), by);
    program.add_column(cost, 0, 1, true);
    cell.push_back(c);
    step.push_back(by);
  }
};

// Counts at the margins, by steps in the cells of `some`; empty where there are none.
std::vector<int64_t> stepped(const Cells& cells, const std::vector<int64_t>& margins,
                             const std::vector<double>& masses, std::vector<int64_t> counts,
                             std::span<const uint32_t> some, uint64_t seed, double seconds) {
  const StepProgram steps(cells, margins, masses, counts, some);
  const LinearOptimum vertex = linear_optimum(steps.program);
  if (!vertex.found) return {};
  double cost = 0;
  for (size_t i = 0; i < vertex.x.size(); ++i) cost += steps.program.cost[i] * vertex.x[i];
  // Any whole solution near the vertex will do.
  const auto slack = static_cast<double>(margins.size());
  const std::vector<double> x = whole_solution(
      steps.program, vertex, {.goal = cost + slack, .step = slack, .seed = seed, .seconds = seconds});
  if (x.empty()) return {};
  for (size_t i = 0; i < x.size(); ++i) counts[steps.cell[i]] += steps.step[i] * std::llround(x[i]);
  return counts;
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
    double worst = 0;
    for (size_t d = 0; d < cells.dimensions; ++d) {
      std::vector<double> sums(margins.size());
      for (size_t c = 0; c < cells.size(); ++c) sums[cells.at(c, d)] += masses[c];
      for (size_t c = 0; c < cells.size(); ++c) {
        const size_t t = cells.at(c, d);
        const double scaled = sums[t] > 0 ? masses[c] * static_cast<double>(margins[t]) / sums[t] : 0;
        masses[c] = std::min(scaled, static_cast<double>(cells.available[c]));
      }
    }
    const std::vector<double> now = margins_of(cells, masses, margins.size());
    for (size_t t = 0; t < margins.size(); ++t)
      worst = std::max(worst, std::abs(now[t] - static_cast<double>(margins[t])));
    if (worst < kEnough) break;
  }
  return masses;
}

std::vector<int64_t> spread_counts(const Cells& cells, const std::vector<int64_t>& start,
                                   const std::vector<double>& masses, size_t targets, uint64_t seed,
                                   double seconds) {
  const std::vector<int64_t> margins = target_counts(cells, start, targets);
  const std::vector<int64_t> near = rounded(cells, margins, masses, seed);
  std::vector<uint32_t> order(cells.size());
  std::iota(order.begin(), order.end(), 0u);
  Random(seed).shuffle(order);
  std::vector<int64_t> counts;
  for (size_t some = kFirstCells; counts.empty(); some *= 4) {
    const auto few = std::span(order).first(std::min(some, order.size()));
    counts = stepped(cells, margins, masses, near, few, seed, seconds);
    if (few.size() == order.size()) break;
  }
  if (counts.empty()) return start;
  const bool usable = available(cells, counts) && target_counts(cells, counts, targets) == margins;
  return usable && distance(counts, masses) < distance(start, masses) ? counts : start;
}

}  // namespace evenset
