#include "behaviour.h"

#include "evenset/metric.h"

namespace evenset {

std::vector<BehaviourRules::Wish> BehaviourRules::wishes(const Plan& plan, std::string_view dimension) const {
  auto wish = [&](std::string_view values, std::string_view behaviours) {
    return Wish{ValueTest(plan, dimension, values), ValueTest(plan, "behaviour", behaviours)};
  };
  if (dimension == "ambiguous") return {wish("yes", "clarifies")};
  if (dimension == "adversarial") return {wish("yes", "corrects+declines+clarifies")};
  return {wish("out_of_scope+unethical+unknown+competitor+roadmap+personal", "declines+unknown_answer"),
          wish("outdated", "declines+unknown_answer+corrects")};
}

BehaviourRules::BehaviourRules(const Plan& plan) : behaviour_(find_dimension(plan, "behaviour")) {
  constexpr std::string_view kAsking[] = {"ambiguous", "adversarial", "negative"};
  for (size_t i = 0; i < wishes_.size(); ++i) wishes_[i] = wishes(plan, kAsking[i]);
}

BehaviourRules::Found BehaviourRules::of(const Examples& examples, size_t row) const {
  Found out;
  if (value_of(examples, row, behaviour_) < 0) return out;
  for (size_t i = 0; i < wishes_.size(); ++i) {
    for (const Wish& wish : wishes_[i]) {
      if (!wish.label(examples, row)) continue;
      out.wanted[i] = true;
      out.matched = out.matched || wish.behaviours(examples, row);
    }
  }
  return out;
}

int BehaviourRules::match(const Examples& examples, size_t row) const {
  const Found found = of(examples, row);
  const bool wanted = found.wanted[0] || found.wanted[1] || found.wanted[2];
  return wanted ? found.matched : -1;
}

int behaviour_match(const Examples& examples, size_t row, const Plan& plan) {
  return BehaviourRules(plan).match(examples, row);
}

}  // namespace evenset
