// A vertex of a program with r rows has at most r fractional columns; all
// others sit at whole bounds. So nearly everything is right already: free the
// fractional columns and some hundred others by a few units, fix the rest, and
// solve the small integer program exactly. In skewed pools of a million rows
// this reached the linear bound at the first try, where a search over all
// columns was still short of it after a minute.
#include "solve/repair.h"

#include <algorithm>
#include <chrono>
#include <cmath>

#include "solve/integer.h"
#include "solve/random.h"

namespace evenset {
namespace {

constexpr size_t kFirstWindow = 400;  // columns beside the fractional ones
constexpr double kReach = 3;          // units that a column may move
constexpr double kNear = 1e-6;        // this near to a whole number is whole
constexpr double kNodeBudget = 4e6;   // columns times nodes of one search

bool fractional(double value) { return std::abs(value - std::round(value)) > kNear; }

double reduced_cost(const Program& program, const LinearOptimum& vertex, size_t column) {
  double cost = program.cost[column];
  for (int e = program.start[column]; e < program.start[column + 1]; ++e) {
    cost -= program.coefficient[e] * vertex.dual[program.row[e]];
  }
  return cost;
}

// Columns in the order in which they are freed: fractional ones first, then by
// turns one that costs nothing to move and any other. `always`: how many must be
// free in every window.
struct FreeingOrder {
  std::vector<size_t> columns;
  size_t always = 0;
};

FreeingOrder freeing_order(const Program& program, const LinearOptimum& vertex, const RepairLimits& limits) {
  FreeingOrder order;
  std::vector<size_t> cheap, other;
  for (size_t c = 0; c < program.columns(); ++c) {
    if (!program.whole[c] || program.upper[c] <= program.lower[c]) continue;
    if (fractional(vertex.x[c]) || c >= limits.free_from) {
      order.columns.push_back(c);
    } else {
      (std::abs(reduced_cost(program, vertex, c)) < kNear ? cheap : other).push_back(c);
    }
  }
  order.always = order.columns.size();
  Random random(limits.seed);
  random.shuffle(cheap);
  random.shuffle(other);
  for (size_t i = 0; i < std::max(cheap.size(), other.size()); ++i) {
    if (i < cheap.size()) order.columns.push_back(cheap[i]);
    if (i < other.size()) order.columns.push_back(other[i]);
  }
  return order;
}

// The program with all whole columns fixed but the first of the order.
struct Window {
  Program program;
  std::vector<size_t> column;  // of the whole program, by column of the window
  double fixed_cost = 0;
};

std::vector<char> freed_columns(const Program& program, const FreeingOrder& order, size_t count) {
  std::vector<char> is_free(program.columns());
  for (size_t c = 0; c < program.columns(); ++c) is_free[c] = !program.whole[c];
  for (size_t i = 0; i < count; ++i) is_free[order.columns[i]] = 1;
  return is_free;
}

void free_column(Window& window, const Program& program, size_t c, double at, double reach) {
  for (int e = program.start[c]; e < program.start[c + 1]; ++e) {
    window.program.add_entry(static_cast<size_t>(program.row[e]), program.coefficient[e]);
  }
  const bool whole = program.whole[c] != 0;
  const double low = whole ? std::max(program.lower[c], std::floor(at + kNear) - reach) : program.lower[c];
  const double high = whole ? std::min(program.upper[c], std::ceil(at - kNear) + reach) : program.upper[c];
  window.program.add_column(program.cost[c], low, high, whole);
  window.column.push_back(c);
}

Window window_around(const Program& program, const std::vector<double>& x, const std::vector<char>& is_free,
                     double reach) {
  Window window;
  std::vector<double> fixed(program.rows(), 0.0);
  for (size_t c = 0; c < program.columns(); ++c) {
    if (is_free[c]) {
      free_column(window, program, c, x[c], reach);
      continue;
    }
    const double value = std::round(x[c]);
    window.fixed_cost += program.cost[c] * value;
    for (int e = program.start[c]; e < program.start[c + 1]; ++e) {
      fixed[program.row[e]] += program.coefficient[e] * value;
    }
  }
  for (size_t r = 0; r < program.rows(); ++r) {
    window.program.add_row(program.row_lower[r] - fixed[r], program.row_upper[r] - fixed[r]);
  }
  return window;
}

// The best solution so far, over the whole program.
struct Best {
  std::vector<double> x;
  double cost = kInfinity;
};

void search(Best& best, const Window& window, const std::vector<double>& vertex, double step,
            double seconds) {
  const double columns = static_cast<double>(window.column.size() + 1);
  const int nodes = static_cast<int>(std::clamp(kNodeBudget / columns, 200.0, 20000.0));
  const double below = best.cost == kInfinity ? kInfinity : best.cost - window.fixed_cost - step / 2;
  const IntegerOptimum found =
      integer_optimum(window.program, {.seconds = seconds, .nodes = nodes, .step = step, .below = below});
  if (!found.found) return;
  double cost = window.fixed_cost;
  for (size_t i = 0; i < found.x.size(); ++i) cost += window.program.cost[i] * found.x[i];
  if (cost >= best.cost) return;
  best.cost = cost;
  best.x = vertex;
  for (double& value : best.x) value = std::round(value);
  for (size_t i = 0; i < found.x.size(); ++i) best.x[window.column[i]] = found.x[i];
}

}  // namespace

std::vector<double> whole_solution(const Program& program, const LinearOptimum& vertex,
                                   const RepairLimits& limits) {
  using Clock = std::chrono::steady_clock;
  const Clock::time_point begin = Clock::now();
  const FreeingOrder order = freeing_order(program, vertex, limits);
  Best best;
  for (size_t extra = kFirstWindow;; extra *= 2) {
    const double left = limits.seconds - std::chrono::duration<double>(Clock::now() - begin).count();
    if (left <= 0) break;
    const size_t count = std::min(order.columns.size(), order.always + extra);
    const bool all = count == order.columns.size();
    const Window window =
        window_around(program, vertex.x, freed_columns(program, order, count), all ? kInfinity : kReach);
    search(best, window, vertex.x, limits.step, left);
    if (all || best.cost <= limits.goal + kNear) break;
  }
  return best.x;
}

}  // namespace evenset
