// Why a row is in a balance or not, and what one more example would bring.
//
//   Balance answer = balance(cells, plan, options);
//   RowReason reason = row_reason(cells, options, answer, row);
//   std::vector<OneMore> kinds = best_of_one_more(cells, plan, options, answer, 10);
//
// Everything follows from the counts and the certificate's prices; no solver runs. A kind is
// what a cell is, one target per planned dimension; its places cost the prices of its targets.
#pragma once

#include <vector>

#include "evenset/balance.h"

namespace evenset {

struct RowReason {
  enum Why {
    kept,          // chosen, as BalanceOptions::keep wants
    all_of_kind,   // chosen, as every row of its kind
    some_of_kind,  // chosen or not: its kind has more rows than are taken
    none_of_kind,  // not chosen, nor is another of its kind
    refused,       // not chosen: OnShortfall::fail takes none at all
    no_candidate,  // in no cell; no_candidate() says why, or it was excluded
  };
  Why why = no_candidate;
  bool chosen = false;
  // The rest is of its kind; empty and 0 for no candidate.
  std::vector<int16_t> target;       // one per planned dimension, index into Plan::targets
  int64_t available = 0, taken = 0;  // rows of its kind, kept ones included
  double worth = 0;                  // as OneMore::worth, before anything is known to be full; may be below 0
  std::vector<int16_t> full;         // those of `target` that have all the rows they want
};
std::string_view name(RowReason::Why why);

// Say why row `row` (from 0, below cells.cell_of_row.size()) is chosen or not. `worth` above 0:
// every such row is taken; 0: some are, others would do as well; below 0: none is, since
// its places cost more than it brings. So it is where the bound equals the result; where
// whole numbers do not reach the bound, a few kinds differ, and where `fill` has no more
// rows than it is to take, it takes all. Cost: one pass over the cells.
RowReason row_reason(const Cells& cells, const BalanceOptions& options, const Balance& answer, uint64_t row);

// Why a labelled row is no candidate: the first reason that holds, as CellCounter counts them.
struct NoCandidate {
  enum Why {
    candidate,   // it is one
    mismatched,  // its response does not do what `value` of `dimension` asks for
    unknown,     // in `dimension`
    off_plan,    // no target holds `value` of `dimension`
  };
  Why why = candidate;
  size_t dimension = 0;  // index into Plan::dimensions
  int16_t value = -1;
};
std::string_view name(NoCandidate::Why why);
NoCandidate no_candidate(const Plan& plan, const Examples& batch, size_t row);

// What the pool would gain by one more example of a kind.
struct OneMore {
  std::vector<int16_t> target;  // one per planned dimension
  // fewer, fail: rows more; fill: deviation less. No more than that, by the prices: the bound
  // moves by so much. A part of a row: so many of them are needed for one, while others give way.
  double worth = 0;
  bool sure = false;                 // exactly one row more, and none gives way; worth is 1
  int64_t available = 0, taken = 0;  // of the kind
  int64_t to_write = 0;              // of the kind, in Balance::shortfall
};
// Preconditions: one target per planned dimension. Cost: some passes over the cells.
OneMore one_more(const Cells& cells, const BalanceOptions& options, const Balance& answer,
                 const std::vector<int16_t>& target);

// The kinds of which one more is worth most, at most `most`, that are in the pool or that the
// rules for new examples allow (BalanceOptions::flags). Those of no worth are left out, so all are where
// every target is met. Most valuable first; of equals the sure ones, then those with most to write, then
// those the pool has fewest of. Cost: about a second at 40,000 cells.
std::vector<OneMore> best_of_one_more(const Cells& cells, const Plan& plan, const BalanceOptions& options,
                                      const Balance& answer, size_t most);

}  // namespace evenset
