// What a new example may be, and which one is worth most at given prices.
#pragma once

#include <cstdint>
#include <limits>
#include <vector>

#include "plan/joint_outcomes.h"

namespace evenset {

using Combination = std::vector<int16_t>;  // one target per planned dimension, index into Plan::targets

// Planned dimensions that hold a rare flag: ambiguous, adversarial, a negative, multi-turn.
int flag_dimensions(const Plan& plan);

// The combinations that may be written: none that Plan::impossible excludes (a
// union is excluded only where each of its values is), at most `flags` rare
// flags in one, no target of which nothing is wanted, and joint targets as they
// follow from some values of the others. There may be millions; they are
// searched, never listed.
class NewExamples {
 public:
  NewExamples(const Plan& plan, const std::vector<int64_t>& wanted, int flags);

  bool allowed(const Combination& combination) const;

  struct Best {
    Combination combination;  // empty: none found
    double worth = -std::numeric_limits<double>::infinity();
    double limit = -std::numeric_limits<double>::infinity();  // none is worth more
  };
  // The most that the prices of an allowed combination add up to; with
  // `fixed` >= 0, of one that holds this target. `limit` equals `worth` unless
  // the search was given up: to combine under pairwise exclusions is hard in
  // general, though not with a plan's few.
  Best best(const std::vector<double>& prices, int fixed = -1) const;

  // Those worth `least` or more, up to `most` of them.
  std::vector<Combination> worth_at_least(const std::vector<double>& prices, double least, size_t most) const;

 private:
  class Search;

  std::vector<std::vector<int16_t>> targets_;   // by place in the order of the search
  std::vector<size_t> dimension_;               // planned dimension, by place
  std::vector<std::vector<int16_t>> excluded_;  // by target: those that cannot stand beside it
  std::vector<char> flag_;                      // by target
  JointOutcomes outcomes_;
  int flags_ = 0;
};

}  // namespace evenset
