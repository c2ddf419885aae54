// First the places left open are minimised, then, with none of them open, the
// new examples. The dearest combination at the duals of the targets is the
// column that is missing most; one a target is added at a time.
#include "shortfall/fewest.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <numeric>

#include "solve/exact_sum.h"
#include "solve/greedy.h"
#include "solve/repair.h"
#include "solve/snapped.h"

namespace evenset {
namespace {

constexpr double kGuard = 1e-6;       // rounding of sums, as in certificate.cc
constexpr size_t kTies = 400;         // columns of no reduced cost beside the generated ones
constexpr size_t kMostNearby = 4000;  // columns that a better list could have
constexpr int kRounds = 1000;         // of column generation; some dozens are usual

using Clock = std::chrono::steady_clock;

class Timer {
 public:
  explicit Timer(double seconds) : seconds_(seconds) {}
  double left() const { return seconds_ - std::chrono::duration<double>(Clock::now() - begin_).count(); }

 private:
  double seconds_;
  Clock::time_point begin_ = Clock::now();
};

// What the places are worth at least, less what the pool can pay of it.
double left_to_pay(const Cells& cells, const TargetPlaces& places, const std::vector<double>& prices) {
  ExactSum sum;
  sum.add(least_worth(places, prices));
  for (size_t c = 0; c < cells.size(); ++c) {
    ExactSum price;
    for (size_t d = 0; d < cells.dimensions; ++d) price.add(prices[cells.at(c, d)]);
    if (price.value() > 0) sum.add(-static_cast<double>(cells.available[c]) * price.value());
  }
  return sum.value();
}

double bound_at(double left, double dearest) {
  if (left <= kGuard) return 0;
  return dearest <= 1e-9 ? kInfinity : left / dearest;
}

}  // namespace

double fewest_bound(const Cells& cells, const TargetPlaces& places, const std::vector<double>& prices,
                    const NewExamples& rules) {
  return bound_at(left_to_pay(cells, places, prices), rules.best(prices).limit);
}

int64_t whole_fewest(double bound) {
  constexpr double kMost = 1e15;  // beyond all counts
  return static_cast<int64_t>(std::ceil(std::min(bound, kMost) - kGuard));
}

FewestProgram::FewestProgram(const Cells& cells, const TargetPlaces& places,
                             const std::vector<int64_t>& start)
    : cells_(cells), places_(places), start_(start) {
  for (size_t c = 0; c < cells.size(); ++c) {
    for (size_t d = 0; d < cells.dimensions; ++d) program_.add_entry(cells.at(c, d), 1);
    program_.add_column(0, 0, static_cast<double>(cells.available[c]), true);
  }
  for (size_t t = 0; t < places.targets(); ++t) {
    const auto count = static_cast<double>(places.aim[t]);
    program_.add_entry(t, 1);
    program_.add_column(1, 0, count, false);
    program_.add_row(count, count);
  }
  add_free_places(program_, places);
  first_new_ = program_.columns();
}

void FewestProgram::set_phase(Phase phase) {
  writing_ = phase == Phase::write;
  for (size_t t = 0; t < places_.targets(); ++t) {
    program_.cost[cells_.size() + t] = writing_ ? 0 : 1;
    program_.upper[cells_.size() + t] = writing_ ? 0 : static_cast<double>(places_.aim[t]);
  }
  for (size_t c = first_new_; c < program_.columns(); ++c) program_.cost[c] = writing_ ? 1 : 0;
}

void FewestProgram::open_pool(bool open) {
  for (size_t c = 0; c < cells_.size(); ++c) {
    program_.upper[c] = open ? static_cast<double>(cells_.available[c]) : 0;
  }
}

// Without an upper bound, though the rows imply one: a column that sits at it
// would stay the dearest and hide the next.
bool FewestProgram::add_new_example(const Combination& combination) {
  if (!known_.insert(combination).second) return false;
  written_.push_back(combination);
  for (const int16_t t : combination) program_.add_entry(static_cast<size_t>(t), 1);
  program_.add_column(writing_ ? 1 : 0, 0, kInfinity, true);
  return true;
}

// For each target the dearest combination that holds it, if worth more than `worth`.
bool FewestProgram::add_dearest(const NewExamples& rules, const std::vector<double>& dual, double worth,
                                double seconds) {
  const Timer timer(seconds);
  bool added = false;
  for (size_t t = 0; t < places_.targets() && timer.left() > 0; ++t) {
    if (places_.high[t] == 0) continue;
    const NewExamples::Best best = rules.best(dual, static_cast<int>(t));
    if (best.worth > worth + kGuard && add_new_example(best.combination)) added = true;
  }
  return added;
}

LinearOptimum FewestProgram::generated(const NewExamples& rules, double worth, double seconds) {
  const Timer timer(seconds);
  LinearOptimum vertex = linear_.optimum(program_);
  for (int round = 0; vertex.found && round < kRounds && timer.left() > 0; ++round) {
    if (!add_dearest(rules, vertex.dual, worth, timer.left())) break;
    vertex = linear_.optimum(program_);
  }
  vertex.x.resize(program_.columns(), 0.0);
  return vertex;
}

// Any prices are a proof; take the better of raw and snapped.
void FewestProgram::set_prices(FewestList& out, const NewExamples& rules,
                               const std::vector<double>& dual) const {
  const std::vector<double> raw(dual.begin(), dual.begin() + static_cast<std::ptrdiff_t>(places_.targets()));
  std::vector<double> fractions;
  for (const double price : raw) fractions.push_back(snapped(price));
  const double raw_bound = fewest_bound(cells_, places_, raw, rules);
  const double bound = fewest_bound(cells_, places_, fractions, rules);
  const bool raw_proves_more = raw_bound > bound + kGuard;
  out.prices = raw_proves_more ? raw : fractions;
  const double dearest = rules.best(out.prices).limit;
  out.bound = raw_proves_more ? raw_bound : bound;
  if (dearest <= 1e-9 || dearest == 1) return;
  for (double& price : out.prices) price /= dearest;
}

// Solvers work to a tolerance; what they say is recounted before it is used.
void FewestProgram::use(FewestList& out, const std::vector<double>& x, const NewExamples& rules) const {
  if (x.empty()) return;
  FewestList list;
  list.taken.resize(cells_.size());
  for (size_t c = 0; c < cells_.size(); ++c) {
    list.taken[c] = std::llround(x[c]);
    if (list.taken[c] < 0 || list.taken[c] > cells_.available[c]) return;
  }
  std::vector<int64_t> got = target_counts(cells_, list.taken, places_.targets());
  for (size_t i = 0; i < written_.size(); ++i) {
    const int64_t count = std::llround(x[first_new_ + i]);
    if (count == 0) continue;
    if (count < 0 || !rules.allowed(written_[i])) return;
    list.count += count;
    list.entries.push_back({written_[i], count});
    for (const int16_t t : written_[i]) got[static_cast<size_t>(t)] += count;
  }
  if (!are_places(places_, got) || (out.found && list.count >= out.count)) return;
  std::sort(list.entries.begin(), list.entries.end(), [](const auto& a, const auto& b) {
    return a.count != b.count ? a.count > b.count : a.target < b.target;
  });
  out.found = true;
  out.count = list.count;
  out.entries = std::move(list.entries);
  out.taken = std::move(list.taken);
}

// A list one shorter than the best known has only columns whose reduced cost is
// at most the gap that is left then.
void FewestProgram::search_whole(FewestList& out, const NewExamples& rules, LinearOptimum vertex,
                                 uint64_t seed, double seconds) {
  const Timer timer(seconds);
  const auto goal = static_cast<double>(whole_fewest(out.bound));
  const auto all = static_cast<double>(places_.size);
  size_t columns = 0;
  for (const bool every : {false, true}) {
    const double gap = every ? (out.found ? static_cast<double>(out.count) - 1 : all) - out.bound : 0;
    const size_t most = every ? kMostNearby : kTies;
    for (const Combination& nearby : rules.worth_at_least(out.prices, 1 - gap - kGuard, most)) {
      add_new_example(nearby);
    }
    if (program_.columns() == columns) break;
    columns = program_.columns();
    vertex.x.resize(columns, 0.0);
    const RepairLimits limits{.goal = goal, .seed = seed, .seconds = timer.left(), .free_from = first_new_};
    use(out, whole_solution(program_, vertex, limits), rules);
    if (out.found && static_cast<double>(out.count) <= goal) break;
  }
}

// The places are closed by new examples alone if they can be: the pool's many
// columns then come to a basis that is feasible, which is ten times faster.
LinearOptimum FewestProgram::vertex(const NewExamples& rules, bool& feasible, double seconds) {
  const Timer timer(seconds);
  LinearOptimum vertex;
  feasible = false;
  set_phase(Phase::close);
  for (const bool with_pool : {false, true}) {
    open_pool(with_pool);
    vertex = generated(rules, 0, timer.left());
    const auto open = vertex.x.begin() + static_cast<std::ptrdiff_t>(cells_.size());
    feasible = vertex.found &&
               std::accumulate(open, open + static_cast<std::ptrdiff_t>(places_.targets()), 0.0) < kGuard;
    if (feasible || !vertex.found) break;
  }
  if (!feasible) return vertex;
  set_phase(Phase::write);
  for (size_t c = 0; c < cells_.size(); ++c) program_.upper[c] = static_cast<double>(start_[c]);
  linear_.optimum(program_);
  open_pool(true);
  return generated(rules, 1, timer.left());
}

FewestList FewestProgram::bound(const NewExamples& rules, double seconds) {
  return solve(rules, 0, seconds, false);
}

FewestList FewestProgram::list(const NewExamples& rules, uint64_t seed, double seconds) {
  return solve(rules, seed, seconds, true);
}

FewestList FewestProgram::solve(const NewExamples& rules, uint64_t seed, double seconds, bool whole) {
  const Timer timer(seconds);
  FewestList out;
  bool feasible = false;
  const LinearOptimum optimum = vertex(rules, feasible, seconds);
  set_prices(out, rules, optimum.dual);
  if (whole && optimum.found && feasible) search_whole(out, rules, optimum, seed, timer.left());
  return out;
}

}  // namespace evenset
