// A file of lines that were paid for, only ever added to. Several processes may add
// at a time: a line is written at once, under a lock. What a crash cut short is
// passed over and counted.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace evenset {

class CacheFile {
 public:
  // Whether `line` (without its end) is sound; it begins at that byte of the file.
  using Take = std::function<bool(const std::string& line, uint64_t begin)>;

  // `file` "": there is none. Throws Error{io} for what cannot be opened or is no
  // regular file. A line of more bytes is garbage.
  CacheFile(const std::string& file, size_t line_bytes);
  ~CacheFile();
  CacheFile(const CacheFile&) = delete;
  CacheFile& operator=(const CacheFile&) = delete;

  explicit operator bool() const { return descriptor_ >= 0; }

  // Hand on all lines, from the first. Throws Error{io}.
  void read(const Take& take);
  // The bytes at a place; "" where they cannot be read.
  std::string bytes(uint64_t begin, size_t size) const;
  // Add a line without its end, and say where it begins; nothing where it could not be written.
  std::optional<uint64_t> add(std::string line);

  uint64_t garbage() const { return garbage_; }        // lines that were not sound
  const std::string& fault() const { return fault_; }  // of the first line not written

 private:
  std::optional<uint64_t> write(std::string line);

  std::string file_, fault_;
  size_t line_bytes_;
  int descriptor_ = -1;
  uint64_t garbage_ = 0;
};

}  // namespace evenset
