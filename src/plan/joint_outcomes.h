// Which targets a row can be in at once where joint targets follow from the others.
#pragma once

#include <cstdint>
#include <vector>

#include "plan/tied.h"

namespace evenset {

class JointOutcomes {
 public:
  explicit JointOutcomes(const Plan& plan);

  // Some values of the targets' dimensions make the joint targets come out as these say, and
  // hold no impossible pair. `targets`: one per planned dimension, index into Plan::targets;
  // -1: any. Cost: one pass over the kinds of rows of each group of tied dimensions.
  bool possible(const std::vector<int16_t>& targets) const;

  // One call of possible(), in the time of a few sums.
  int64_t cost() const { return cost_; }
  // By planned dimension: joint, or named by a joint target.
  const std::vector<char>& tied() const { return tied_; }

 private:
  static constexpr size_t kNotPlanned = SIZE_MAX;
  struct Group {
    Tied tied;
    std::vector<size_t> part, joint;  // their places among the planned dimensions
  };

  bool fits(const Group& group, const TiedCell& cell, const std::vector<int16_t>& targets) const;

  const Plan& plan_;
  std::vector<Group> groups_;
  std::vector<char> tied_;
  int64_t cost_ = 1;
};

}  // namespace evenset
