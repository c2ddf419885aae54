// Whether the targets of tied dimensions can be met at once, and by which counts.
#pragma once

#include <optional>
#include <string>

#include "plan/tied.h"

namespace evenset {

// Whole ends per Plan::targets, both included.
struct WholeEnds {
  std::vector<int64_t> low, high;
};

// Rows of one group of tied dimensions, by kind and by target.
struct TiedCounts {
  std::vector<int64_t> target;  // by Plan::targets; 0 for those of other dimensions
  std::vector<int64_t> cell;    // by Tied::cells
  struct Share {
    size_t target = 0, part = 0, kind = 0;
    int64_t count = 0;
  };
  std::vector<Share> shares;  // rows of each target and kind; none for joint targets
};

// Counts that some set of `size` rows has, inside the ends, nearest to `aim`:
// first for the targets of the dimensions themselves, then for the joint ones.
// Nothing where no set can have such counts. `all_possible`: rows may also hold
// what the plan calls impossible.
std::optional<TiedCounts> tied_counts(const Plan& plan, const Tied& tied, int64_t size, const WholeEnds& ends,
                                      const std::vector<int64_t>& aim, bool all_possible);

// For a group that cannot be met: the ends that cannot hold together, in words,
// none of which can be left out. Cost: a small linear program per end.
std::string contradiction_of(const Plan& plan, const Tied& tied, int64_t size, const WholeEnds& ends);

// The low or high end of a target in words: "at least 40", "at most 5 %".
std::string end_words(const Target& target, bool low);

}  // namespace evenset
