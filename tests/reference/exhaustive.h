// Slow twins of the balance: every subset of a tiny pool, and the bounds row by
// row as their formulas say.
#pragma once

#include "evenset/balance.h"

namespace evenset {

// The most rows with no target above `wanted`. At most 20 candidate rows.
int64_t most_rows(const Cells& cells, const std::vector<int64_t>& wanted);

// The least sum of |got - wanted| over all choices of exactly `size` rows.
int64_t least_deviation(const Cells& cells, const std::vector<int64_t>& wanted, int64_t size);

// Whether a new example may be written so: no pair of Plan::impossible, at most
// `flags` rare flags.
bool may_be_written(const Plan& plan, const std::vector<int16_t>& targets, int flags);

// The fewest new examples that some choice of rows needs beside it to meet every
// target exactly; -1 where none do.
int64_t fewest_to_write(const Cells& cells, const Plan& plan, const std::vector<int64_t>& wanted, int flags);

double plain_fewer_bound(const Cells& cells, const std::vector<int64_t>& wanted,
                         const std::vector<double>& prices);
double plain_fill_bound(const Cells& cells, const std::vector<int64_t>& wanted,
                        const std::vector<double>& prices, int64_t size);

// Rows per target, counted row by row.
std::vector<int64_t> plain_counts(const Cells& cells, const Rows& rows, size_t targets);

}  // namespace evenset
