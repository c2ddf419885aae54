// The obvious versions of the work on JSON text, byte by byte.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace evenset::reference {

std::string json_string(std::string_view text);

// End of the value that starts at `at` in valid JSON.
size_t value_end(std::string_view text, size_t at);

}  // namespace evenset::reference
