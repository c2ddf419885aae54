// Which targets no example can hold together.
#pragma once

#include <cstdint>
#include <vector>

#include "evenset/plan.h"

namespace evenset {

// Pairs of targets, of different dimensions, all of whose values exclude each
// other by Plan::impossible: a union is out of the question only where each of
// its values is.
class Exclusions {
 public:
  explicit Exclusions(const Plan& plan);
  // Indices into Plan::targets, in any order.
  bool operator()(size_t a, size_t b) const;

 private:
  uint64_t targets_;
  std::vector<uint64_t> pairs_;  // a * targets_ + b with a < b, ascending
};

}  // namespace evenset
