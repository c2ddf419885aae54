// A sum of doubles whose rounding does not grow with the number of terms
// (Neumaier 1974), so that a bound recomputed elsewhere comes out the same.
#pragma once

#include <cmath>

namespace evenset {

class ExactSum {
 public:
  void add(double term) {
    const double sum = sum_ + term;
    lost_ += std::abs(sum_) >= std::abs(term) ? (sum_ - sum) + term : (term - sum) + sum_;
    sum_ = sum;
  }
  double value() const { return sum_ + lost_; }

 private:
  double sum_ = 0, lost_ = 0;
};

}  // namespace evenset
