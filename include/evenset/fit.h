// Sizes at which a set meets every range: grown with rows of a pool, or trimmed.
//
//   Fit fit = least_size(cells, plan, options);  // options.keep: the set there is
//   options.size = fit.size;
//   Balance grown = balance(cells, plan, options);
#pragma once

#include "evenset/balance.h"

namespace evenset {

struct Fit {
  int64_t size = -1;    // -1: none was found
  bool proven = false;  // no better size; none at all, where `size` is -1
};

// The smallest set that holds the rows of `options.keep` and meets every range: the fewest rows to
// add. A linear program over cell counts and the size bounds it from below; sizes
// from there on are tried, a hundred at most. `options.size` and `ranges` are not looked at. Throws as
// balance() does. Cost: that of a balance for each size tried.
Fit least_size(const Cells& cells, const Plan& plan, const BalanceOptions& options);

// The largest choice of rows that meets every range: the fewest rows to leave out. As above, from
// the bound downwards.
Fit largest_size(const Cells& cells, const Plan& plan, const BalanceOptions& options);

}  // namespace evenset
