// "negative=out_of_scope+roadmap" as a test on a row's labels.
#pragma once

#include <string_view>
#include <vector>

#include "evenset/plan.h"

namespace evenset {

// Index of a plan's dimension, -1 where it has none of that name.
inline int find_dimension(const Plan& plan, std::string_view name) {
  for (size_t d = 0; d < plan.dimensions.size(); ++d)
    if (plan.dimensions[d].name == name) return static_cast<int>(d);
  return -1;
}

// Value of a row in a dimension; -1: unknown, not labelled, or no such dimension.
inline int16_t value_of(const Examples& examples, size_t row, int dimension) {
  if (dimension < 0 || static_cast<size_t>(dimension) >= examples.labels.size()) return -1;
  const std::vector<int16_t>& values = examples.labels[static_cast<size_t>(dimension)].value;
  return row < values.size() ? values[row] : int16_t{-1};
}

// Holds for rows with one of the values. Names that the plan does not know
// never hold.
class ValueTest {
 public:
  ValueTest() = default;
  // `values`: names joined with "+".
  ValueTest(const Plan& plan, std::string_view dimension, std::string_view values)
      : dimension_(find_dimension(plan, dimension)) {
    if (dimension_ < 0) return;
    const Dimension& known = plan.dimensions[static_cast<size_t>(dimension_)];
    while (!values.empty()) {
      const size_t end = values.find('+');
      if (int16_t value = known.value(values.substr(0, end)); value >= 0) values_.push_back(value);
      values = end == std::string_view::npos ? std::string_view() : values.substr(end + 1);
    }
  }

  bool operator()(const Examples& examples, size_t row) const {
    const int16_t value = value_of(examples, row, dimension_);
    for (int16_t wanted : values_)
      if (value == wanted) return true;
    return false;
  }
  int dimension() const { return dimension_; }

 private:
  int dimension_ = -1;
  std::vector<int16_t> values_;
};

}  // namespace evenset
