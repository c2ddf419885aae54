// SHA-256, as sha256sum prints it.
#pragma once

#include <string>
#include <string_view>

namespace evenset {

std::string sha256_of(std::string_view bytes);
// Throws Error{io}.
std::string sha256_of_file(const std::string& file);

}  // namespace evenset
