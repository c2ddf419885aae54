// Names of inputs: folders and globs to files.
#pragma once

#include <string>
#include <vector>

namespace evenset {

// Files in order: a file as named, a folder's data files (by suffix, with
// sub-folders, hidden ones left out) and a glob's matches sorted by name; "-"
// is stdin. Throws Error{io} for what is not there, Error{input} for a folder or
// glob without data.
std::vector<std::string> input_files(const std::vector<std::string>& inputs);

// The name without ".gz" or ".zst", in lower case.
std::string plain_name(const std::string& file);

}  // namespace evenset
