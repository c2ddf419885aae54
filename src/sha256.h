// SHA-256.
#pragma once

#include <array>
#include <string>
#include <string_view>

namespace evenset {

using Sha256 = std::array<unsigned char, 32>;
Sha256 sha256(std::string_view bytes);

// As sha256sum prints it.
std::string sha256_of(std::string_view bytes);
// Throws Error{io}.
std::string sha256_of_file(const std::string& file);

}  // namespace evenset
