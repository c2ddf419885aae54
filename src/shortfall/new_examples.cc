// Branch and bound over the dimensions. What the rest can add at most is known
// exactly but for the exclusions, by dynamic programming over (dimension, flags
// left); dimensions with exclusions or joint targets come first, so that past them the search
// walks straight to the best end.
#include "shortfall/new_examples.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include "plan/exclusions.h"

namespace evenset {
namespace {

// Of one search; a plan like the built-in one takes some dozens. A step in tied dimensions counts more.
constexpr int64_t kMostNodes = 200'000;
constexpr double kNothing = -std::numeric_limits<double>::infinity();

constexpr std::array<std::string_view, 4> kFlagDimensions{"ambiguous", "adversarial", "negative", "turns"};
constexpr std::array<std::string_view, 3> kPlainValues{"no", "none", "single"};

template <class List, class Item>
bool holds(const List& list, const Item& item) {
  return std::find(list.begin(), list.end(), item) != list.end();
}

bool is_flag(const Plan& plan, const Target& target) {
  const Dimension& dimension = plan.dimensions[target.dimension];
  return holds(kFlagDimensions, dimension.name) &&
         std::none_of(target.values.begin(), target.values.end(), [&](int16_t value) {
           return holds(kPlainValues, dimension.values[static_cast<size_t>(value)]);
         });
}

}  // namespace

int flag_dimensions(const Plan& plan) {
  std::vector<size_t> found;
  for (const Target& target : plan.targets) {
    if (is_flag(plan, target) && !holds(found, target.dimension)) found.push_back(target.dimension);
  }
  return static_cast<int>(found.size());
}

NewExamples::NewExamples(const Plan& plan, const std::vector<int64_t>& wanted, int flags)
    : excluded_(plan.targets.size()), outcomes_(plan), flags_(flags) {
  const size_t count = plan.targets.size();
  const Exclusions impossible(plan);
  for (size_t t = 0; t < count; ++t) {
    flag_.push_back(is_flag(plan, plan.targets[t]));
    for (size_t u = 0; u < count; ++u) {
      if (impossible(t, u)) excluded_[t].push_back(static_cast<int16_t>(u));
    }
  }
  const std::vector<size_t> planned = plan.planned();
  std::vector<std::vector<int16_t>> targets(planned.size());
  for (size_t d = 0; d < planned.size(); ++d) {
    dimension_.push_back(d);
    for (size_t t = 0; t < count; ++t) {
      if (plan.targets[t].dimension == planned[d] && wanted[t] > 0)
        targets[d].push_back(static_cast<int16_t>(t));
    }
  }
  std::stable_partition(dimension_.begin(), dimension_.end(), [&](size_t d) {
    return outcomes_.tied()[d] || std::any_of(targets[d].begin(), targets[d].end(), [&](int16_t t) {
             return !excluded_[static_cast<size_t>(t)].empty();
           });
  });
  for (const size_t d : dimension_) targets_.push_back(targets[d]);
}

bool NewExamples::allowed(const Combination& combination) const {
  int found = 0;
  for (const int16_t t : combination) {
    found += flag_[static_cast<size_t>(t)];
    for (const int16_t u : combination) {
      if (holds(excluded_[static_cast<size_t>(t)], u)) return false;
    }
  }
  return found <= flags_ && outcomes_.possible(combination);
}

class NewExamples::Search {
 public:
  Search(const NewExamples& rules, const std::vector<double>& prices, int fixed);

  // At most this is in it, exclusions aside.
  double limit() const { return rest_[0].back(); }
  bool given_up() const { return nodes_ > kMostNodes; }

  // Calls found(combination, worth) for ends worth more than `above`, which it
  // may raise on the way.
  template <class Found>
  void run(double& above, const Found& found) {
    chosen_.assign(targets_.size(), -1);
    walk(0, 0.0, rest_[0].size() - 1, above, found);
  }

 private:
  template <class Found>
  void walk(size_t place, double worth, size_t flags, double& above, const Found& found);
  void exclude(int16_t target, int by) {
    for (const int16_t other : rules_.excluded_[static_cast<size_t>(target)]) {
      blocked_[static_cast<size_t>(other)] += by;
    }
  }

  const NewExamples& rules_;
  const std::vector<double>& prices_;
  std::vector<std::vector<int16_t>> targets_;  // dearest first
  std::vector<std::vector<double>> rest_;      // by place and flags left
  std::vector<int> blocked_;                   // by target: chosen ones that exclude it
  Combination chosen_;                         // by planned dimension
  int64_t nodes_ = 0;
};

NewExamples::Search::Search(const NewExamples& rules, const std::vector<double>& prices, int fixed)
    : rules_(rules), prices_(prices), targets_(rules.targets_), blocked_(prices.size(), 0) {
  const auto price = [&](int16_t t) { return prices[static_cast<size_t>(t)]; };
  for (auto& choices : targets_) {
    if (fixed >= 0 && holds(choices, static_cast<int16_t>(fixed))) choices = {static_cast<int16_t>(fixed)};
    std::stable_sort(choices.begin(), choices.end(),
                     [&](int16_t a, int16_t b) { return price(a) > price(b); });
  }
  const size_t states = std::min(targets_.size(), static_cast<size_t>(rules.flags_)) + 1;
  rest_.assign(targets_.size() + 1, std::vector<double>(states, kNothing));
  rest_.back().assign(states, 0.0);
  for (size_t place = targets_.size(); place-- > 0;) {
    for (size_t left = 0; left < states; ++left) {
      for (const int16_t t : targets_[place]) {
        const size_t used = rules.flag_[static_cast<size_t>(t)] ? 1 : 0;
        if (used > left) continue;
        rest_[place][left] = std::max(rest_[place][left], price(t) + rest_[place + 1][left - used]);
      }
    }
  }
}

template <class Found>
void NewExamples::Search::walk(size_t place, double worth, size_t flags, double& above, const Found& found) {
  if (place == targets_.size()) {
    found(chosen_, worth);
    return;
  }
  for (const int16_t t : targets_[place]) {
    const size_t target = static_cast<size_t>(t), used = rules_.flag_[target] ? 1 : 0;
    if (used > flags || blocked_[target] > 0) continue;
    const double with = worth + prices_[target];
    if (!(with + rest_[place + 1][flags - used] > above)) continue;
    const bool tied = rules_.outcomes_.tied()[rules_.dimension_[place]] != 0;
    nodes_ += tied ? rules_.outcomes_.cost() : 1;
    if (nodes_ > kMostNodes) return;
    int16_t& chosen = chosen_[rules_.dimension_[place]];
    chosen = t;
    if (!tied || rules_.outcomes_.possible(chosen_)) {
      exclude(t, 1);
      walk(place + 1, with, flags - used, above, found);
      exclude(t, -1);
    }
    chosen = -1;
  }
}

NewExamples::Best NewExamples::best(const std::vector<double>& prices, int fixed) const {
  Search search(*this, prices, fixed);
  Best out;
  double above = kNothing;
  search.run(above, [&](const Combination& combination, double worth) {
    out.combination = combination;
    out.worth = above = worth;
  });
  out.limit = search.given_up() ? search.limit() : out.worth;
  return out;
}

std::vector<Combination> NewExamples::worth_at_least(const std::vector<double>& prices, double least,
                                                     size_t most) const {
  std::vector<Combination> out;
  Search search(*this, prices, -1);
  double above = std::nextafter(least, kNothing);
  search.run(above, [&](const Combination& combination, double) {
    out.push_back(combination);
    if (out.size() == most) above = std::numeric_limits<double>::infinity();
  });
  return out;
}

}  // namespace evenset
