// How roles are spelt in rows.
#pragma once

#include <optional>
#include <string_view>

#include "evenset/examples.h"

namespace evenset {

// The role behind any spelling that is in use (human, gpt, model, observation, …).
std::optional<Role> role_of(std::string_view spelling);

// The canonical spelling in ShareGPT rows (human, gpt, …); in all others it is name(role).
std::string_view sharegpt_name(Role role);

}  // namespace evenset
