// Shares to whole counts, and whether that can be done at all.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "evenset/error.h"
#include "evenset/plan.h"
#include "plan/exclusions.h"

namespace evenset {
namespace {

constexpr double kGuard = 1e-9;  // shares are decimal, products with counts are not

// The targets [first, last) of one dimension.
struct Group {
  size_t first, last;
};

std::vector<Group> groups_of(const Plan& plan) {
  std::vector<Group> out;
  for (size_t t = 0; t < plan.targets.size(); ++t) {
    if (t == 0 || plan.targets[t].dimension != plan.targets[t - 1].dimension) out.push_back({t, t});
    out.back().last = t + 1;
  }
  return out;
}

std::string label(const Plan& plan, size_t t) {
  return plan.dimensions[plan.targets[t].dimension].name + "=" + plan.targets[t].name;
}

std::string percent(double share) { return fmt::format("{:.4g} %", share * 100); }

struct Bounds {
  std::vector<int64_t> low, high;
};

// Whole bounds of a dimension's targets; where the ranges hold no whole numbers
// that add up, floor and ceil of their ends, with a note.
Bounds whole_bounds(const Plan& plan, Group group, int64_t size, std::vector<std::string>& notes) {
  Bounds out;
  double n = static_cast<double>(size);
  int64_t sum_low = 0, sum_high = 0;
  for (size_t t = group.first; t < group.last; ++t) {
    const Target& target = plan.targets[t];
    int64_t low = static_cast<int64_t>(std::ceil(target.low * n - kGuard * n));
    int64_t high = static_cast<int64_t>(std::floor(target.high * n + kGuard * n));
    if (low > high) {
      low = static_cast<int64_t>(std::floor(target.low * n));
      high = static_cast<int64_t>(std::ceil(target.high * n));
      notes.push_back(fmt::format("{}: no whole number of {} lies between {} and {}; {} or {} is taken",
                                  label(plan, t), size, percent(target.low), percent(target.high), low,
                                  high));
    }
    out.low.push_back(low);
    out.high.push_back(high);
    sum_low += low;
    sum_high += high;
  }
  if (sum_low <= size && size <= sum_high) return out;
  notes.push_back(
      fmt::format("{}: its ranges hold no whole numbers that add up to {}; their ends are rounded outwards",
                  plan.dimensions[plan.targets[group.first].dimension].name, size));
  for (size_t t = group.first; t < group.last; ++t) {
    out.low[t - group.first] = static_cast<int64_t>(std::floor(plan.targets[t].low * n));
    out.high[t - group.first] = static_cast<int64_t>(std::ceil(plan.targets[t].high * n));
  }
  return out;
}

// Whole numbers within bounds that add up to `size`, nearest to the aims: all
// aims are moved by one amount (the least-squares projection), then rounded by
// largest remainder; ties go to the earlier target.
void project(const Plan& plan, Group group, int64_t size, const Bounds& bounds, std::vector<int64_t>& count) {
  size_t k = group.last - group.first;
  double n = static_cast<double>(size);
  auto aim = [&](size_t i, double shift) {
    double value = plan.targets[group.first + i].share * n + shift;
    return std::clamp(value, static_cast<double>(bounds.low[i]), static_cast<double>(bounds.high[i]));
  };
  auto total = [&](double shift) {
    double sum = 0;
    for (size_t i = 0; i < k; ++i) sum += aim(i, shift);
    return sum;
  };
  double below = -n - 1, above = n + 1, shift = 0;
  if (std::abs(total(0) - n) > kGuard * (n + 1)) {
    for (int step = 0; step < 200; ++step) {
      shift = (below + above) / 2;
      (total(shift) < n ? below : above) = shift;
    }
  }
  std::vector<std::pair<double, size_t>> remainders;
  int64_t sum = 0;
  for (size_t i = 0; i < k; ++i) {
    double value = aim(i, shift);
    int64_t whole =
        std::clamp(static_cast<int64_t>(std::floor(value + kGuard * (n + 1))), bounds.low[i], bounds.high[i]);
    count[group.first + i] = whole;
    sum += whole;
    remainders.emplace_back(-(value - static_cast<double>(whole)), i);
  }
  std::stable_sort(remainders.begin(), remainders.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first - kGuard; });
  while (sum != size) {  // the bounds enclose the size, so each round gains
    for (const auto& [remainder, i] : remainders) {
      int64_t& value = count[group.first + i];
      if (sum < size && value < bounds.high[i]) {
        ++value;
        ++sum;
      } else if (sum > size && value > bounds.low[i]) {
        --value;
        --sum;
      }
    }
  }
}

// The fewest targets whose low ends alone are more than everything.
std::vector<std::string> overfull(const Plan& plan, Group group, double& sum) {
  std::vector<const Target*> by_low;
  for (size_t t = group.first; t < group.last; ++t) by_low.push_back(&plan.targets[t]);
  std::stable_sort(by_low.begin(), by_low.end(),
                   [](const Target* a, const Target* b) { return a->low > b->low; });
  std::vector<std::string> out;
  sum = 0;
  for (const Target* target : by_low) {
    if (sum > 1 + kGuard) break;
    sum += target->low;
    out.push_back(fmt::format("{} at least {}", target->name, percent(target->low)));
  }
  return out;
}

// Low ends above 100 % or high ends below: no set can have these shares.
void check_sums(const Plan& plan, Group group, Counts& out) {
  double high = 0, low = 0;
  std::vector<std::string> highs;
  for (size_t t = group.first; t < group.last; ++t) {
    high += plan.targets[t].high;
    highs.push_back(fmt::format("{} at most {}", plan.targets[t].name, percent(plan.targets[t].high)));
  }
  const std::string& name = plan.dimensions[plan.targets[group.first].dimension].name;
  std::vector<std::string> lows = overfull(plan, group, low);
  if (low > 1 + kGuard)
    out.contradiction.push_back(
        fmt::format("{}: {} are {} together", name, fmt::join(lows, ", "), percent(low)));
  else if (high < 1 - kGuard)
    out.contradiction.push_back(
        fmt::format("{}: {} are {} together", name, fmt::join(highs, ", "), percent(high)));
}

// A target and those of another dimension that exclude it must fit beside each other.
void check_exclusions(const Plan& plan, Counts& out) {
  const Exclusions exclude_each_other(plan);
  for (size_t a = 0; a < plan.targets.size(); ++a) {
    for (Group group : groups_of(plan)) {
      if (plan.targets[group.first].dimension <= plan.targets[a].dimension) continue;
      double low = plan.targets[a].low;
      std::vector<std::string> beside;
      for (size_t b = group.first; b < group.last; ++b) {
        if (plan.targets[b].low <= 0 || !exclude_each_other(a, b)) continue;
        low += plan.targets[b].low;
        beside.push_back(fmt::format("{} at least {}", label(plan, b), percent(plan.targets[b].low)));
      }
      if (low > 1 + kGuard && !beside.empty()) {
        out.contradiction.push_back(
            fmt::format("{} at least {} and {}: no example can be both, and together they are {}",
                        label(plan, a), percent(plan.targets[a].low), fmt::join(beside, ", "), percent(low)));
      }
    }
  }
}

}  // namespace

size_t Plan::dimension(std::string_view name_wanted) const {
  for (size_t d = 0; d < dimensions.size(); ++d)
    if (dimensions[d].name == name_wanted) return d;
  std::vector<std::string> names;
  for (const Dimension& dimension : dimensions) names.push_back(dimension.name);
  throw Error(ErrorKind::usage,
              fmt::format("no dimension is called '{}'; there are {}", name_wanted, fmt::join(names, ", ")));
}

std::vector<size_t> Plan::planned() const {
  std::vector<size_t> out;
  for (const Target& target : targets)
    if (out.empty() || out.back() != target.dimension) out.push_back(target.dimension);
  return out;
}

Counts whole_counts(const Plan& plan, int64_t size) {
  if (size < 0) throw Error(ErrorKind::usage, "--size is a whole number of 0 or more");
  Counts out;
  out.size = size;
  out.count.assign(plan.targets.size(), 0);
  for (Group group : groups_of(plan)) check_sums(plan, group, out);
  check_exclusions(plan, out);
  out.feasible = out.contradiction.empty();
  if (!out.feasible) return out;
  for (Group group : groups_of(plan))
    project(plan, group, size, whole_bounds(plan, group, size, out.notes), out.count);
  return out;
}

void require_feasible(const Plan& plan, int64_t size) {
  Counts counts = whole_counts(plan, size);
  if (counts.feasible) return;
  throw Error(
      ErrorKind::input,
      fmt::format("{}: the plan contradicts itself: {}; change one of these ranges",
                  plan.file.empty() ? "built-in plan" : plan.file, fmt::join(counts.contradiction, "; ")),
      plan.file);
}

}  // namespace evenset
