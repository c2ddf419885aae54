// For tests: rows, and two small dimensions to ask for.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "evenset/dimension.h"
#include "llm/prompt.h"

namespace evenset {

inline void add_turns(Examples& examples, const std::vector<std::pair<Role, std::string>>& turns) {
  for (const auto& [role, text] : turns) {
    examples.turns.role.push_back(role);
    examples.turns.text.push_back(text);
    examples.turns.more.push_back("");
  }
  examples.turns.starts.push_back(static_cast<int64_t>(examples.turns.role.size()));
  examples.shape.push_back(Shape::openai);
  examples.instruction_size.push_back(-1);
}

inline void add_row(Examples& examples, const std::string& question, const std::string& response) {
  add_turns(examples, {{Role::user, question}, {Role::assistant, response}});
}

inline std::vector<Dimension> two_dimensions() {
  return {{"tone", "How it sounds.", {"loud", "soft"}, {}}, {"sure", "Whether it is.", {"no", "yes"}, {}}};
}

inline const std::vector<Asked>& small_dimensions() {
  static const std::vector<Asked> asked = asked_dimensions(two_dimensions(), {});
  return asked;
}

}  // namespace evenset
