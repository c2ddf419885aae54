// How far two annotators agree: the share of equal labels, and Cohen's kappa.
//
//   Agreement agreement(plan.dimensions[d]);
//   agreement.add(theirs, ours);                    // batch after batch
//   agreement.kappa();
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "evenset/dimension.h"

namespace evenset {

class Agreement {
 public:
  explicit Agreement(const Dimension& dimension);

  // Count the rows that both label. `counts` chooses whose labels of `other` are
  // meant, by their source; none: all. A row where either is unknown (or not
  // labelled at all) is left out: see left_out().
  void add(const Labels& one, const Labels& other, const std::function<bool(Source)>& counts = {});
  // Throws nothing; both are of the same dimension.
  void merge(const Agreement& other);

  const std::string& dimension() const { return dimension_; }
  const std::vector<std::string>& values() const { return values_; }
  uint64_t rows() const;  // counted
  // Rows that `other` labels by a chosen source and that are not counted,
  // because one of the two does not know.
  uint64_t left_out() const { return left_out_; }
  // Rows that the first called `one` and the other `other`.
  uint64_t count(size_t one, size_t other) const { return counts_[one * values_.size() + other]; }

  // Share of rows with equal labels; NaN without rows.
  double share() const;
  // Cohen (1960): agreement beyond what the two would reach by chance with the
  // shares of values that each of them gave. 1: always equal; 0: as by chance;
  // below 0: worse. NaN where it is not defined: without rows, and where both
  // gave one and the same value to all of them.
  double kappa() const;

 private:
  std::string dimension_;
  std::vector<std::string> values_;
  std::vector<uint64_t> counts_;
  uint64_t left_out_ = 0;
};

}  // namespace evenset
