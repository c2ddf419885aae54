// Each dimension is planned alone. Where whole_counts at every phase's size grow
// and meet the items, they are the answer; else an integer program moves them:
//
//   minimise  sum of weight * cost(|count - aim|), cost convex in pieces
//   with      counts of a phase adding up to its size, none below the phase before,
//             and the sum over each item's targets inside its bounds
#include "evenset/phases.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "check_figure.h"
#include "evenset/error.h"
#include "solve/integer.h"

namespace evenset {
namespace {

constexpr double kLastWeight = 100;  // the whole set is what the plan is about
// Several small deviations before a large one: what each further piece costs an example.
constexpr double kPieceCosts[] = {1, 3, 7, 15};
constexpr double kPiece = 0.01;  // width of a piece, of the phase's size

// An item's bounds on the sum over some targets of one dimension, in examples.
struct Bound {
  std::vector<size_t> targets;
  int64_t low, high;
};

struct Step {
  int64_t size = 0;
  std::vector<Bound> bounds;
  std::vector<int64_t> aim;  // one per Plan::targets
};

// The whole numbers that meet a check of `size` examples, with the audit's
// rounding: 10 % of 1,005 are 100, and a floor above 0 needs one.
void set_ends(const Check& check, int64_t size, Bound& bound) {
  constexpr double kRounding = 1e-6;
  const double exact = check.limit * static_cast<double>(size);
  bound.low = 0;
  bound.high = size;
  if (size == 0) return;
  if (check.compare == ">=" && check.limit > 0)
    bound.low = std::max<int64_t>(1, static_cast<int64_t>(std::floor(exact + kRounding)));
  if (check.compare == ">") bound.low = static_cast<int64_t>(std::floor(exact + kRounding)) + 1;
  if (check.compare == "<=") bound.high = static_cast<int64_t>(std::ceil(exact - kRounding));
  if (check.compare == "<") bound.high = static_cast<int64_t>(std::ceil(exact - kRounding)) - 1;
}

// The targets that hold just these values; nothing where they are parts of targets.
std::vector<size_t> whole_targets(const Plan& plan, const ParsedCheck& parsed) {
  std::vector<size_t> out;
  size_t covered = 0;
  for (size_t t = 0; t < plan.targets.size(); ++t) {
    const Target& target = plan.targets[t];
    const bool inside =
        target.dimension == parsed.dimension &&
        std::includes(parsed.values.begin(), parsed.values.end(), target.values.begin(), target.values.end());
    if (!inside) continue;
    out.push_back(t);
    covered += target.values.size();
  }
  if (covered != parsed.values.size()) out.clear();
  return out;
}

// What an item asks of the counts; nothing where it is outside a plan.
std::vector<Bound> bounds_of(const Plan& plan, const Check& check, int64_t size) {
  const ParsedCheck parsed = parse_check(plan, check);
  const bool floor = check.compare.front() == '>';
  std::vector<Bound> out;
  if (parsed.kind == ParsedCheck::share) {
    const std::vector<size_t> targets = whole_targets(plan, parsed);
    if (!targets.empty()) out.push_back({targets, 0, 0});
  }
  const bool each =
      (parsed.kind == ParsedCheck::smallest && floor) || (parsed.kind == ParsedCheck::largest && !floor);
  for (size_t t = 0; t < plan.targets.size() && each; ++t) {
    const Target& target = plan.targets[t];
    if (target.dimension != parsed.dimension) continue;
    if (parsed.kind == ParsedCheck::largest || target.share > 0 || target.count > 0)
      out.push_back({{t}, 0, 0});
  }
  for (Bound& bound : out) set_ends(check, size, bound);
  return out;
}

int64_t sum_over(const std::vector<int64_t>& count, const std::vector<size_t>& targets) {
  int64_t sum = 0;
  for (const size_t t : targets) sum += count[t];
  return sum;
}

class DimensionSteps {
 public:
  DimensionSteps(const Plan& plan, size_t dimension, const std::vector<Step>& steps) : steps_(steps) {
    for (size_t t = 0; t < plan.targets.size(); ++t) {
      if (plan.targets[t].dimension == dimension) targets_.push_back(t);
    }
    for (const Step& step : steps) {
      std::vector<const Bound*>& own = bounds_.emplace_back();
      for (const Bound& bound : step.bounds) {
        if (plan.targets[bound.targets[0]].dimension == dimension) own.push_back(&bound);
      }
    }
  }

  // Put the dimension's counts into every phase; false where there are none.
  bool plan_into(std::vector<PhaseCounts>& phases) const {
    if (!aims_hold() && !solve(phases)) return false;
    for (size_t p = 0; p < steps_.size() && aims_hold(); ++p) {
      for (const size_t t : targets_) phases[p].count[t] = steps_[p].aim[t];
    }
    return true;
  }

 private:
  bool aims_hold() const {
    for (size_t p = 0; p < steps_.size(); ++p) {
      for (const Bound* bound : bounds_[p]) {
        const int64_t sum = sum_over(steps_[p].aim, bound->targets);
        if (sum < bound->low || sum > bound->high) return false;
      }
      for (const size_t t : targets_) {
        if (p > 0 && steps_[p].aim[t] < steps_[p - 1].aim[t]) return false;
      }
    }
    return true;
  }

  // Rows: by phase its size, its items, then by target the aim and the growth.
  bool solve(std::vector<PhaseCounts>& phases) const {
    Program program;
    std::vector<size_t> first_row;
    for (size_t p = 0; p < steps_.size(); ++p) {
      first_row.push_back(program.rows());
      const auto size = static_cast<double>(steps_[p].size);
      program.add_row(size, size);
      for (const Bound* bound : bounds_[p])
        program.add_row(static_cast<double>(bound->low), static_cast<double>(bound->high));
      for (const size_t t : targets_) {
        program.add_row(static_cast<double>(steps_[p].aim[t]), static_cast<double>(steps_[p].aim[t]));
        program.add_row(0, p == 0 ? size : kInfinity);
      }
    }
    std::vector<std::vector<size_t>> column_of(steps_.size());
    for (size_t p = 0; p < steps_.size(); ++p) {
      for (size_t k = 0; k < targets_.size(); ++k) {
        column_of[p].push_back(program.columns());
        add_count(program, first_row, p, k);
        add_deviation(program, first_row[p] + 1 + bounds_[p].size() + 2 * k, p);
      }
    }
    const IntegerOptimum best = integer_optimum(program, {});
    for (size_t p = 0; p < steps_.size() && best.found; ++p) {
      for (size_t k = 0; k < targets_.size(); ++k)
        phases[p].count[targets_[k]] = std::llround(best.x[column_of[p][k]]);
    }
    return best.found;
  }

  void add_count(Program& program, const std::vector<size_t>& first_row, size_t p, size_t k) const {
    const size_t items = bounds_[p].size(), own = first_row[p] + 1 + items + 2 * k;
    program.add_entry(first_row[p], 1);
    for (size_t i = 0; i < items; ++i) {
      const std::vector<size_t>& of_item = bounds_[p][i]->targets;
      if (std::find(of_item.begin(), of_item.end(), targets_[k]) != of_item.end())
        program.add_entry(first_row[p] + 1 + i, 1);
    }
    program.add_entry(own, 1);
    program.add_entry(own + 1, 1);
    if (p + 1 < steps_.size()) program.add_entry(first_row[p + 1] + 2 + bounds_[p + 1].size() + 2 * k, -1);
    program.add_column(0, 0, static_cast<double>(steps_[p].size), true);
  }

  // What the count is above and below its aim, the first pieces cheapest.
  void add_deviation(Program& program, size_t row, size_t p) const {
    const double weight = p + 1 == steps_.size() ? kLastWeight : 1;
    const double width = std::max(1.0, std::ceil(kPiece * static_cast<double>(steps_[p].size)));
    for (const double sign : {-1.0, 1.0}) {
      for (const double cost : kPieceCosts) {
        program.add_entry(row, sign);
        program.add_column(weight * cost, 0, cost == std::end(kPieceCosts)[-1] ? kInfinity : width, false);
      }
    }
  }

  const std::vector<Step>& steps_;
  std::vector<size_t> targets_;
  std::vector<std::vector<const Bound*>> bounds_;  // by phase, of this dimension
};

// The plan's phases in order of their ends, up to `size` examples.
std::vector<const Phase*> reached(const Plan& plan, int64_t size) {
  std::vector<const Phase*> out;
  for (const Phase& phase : plan.phases) out.push_back(&phase);
  std::stable_sort(out.begin(), out.end(), [](const Phase* a, const Phase* b) { return a->to < b->to; });
  const auto last =
      std::find_if(out.begin(), out.end(), [&](const Phase* phase) { return phase->to >= size; });
  if (last != out.end()) out.erase(last + 1, out.end());
  return out;
}

std::string range_words(const Target& target, int64_t size) {
  if (target.low_count == 0 && target.high_count == 0)
    return fmt::format("{:.4g} to {:.4g} %", target.low * 100, target.high * 100);
  const RowRange rows = rows_of(target, size);
  return fmt::format("{:.0f} to {:.0f} rows", std::ceil(rows.low), std::floor(rows.high));
}

// Targets that are outside their accepted range at the end of a phase.
void note_ranges(const Plan& plan, const PhaseCounts& phase, const std::vector<int64_t>& aim,
                 std::vector<std::string>& notes) {
  for (size_t t = 0; t < plan.targets.size(); ++t) {
    const Target& target = plan.targets[t];
    const auto count = static_cast<double>(phase.count[t]);
    if (phase.count[t] == aim[t]) continue;
    const RowRange range = rows_of(target, phase.size);
    if (count >= std::floor(range.low) && count <= std::ceil(range.high)) continue;
    notes.push_back(
        fmt::format("phase {}: {}={} has {} of {}, outside its {}, for the phases' items or growth",
                    phase.number, plan.dimensions[target.dimension].name, target.name, phase.count[t],
                    phase.size, range_words(target, phase.size)));
  }
}

PhasePlan contradicting(const Phase& phase, int64_t size, const Counts& counts) {
  PhasePlan out;
  out.feasible = false;
  for (const std::string& words : counts.contradiction)
    out.contradiction.push_back(fmt::format("phase {} of {} examples: {}", phase.number, size, words));
  return out;
}

}  // namespace

PhasePlan phase_counts(const Plan& plan, int64_t size) {
  PhasePlan out;
  if (!plan.dimensions.empty() && plan.dimensions.back().derived())
    throw Error(ErrorKind::input,
                "phases cannot be planned with joint targets yet; leave `joint` out of the plan for --phases",
                plan.file);
  const Counts whole = whole_counts(plan, size);
  out.feasible = whole.feasible;
  out.contradiction = whole.contradiction;
  if (!out.feasible) return out;
  std::vector<Step> steps;
  for (const Phase* phase : reached(plan, size)) {
    Step& step = steps.emplace_back();
    step.size = std::min(phase->to, size);
    Counts at_end = whole_counts(plan, step.size);
    if (!at_end.feasible) return contradicting(*phase, step.size, at_end);
    step.aim = std::move(at_end.count);
    PhaseCounts& counts = out.phases.emplace_back();
    counts.number = phase->number;
    counts.name = phase->name;
    counts.size = step.size;
    counts.count.assign(plan.targets.size(), 0);
    for (const Check& check : phase->items) {
      const std::vector<Bound> bounds = bounds_of(plan, check, step.size);
      counts.items.push_back({check.name, check.doc, !bounds.empty()});
      step.bounds.insert(step.bounds.end(), bounds.begin(), bounds.end());
    }
  }
  for (const size_t d : plan.planned()) {
    if (DimensionSteps(plan, d, steps).plan_into(out.phases)) continue;
    out.contradiction.push_back(fmt::format(
        "{}: no counts meet every phase's items and grow from phase to phase", plan.dimensions[d].name));
  }
  out.feasible = out.contradiction.empty();
  for (size_t p = 0; p < steps.size() && out.feasible; ++p)
    note_ranges(plan, out.phases[p], steps[p].aim, out.notes);
  return out;
}

}  // namespace evenset
