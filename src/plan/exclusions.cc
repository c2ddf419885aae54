#include "plan/exclusions.h"

#include <algorithm>
#include <map>
#include <set>

namespace evenset {

Exclusions::Exclusions(const Plan& plan) : targets_(plan.targets.size()) {
  std::map<std::pair<size_t, int16_t>, size_t> target_of;
  for (size_t t = 0; t < plan.targets.size(); ++t) {
    for (const int16_t value : plan.targets[t].values) target_of[{plan.targets[t].dimension, value}] = t;
  }
  std::map<uint64_t, std::set<std::pair<int16_t, int16_t>>> excluded;  // by pair of targets, their values
  for (const Impossible& pair : plan.impossible) {
    const auto found_a = target_of.find({pair.dimension_a, pair.value_a});
    const auto found_b = target_of.find({pair.dimension_b, pair.value_b});
    if (found_a == target_of.end() || found_b == target_of.end()) continue;
    size_t a = found_a->second, b = found_b->second;
    std::pair<int16_t, int16_t> values{pair.value_a, pair.value_b};
    if (a > b) {
      std::swap(a, b);
      std::swap(values.first, values.second);
    }
    excluded[a * targets_ + b].insert(values);
  }
  for (const auto& [key, values] : excluded) {
    const size_t all =
        plan.targets[key / targets_].values.size() * plan.targets[key % targets_].values.size();
    if (values.size() == all) pairs_.push_back(key);
  }
}

bool Exclusions::operator()(size_t a, size_t b) const {
  return std::binary_search(pairs_.begin(), pairs_.end(), std::min(a, b) * targets_ + std::max(a, b));
}

}  // namespace evenset
