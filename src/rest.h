// The pool and the places without rows that are taken whatever happens.
#pragma once

#include <cstdint>
#include <vector>

#include "evenset/balance.h"
#include "places.h"

namespace evenset {

struct Rest {
  Cells cells;
  TargetPlaces places;
  std::vector<int64_t> kept;  // by target
  // Kept rows that there are no places for: a target with too many, or one that others, with their
  // kept rows and low ends, leave no room for; SIZE_MAX: none.
  size_t over = SIZE_MAX;

  // Throws Error{usage} for a row that is no candidate.
  Rest(const Cells& all, const TargetPlaces& all_places, const Rows& keep);
};

}  // namespace evenset
