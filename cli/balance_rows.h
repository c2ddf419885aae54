// What is wished of single rows of a balance, and which of them are taken.
#pragma once

#include <string>
#include <vector>

#include "cli/arguments.h"
#include "evenset/balance.h"

namespace evenset {

// --keep, --exclude, --prefer, row by row. Numbers from 0.
class RowWishes {
 public:
  // Throws Error{usage} for what is no NAME=VALUE.
  explicit RowWishes(const Arguments& arguments);

  void read(const Examples& batch);

  const Rows& kept() const { return kept_; }
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
  std::string prefer_;
  uint64_t rows_ = 0;
  Rows kept_, excluded_;
  std::vector<double> preference_;
};

// Second reading: other rows of the same cells, that differ as much as can be.
void diversify(const Arguments& arguments, const Cells& cells, const BalanceOptions& options,
               const std::vector<double>& preference, Balance& answer);

}  // namespace evenset
