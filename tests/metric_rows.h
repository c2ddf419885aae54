// Rows and plans for tests of metrics, built by hand.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "evenset/plan.h"

namespace evenset::tests {

inline void add_dimension(Plan& plan, std::string name, std::vector<std::string> values) {
  Dimension dimension;
  dimension.name = std::move(name);
  dimension.values = std::move(values);
  plan.dimensions.push_back(std::move(dimension));
}

// Turns in order, with their role; `number` as Examples::row. Labels unknown.
inline void add_row(Examples& examples, const Plan& plan, uint64_t number,
                    const std::vector<std::pair<Role, std::string>>& turns) {
  for (const auto& [role, text] : turns) {
    examples.turns.role.push_back(role);
    examples.turns.text.push_back(text);
    examples.turns.more.push_back("");
  }
  examples.turns.starts.push_back(static_cast<int64_t>(examples.turns.role.size()));
  examples.instruction_size.push_back(-1);
  examples.shape.push_back(Shape::openai);
  examples.row.push_back(number);
  examples.labels.resize(plan.dimensions.size());
  for (Labels& labels : examples.labels) {
    labels.value.push_back(-1);
    labels.source.push_back(Source::rule);
    labels.confidence.push_back(1);
  }
}

inline void set_label(Examples& examples, const Plan& plan, const std::string& dimension,
                      const std::string& value, Source source = Source::rule) {
  const size_t row = examples.size() - 1;
  for (size_t d = 0; d < plan.dimensions.size(); ++d) {
    if (plan.dimensions[d].name != dimension) continue;
    examples.labels[d].value[row] = plan.dimensions[d].value(value);
    examples.labels[d].source[row] = source;
  }
}

}  // namespace evenset::tests
