// SHA-256 of a file, as sha256sum prints it.
#pragma once

#include <string>

namespace evenset {

// Throws Error{io}.
std::string sha256_of_file(const std::string& file);

}  // namespace evenset
