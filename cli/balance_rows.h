// What is wished of single rows of a balance, and which of them are taken.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "cli/arguments.h"
#include "evenset/balance.h"
#include "text/hash.h"

namespace evenset {

// --keep, --exclude, --prefer and the rows of --base, which is read first, row by row. Numbers from 0.
class RowWishes {
 public:
  // Throws Error{usage} for what is no NAME=VALUE.
  explicit RowWishes(const Arguments& arguments);

  void read(const Examples& batch);
  // When all are read: rows of the base that are no candidates are not kept.
  void settle(const Cells& cells);

  const Rows& kept() const { return kept_; }
  uint64_t unusable() const { return unusable_; }  // rows of the base
  uint64_t repeated() const { return repeated_; }  // rows of the pool that the base has
  const Rows& excluded() const { return excluded_; }
  // By row, the higher the better; empty without --prefer.
  const std::vector<double>& preference() const { return preference_; }

 private:
  struct Wish {
    std::string name, value;
    bool holds(std::string_view extra) const;
  };
  static Wish wish_of(const Arguments& arguments, const char* flag);

  Wish keep_, exclude_;
  bool of_base(const Examples& batch, size_t i);

  std::string prefer_;
  bool has_base_ = false;
  std::set<Hash128> base_;  // texts
  uint64_t rows_ = 0, base_rows_ = 0, unusable_ = 0, repeated_ = 0;
  Rows kept_, excluded_;
  std::vector<double> preference_;
};

// Second reading: other rows of the same cells, that differ as much as can be.
void diversify(const Arguments& arguments, const Cells& cells, const BalanceOptions& options,
               const std::vector<double>& preference, Balance& answer);

}  // namespace evenset
