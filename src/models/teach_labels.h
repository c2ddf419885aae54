// The label that a row brings for one dimension, to be taught from.
#pragma once

#include <string>
#include <string_view>

#include "evenset/examples.h"

namespace evenset {

struct RowLabel {
  std::string value;        // "" where there is none
  bool by_machine = false;  // a rule or a model gave it
};

// From the row's own member `field`, or with "" from its `evenset.labels`.
RowLabel label_of(const Examples& examples, size_t row, std::string_view dimension, std::string_view field);

// Whether a plan could have such a value, and a page show it.
bool is_value_name(std::string_view name);

}  // namespace evenset
