// How long does it take to deal a plan out over N work items, and how even does it get?
//
// Each answer is recounted before it is timed: margins, impossible pairs, and
// every two-way table of the built-in plan.
#include "evenset/slots.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <fstream>

namespace {

using namespace evenset;

constexpr int kRuns = 5;

// Targets of one dimension.
std::vector<size_t> targets_of(const Plan& plan, size_t dimension) {
  std::vector<size_t> out;
  for (size_t t = 0; t < plan.targets.size(); ++t) {
    if (plan.targets[t].dimension == dimension) out.push_back(t);
  }
  return out;
}

// The largest deviation of a table, recounted; above the size where an item is
// in a cell that should hold none.
double recounted(const Plan& plan, const Counts& counts, const Slots& items, size_t c, size_t d) {
  const std::vector<size_t> planned = plan.planned();
  const std::vector<size_t> across = targets_of(plan, planned[c]), down = targets_of(plan, planned[d]);
  const std::vector<double> aim = two_way_table(plan, counts.count, planned[c], planned[d]);
  std::vector<int64_t> count(aim.size(), 0);
  for (size_t i = 0; i < items.size(); ++i)
    ++count[(items.at(i, c) - across[0]) * down.size() + items.at(i, d) - down[0]];
  double largest = 0;
  for (size_t k = 0; k < aim.size(); ++k) {
    const double off = std::abs(static_cast<double>(count[k]) - aim[k]);
    largest = std::max(largest, aim[k] == 0 && count[k] > 0 ? static_cast<double>(counts.size) + 1 : off);
  }
  return largest;
}

bool margins_hold(const Counts& counts, const Slots& items) {
  std::vector<int64_t> count(counts.count.size(), 0);
  for (const int16_t target : items.target) ++count[static_cast<size_t>(target)];
  return count == counts.count;
}

bool measure(const Plan& plan, int64_t size) {
  const Counts counts = whole_counts(plan, size);
  std::vector<double> seconds;
  double largest = 0;
  bool right = true;
  for (int run = 0; run < kRuns; ++run) {
    const auto begin = std::chrono::steady_clock::now();
    const Slots items = slots(plan, size, static_cast<uint64_t>(run));
    seconds.push_back(std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count());
    right &= margins_hold(counts, items);
    for (size_t c = 0; c < items.dimensions; ++c) {
      for (size_t d = c + 1; d < items.dimensions; ++d)
        largest = std::max(largest, recounted(plan, counts, items, c, d));
    }
  }
  std::sort(seconds.begin(), seconds.end());
  right &= largest <= 1 + 1e-6;  // raked tables are not exact
  fmt::print(
      "{:>7} items: min {:.3f} s, median {:.3f} s, max {:.3f} s of {} seeds; largest deviation {:.4f}{}\n",
      size, seconds.front(), seconds[seconds.size() / 2], seconds.back(), kRuns, largest,
      right ? "" : "  WRONG: above 1, or margins off");
  return right;
}

std::string processor() {
  std::ifstream file("/proc/cpuinfo");
  for (std::string line; std::getline(file, line);) {
    if (line.rfind("model name", 0) == 0) return line.substr(line.find(':') + 2);
  }
  return "unknown processor";
}

}  // namespace

int main() {
  fmt::print("machine: {}, one thread\n", processor());
  bool right = true;
  for (const int64_t size : {1'000, 5'000, 10'000}) right = measure(builtin_plan(), size) && right;
  return right ? EXIT_SUCCESS : EXIT_FAILURE;
}
