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
  size_t over = SIZE_MAX;     // a target with more kept rows than there are places, if any

  // Throws Error{usage} for a row that is no candidate.
  Rest(const Cells& all, const TargetPlaces& all_places, const Rows& keep);
};

}  // namespace evenset
