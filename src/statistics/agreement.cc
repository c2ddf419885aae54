#include "evenset/agreement.h"

#include <cassert>
#include <limits>
#include <numeric>

namespace evenset {

Agreement::Agreement(const Dimension& dimension)
    : dimension_(dimension.name),
      values_(dimension.values),
      counts_(dimension.values.size() * dimension.values.size()) {}

void Agreement::add(const Labels& one, const Labels& other, const std::function<bool(Source)>& counts) {
  assert(one.value.size() == other.value.size());
  const auto size = static_cast<int16_t>(values_.size());
  for (size_t row = 0; row < one.value.size(); ++row) {
    if (other.source[row] == Source::none || (counts && !counts(other.source[row]))) continue;
    const int16_t a = one.value[row], b = other.value[row];
    if (a < 0 || b < 0 || a >= size || b >= size)
      ++left_out_;
    else
      ++counts_[static_cast<size_t>(a) * values_.size() + static_cast<size_t>(b)];
  }
}

void Agreement::merge(const Agreement& other) {
  assert(values_ == other.values_);
  for (size_t i = 0; i < counts_.size(); ++i) counts_[i] += other.counts_[i];
  left_out_ += other.left_out_;
}

uint64_t Agreement::rows() const { return std::accumulate(counts_.begin(), counts_.end(), uint64_t{0}); }

double Agreement::share() const {
  const uint64_t all = rows();
  if (all == 0) return std::numeric_limits<double>::quiet_NaN();
  uint64_t equal = 0;
  for (size_t v = 0; v < values_.size(); ++v) equal += count(v, v);
  return static_cast<double>(equal) / static_cast<double>(all);
}

double Agreement::kappa() const {
  const double all = static_cast<double>(rows());
  double chance = 0;
  for (size_t v = 0; v < values_.size(); ++v) {
    uint64_t one = 0, other = 0;
    for (size_t w = 0; w < values_.size(); ++w) {
      one += count(v, w);
      other += count(w, v);
    }
    chance += static_cast<double>(one) / all * (static_cast<double>(other) / all);
  }
  // Also where there are no rows: chance is NaN, 0 / 0.
  if (!(chance < 1)) return std::numeric_limits<double>::quiet_NaN();
  return (share() - chance) / (1 - chance);
}

}  // namespace evenset
