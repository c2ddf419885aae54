#include "formats/roles.h"

#include <utility>

namespace evenset {

std::optional<Role> role_of(std::string_view spelling) {
  static constexpr std::pair<std::string_view, Role> kSpellings[] = {
      {"user", Role::user},           {"assistant", Role::assistant}, {"human", Role::user},
      {"gpt", Role::assistant},       {"system", Role::system},       {"tool", Role::tool},
      {"observation", Role::tool},    {"function", Role::tool},       {"function_call", Role::function_call},
      {"developer", Role::developer}, {"model", Role::assistant},     {"bot", Role::assistant},
      {"chatgpt", Role::assistant},   {"prompter", Role::user},       {"ai", Role::assistant},
  };
  for (const auto& [name, role] : kSpellings)
    if (name == spelling) return role;
  return {};
}

std::string_view sharegpt_name(Role role) {
  static constexpr std::string_view kNames[] = {"system", "developer",     "human",
                                                "gpt",    "function_call", "observation"};
  return kNames[static_cast<size_t>(role)];
}

}  // namespace evenset
