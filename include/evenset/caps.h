// At most so many rows of one group: repetitions, variations, a template, a source.
//
//   for (const uint64_t row : rows_over(counter.cells(), plan, {{group_of_row, 3}}, options))
//     counter.exclude(row);
//   Balance answer = balance(counter.cells(), plan, options);  // of what is left
#pragma once

#include "evenset/balance.h"

namespace evenset {

struct Cap {
  static constexpr uint32_t kNoGroup = 0xffffffff;
  std::vector<uint32_t> group;  // by row of the pool; kNoGroup: of none
  int64_t most = 1;             // rows of a group that may be chosen, 1 or more
};

// The rows to leave out, ascending: of what is left every choice keeps to the caps. Which rows of a
// group stay is decided by what the places of their cells are worth: the prices of a balance
// without caps, then twice of what is left, the best of the three is taken. Rows to be kept
// (BalanceOptions::keep) stay, and count. Of equals by seed. Throws as balance() does.
// Cost: that of three balances; 8 bytes a row.
Rows rows_over(const Cells& cells, const Plan& plan, const std::vector<Cap>& caps,
               const BalanceOptions& options);

// The most rows that any choice within the caps has, at these prices: as fewer_bound, but of
// each group only the `most` rows that are worth most count. With several caps the least
// of their bounds.
double capped_bound(const Cells& cells, const Plan& plan, const std::vector<Cap>& caps,
                    const BalanceOptions& options, const std::vector<double>& prices);

}  // namespace evenset
