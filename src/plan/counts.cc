// Shares to whole counts, and whether that can be done at all.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "evenset/error.h"
#include "evenset/plan.h"
#include "plan/exclusions.h"
#include "plan/tied_program.h"

namespace evenset {
namespace {

constexpr int64_t kMostJointRows = 100'000'000;  // linear programs keep to whole rows so far
constexpr double kGuard = 1e-9;                  // shares are decimal, products with counts are not

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

std::string percent(double share) { return fmt::format("{:.4g} %", share * 100); }

// The ends as shares of `size` rows.
double low_share(const Target& target, int64_t size) {
  return rows_of(target, std::max<int64_t>(size, 1)).low / static_cast<double>(std::max<int64_t>(size, 1));
}
double high_share(const Target& target, int64_t size) {
  return rows_of(target, std::max<int64_t>(size, 1)).high / static_cast<double>(std::max<int64_t>(size, 1));
}

// The whole ends of one group, by target from its first.
using Bounds = WholeEnds;

// Whole bounds of a dimension's targets; where the ranges hold no whole numbers
// that add up, floor and ceil of their ends, with a note.
Bounds whole_bounds(const Plan& plan, Group group, int64_t size, std::vector<std::string>& notes) {
  Bounds out;
  double n = static_cast<double>(size);
  int64_t sum_low = 0, sum_high = 0;
  for (size_t t = group.first; t < group.last; ++t) {
    const RowRange range = rows_of(plan.targets[t], size);
    int64_t low = static_cast<int64_t>(std::ceil(range.low - kGuard * n));
    int64_t high = static_cast<int64_t>(std::floor(range.high + kGuard * n));
    if (low > high) {
      low = static_cast<int64_t>(std::floor(range.low));
      high = static_cast<int64_t>(std::ceil(range.high));
      if (low > high) std::swap(low, high);  // a complement of ends in rows and in shares
      notes.push_back(fmt::format("{}: no whole number of {} lies between {} and {}; {} or {} is taken",
                                  label(plan, plan.targets[t]), size, percent(range.low / n),
                                  percent(range.high / n), low, high));
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
    const RowRange range = rows_of(plan.targets[t], size);
    out.low[t - group.first] = static_cast<int64_t>(std::floor(range.low));
    out.high[t - group.first] = static_cast<int64_t>(std::ceil(range.high));
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
    double value = rows_of(plan.targets[group.first + i], size).aim + shift;
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
std::vector<std::string> overfull(const Plan& plan, Group group, int64_t size, double& sum) {
  std::vector<const Target*> by_low;
  for (size_t t = group.first; t < group.last; ++t) by_low.push_back(&plan.targets[t]);
  std::stable_sort(by_low.begin(), by_low.end(), [&](const Target* a, const Target* b) {
    return low_share(*a, size) > low_share(*b, size);
  });
  std::vector<std::string> out;
  sum = 0;
  for (const Target* target : by_low) {
    if (sum > 1 + kGuard) break;
    sum += low_share(*target, size);
    out.push_back(fmt::format("{} {}", target->name, end_words(*target, true)));
  }
  return out;
}

// What ends come to together: as a share, or in rows where one of them is in rows.
std::string together(const Plan& plan, Group group, int64_t size, double share) {
  const auto in_rows = [](const Target& t) { return t.low_count != 0 || t.high_count != 0; };
  const auto first = plan.targets.begin() + static_cast<std::ptrdiff_t>(group.first);
  const auto last = plan.targets.begin() + static_cast<std::ptrdiff_t>(group.last);
  if (std::none_of(first, last, in_rows)) return percent(share);
  return fmt::format("{:.0f} of {}", share * static_cast<double>(std::max<int64_t>(size, 1)), size);
}

// A low end above the high end of the same target, one in rows and one a share.
bool check_ends(const Plan& plan, Group group, int64_t size, Counts& out) {
  for (size_t t = group.first; t < group.last; ++t) {
    const Target& target = plan.targets[t];
    const RowRange range = rows_of(target, size);
    // Fewer than one row apart is a matter of rounding.
    if (target.complement || std::ceil(range.low - kGuard) <= std::ceil(range.high)) continue;
    const std::string name = label(plan, target);
    if (range.low > static_cast<double>(size))
      out.contradiction.push_back(
          fmt::format("{} {} are more than the {} examples", name, end_words(target, true), size));
    else
      out.contradiction.push_back(fmt::format("{} {} and {}: of {} examples these are {:.0f} and {:.0f}",
                                              name, end_words(target, true), end_words(target, false), size,
                                              std::ceil(range.low - kGuard), std::ceil(range.high)));
    return false;
  }
  return true;
}

// Low ends above 100 % or high ends below: no set can have these shares.
void check_sums(const Plan& plan, Group group, int64_t size, Counts& out) {
  if (!check_ends(plan, group, size, out)) return;
  double high = 0, low = 0;
  std::vector<std::string> highs;
  for (size_t t = group.first; t < group.last; ++t) {
    high += high_share(plan.targets[t], size);
    highs.push_back(fmt::format("{} {}", plan.targets[t].name, end_words(plan.targets[t], false)));
  }
  const std::string& name = plan.dimensions[plan.targets[group.first].dimension].name;
  std::vector<std::string> lows = overfull(plan, group, size, low);
  if (low > 1 + kGuard)
    out.contradiction.push_back(
        fmt::format("{}: {} are {} together", name, fmt::join(lows, ", "), together(plan, group, size, low)));
  else if (high < 1 - kGuard)
    out.contradiction.push_back(fmt::format("{}: {} are {} together", name, fmt::join(highs, ", "),
                                            together(plan, group, size, high)));
}

// A target and those of another dimension that exclude it must fit beside each other.
void check_exclusions(const Plan& plan, int64_t size, Counts& out) {
  const Exclusions exclude_each_other(plan);
  for (size_t a = 0; a < plan.targets.size(); ++a) {
    for (Group group : groups_of(plan)) {
      if (plan.targets[group.first].dimension <= plan.targets[a].dimension) continue;
      double low = low_share(plan.targets[a], size);
      std::vector<std::string> beside;
      for (size_t b = group.first; b < group.last; ++b) {
        const double beside_low = low_share(plan.targets[b], size);
        if (beside_low <= 0 || !exclude_each_other(a, b)) continue;
        low += beside_low;
        beside.push_back(label(plan, plan.targets[b]) + " " + end_words(plan.targets[b], true));
      }
      if (low > 1 + kGuard && !beside.empty()) {
        out.contradiction.push_back(fmt::format(
            "{} {} and {}: no example can be both, and together they are {}", label(plan, plan.targets[a]),
            end_words(plan.targets[a], true), fmt::join(beside, ", "), percent(low)));
      }
    }
  }
}

// Counts that joint targets and the dimensions they name can have at once.
void fit_joint(const Plan& plan, const WholeEnds& ends, Counts& out) {
  if (!plan.dimensions.empty() && plan.dimensions.back().derived() && out.size > kMostJointRows)
    throw Error(ErrorKind::usage,
                fmt::format("joint targets are counted for up to {} examples", kMostJointRows));
  for (const Tied& tied : tied_dimensions(plan)) {
    const auto found = tied_counts(plan, tied, out.size, ends, out.count, false);
    if (!found) {
      out.feasible = false;
      out.contradiction.push_back(contradiction_of(plan, tied, out.size, ends));
      continue;
    }
    for (size_t t = 0; t < out.count.size(); ++t)
      if (in_group(plan, tied, t)) out.count[t] = found->target[t];
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

RowRange rows_of(const Target& target, int64_t size) {
  const auto n = static_cast<double>(size);
  const auto rows = [n](double share, int64_t count) { return share * n + static_cast<double>(count); };
  RowRange out{std::clamp(rows(target.share, target.count), 0.0, n),
               std::max(0.0, rows(target.low, target.low_count)),
               std::clamp(rows(target.high, target.high_count), 0.0, n)};
  const bool of_one_kind = target.count == 0 && target.low_count == 0 && target.high_count == 0;
  if (!of_one_kind || !target.aimed) out.aim = std::min(std::max(out.aim, std::min(out.low, n)), out.high);
  return out;
}

std::string label(const Plan& plan, const Target& target) {
  const Dimension& dimension = plan.dimensions[target.dimension];
  if (!dimension.derived()) return dimension.name + "=" + target.name;
  return (target.complement ? "not " : "") + dimension.name;
}

Counts whole_counts(const Plan& plan, int64_t size) {
  if (size < 0) throw Error(ErrorKind::usage, "--size is a whole number of 0 or more");
  Counts out;
  out.size = size;
  out.count.assign(plan.targets.size(), 0);
  out.low = out.high = out.count;
  for (Group group : groups_of(plan)) check_sums(plan, group, size, out);
  check_exclusions(plan, size, out);
  out.feasible = out.contradiction.empty();
  if (!out.feasible) return out;
  WholeEnds ends;
  for (Group group : groups_of(plan)) {
    const Bounds bounds = whole_bounds(plan, group, size, out.notes);
    project(plan, group, size, bounds, out.count);
    ends.low.insert(ends.low.end(), bounds.low.begin(), bounds.low.end());
    ends.high.insert(ends.high.end(), bounds.high.begin(), bounds.high.end());
  }
  fit_joint(plan, ends, out);
  if (!out.feasible) {
    out.count = out.low;
    return out;
  }
  out.low = std::move(ends.low);
  out.high = std::move(ends.high);
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
