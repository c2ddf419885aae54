// Files of data/, compiled in: the binary stands alone.
#pragma once

#include <string_view>

namespace evenset {
// The text of `data/NAME`; "" where there is none.
std::string_view embedded(std::string_view name);
}  // namespace evenset
