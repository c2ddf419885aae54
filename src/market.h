// What rows are worth at the prices of a balance.
#pragma once

#include <cstdint>
#include <vector>

#include "evenset/balance.h"

namespace evenset {

constexpr double kWorthless = 1e-6;  // rounding of sums, as in certificate.cc

// Holds on to the cells and the answer.
class Market {
 public:
  Market(const Cells& cells, const BalanceOptions& options, const Balance& answer);

  // What a row brings, before its places are paid; fill: the most that one may cost.
  double par() const { return par_; }
  std::vector<int16_t> target_of(size_t cell) const;
  double worth_of_cell(size_t cell) const { return worth_[cell]; }
  double worth(const std::vector<int16_t>& target) const;
  // By the prices of equal bound that say least.
  double least_worth(const std::vector<int16_t>& target) const;

 private:
  double cost(const std::vector<int16_t>& target) const;
  double last_cost(int64_t size) const;
  double bound() const;
  double dimension_bound(size_t dimension) const;
  bool give_worth(std::vector<double>& worth, size_t dimension, size_t t, double& own) const;

  const Cells& cells_;
  const std::vector<double>& prices_;
  bool fill_;
  std::vector<int64_t> left_, wanted_;  // without kept rows, as in the certificate
  std::vector<int64_t> held_;           // rows of them, by target
  double deviation_, bound_ = 0;
  std::vector<double> bounds_;  // of each dimension alone
  double par_ = 1;
  std::vector<double> worth_;  // by cell
};

}  // namespace evenset
