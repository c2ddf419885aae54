// Duals of programs over cell counts are fractions with small denominators:
// undo the solver's rounding, so that prices read well and prove what they should.
#pragma once

#include <cmath>

namespace evenset {

inline double snapped(double price) {
  for (int denominator = 1; denominator <= 360; ++denominator) {
    const double numerator = std::round(price * denominator);
    if (std::abs(price * denominator - numerator) < 1e-7) return numerator / denominator + 0.0;
  }
  return price;
}

}  // namespace evenset
