// Whether responses do what their questions want (codebook 7).
#pragma once

#include <array>
#include <vector>

#include "value_test.h"

namespace evenset {

// The rules of codebook 7 with a plan's names looked up once: for whole
// batches; behaviour_match() is the same for a single row.
class BehaviourRules {
 public:
  explicit BehaviourRules(const Plan& plan);

  // Which of ambiguous, adversarial and negative want a behaviour, and whether
  // the response shows one that any of them wants. Nothing is wanted where the
  // behaviour is unknown.
  struct Found {
    std::array<bool, 3> wanted{};
    bool matched = false;
  };
  Found of(const Examples& examples, size_t row) const;

  // 1 it does, 0 it does not, -1 nothing is wanted or the behaviour is unknown.
  int match(const Examples& examples, size_t row) const;

 private:
  struct Wish {
    ValueTest label, behaviours;
  };
  std::vector<Wish> wishes(const Plan& plan, std::string_view dimension) const;

  int behaviour_;
  std::array<std::vector<Wish>, 3> wishes_;
};

}  // namespace evenset
