#include "llm/cache_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <vector>

#include "evenset/error.h"

namespace evenset {

CacheFile::CacheFile(const std::string& file, size_t line_bytes) : file_(file), line_bytes_(line_bytes) {
  if (file_.empty()) return;
  descriptor_ = open(file_.c_str(), O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0666);
  struct stat info;
  if (descriptor_ < 0 || fstat(descriptor_, &info) != 0)
    throw Error(ErrorKind::io, fmt::format("{}: {}", file_, std::strerror(errno)), file_);
  // A pipe or device might never end.
  if (!S_ISREG(info.st_mode)) {
    close(descriptor_);
    throw Error(ErrorKind::io, file_ + ": a cache is a regular file; this is none", file_);
  }
}

CacheFile::~CacheFile() {
  if (descriptor_ >= 0) close(descriptor_);
}

// A last line without its end is garbage: its writer died, or still writes.
void CacheFile::read(const Take& take) {
  if (descriptor_ < 0) return;
  std::vector<char> block(size_t{1} << 16);
  std::string line;
  bool skipping = false;
  uint64_t begin = 0;  // of the line
  uint64_t at = 0;     // behind what was looked at
  ssize_t got = 0;
  while ((got = ::read(descriptor_, block.data(), block.size())) > 0) {
    std::string_view rest(block.data(), static_cast<size_t>(got));
    for (size_t end; (end = rest.find('\n')) != std::string_view::npos; rest.remove_prefix(end + 1)) {
      line += rest.substr(0, end);
      if (skipping || (!line.empty() && !take(line, begin))) ++garbage_;
      line.clear();
      skipping = false;
      begin = at += end + 1;
    }
    line += rest;
    at += rest.size();
    if (line.size() <= line_bytes_) continue;
    skipping = true;
    line.clear();
  }
  if (got < 0) throw Error(ErrorKind::io, fmt::format("{}: {}", file_, std::strerror(errno)), file_);
  if (skipping || !line.empty()) ++garbage_;
}

std::string CacheFile::bytes(uint64_t begin, size_t size) const {
  std::string out(size, '\0');
  const ssize_t got = pread(descriptor_, out.data(), size, static_cast<off_t>(begin));
  return got == static_cast<ssize_t>(size) ? out : "";
}

std::optional<uint64_t> CacheFile::add(std::string line) {
  if (descriptor_ < 0 || !fault_.empty()) return {};
  const std::optional<uint64_t> begin = write(std::move(line) + '\n');
  if (!begin) fault_ = fmt::format("{}: {}", file_, std::strerror(errno));
  return begin;
}

// The lock is for the look at the last byte: a line that somebody did not end
// must not swallow this one.
std::optional<uint64_t> CacheFile::write(std::string line) {
  if (flock(descriptor_, LOCK_EX) != 0) return {};
  struct stat info;
  char last = '\n';
  bool good = fstat(descriptor_, &info) == 0 &&
              (info.st_size == 0 || pread(descriptor_, &last, 1, info.st_size - 1) == 1);
  if (last != '\n') line.insert(line.begin(), '\n');
  for (size_t done = 0; good && done < line.size();) {
    const ssize_t put = ::write(descriptor_, line.data() + done, line.size() - done);
    good = put > 0;
    if (good) done += static_cast<size_t>(put);
  }
  const int why = errno;
  flock(descriptor_, LOCK_UN);
  errno = why;
  if (!good) return {};
  return static_cast<uint64_t>(info.st_size) + (last != '\n');
}

}  // namespace evenset
