#include "inputs.h"

#include <glob.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>

#include "evenset/format.h"

namespace evenset {
namespace {

namespace fs = std::filesystem;

bool ends_with_known_suffix(const std::string& file) {
  std::string name = plain_name(file);
  for (const Format* format : formats())
    for (std::string_view suffix : format->suffixes)
      if (name.ends_with(suffix)) return true;
  return false;
}

void add_folder(const std::string& folder, std::vector<std::string>& out) {
  std::vector<std::string> found;
  std::error_code error;
  fs::recursive_directory_iterator walk(folder, error);
  if (error) throw Error(ErrorKind::io, folder + ": cannot be read: " + error.message(), folder);
  for (const fs::recursive_directory_iterator end; walk != end; walk.increment(error)) {
    if (error) throw Error(ErrorKind::io, folder + ": cannot be read: " + error.message(), folder);
    bool hidden = walk->path().filename().string().starts_with('.');
    if (hidden && walk->is_directory(error)) walk.disable_recursion_pending();
    if (!hidden && walk->is_regular_file(error) && ends_with_known_suffix(walk->path().string()))
      found.push_back(walk->path().string());
  }
  if (found.empty()) {
    throw Error(ErrorKind::input,
                folder +
                    ": no data files in this folder; evenset reads .jsonl .json .csv .tsv "
                    ".parquet .arrow, also with .gz or .zst",
                folder);
  }
  std::sort(found.begin(), found.end());
  out.insert(out.end(), found.begin(), found.end());
}

void add_glob(const std::string& pattern, std::vector<std::string>& out) {
  glob_t matches{};
  int error = glob(pattern.c_str(), GLOB_TILDE, nullptr, &matches);
  std::vector<std::string> found(matches.gl_pathv, matches.gl_pathv + matches.gl_pathc);
  globfree(&matches);
  if (error || found.empty())
    throw Error(ErrorKind::input, pattern + ": no file matches; check the path and the quotes", pattern);
  out.insert(out.end(), found.begin(), found.end());
}

}  // namespace

std::string plain_name(const std::string& file) {
  std::string name = file;
  std::transform(name.begin(), name.end(), name.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  for (std::string_view suffix : {".gz", ".zst"})
    if (name.ends_with(suffix)) name.resize(name.size() - suffix.size());
  return name;
}

std::vector<std::string> input_files(const std::vector<std::string>& inputs) {
  if (inputs.empty())
    throw Error(ErrorKind::usage, "no input: name files, folders or globs, or - for standard input");
  std::vector<std::string> out;
  for (const std::string& input : inputs) {
    struct stat info;
    if (input == "-") {
      out.push_back(input);
    } else if (stat(input.c_str(), &info) == 0) {
      if (S_ISDIR(info.st_mode))
        add_folder(input, out);
      else
        out.push_back(input);
    } else if (errno == ENOENT && input.find_first_of("*?[") != std::string::npos) {
      add_glob(input, out);
    } else {
      throw Error(ErrorKind::io, input + ": " + std::strerror(errno) + "; check the path", input);
    }
  }
  return out;
}

}  // namespace evenset
