// Vectors that were paid for: in memory, or in a file with one line of JSON each.
//
//   {"key":"<SHA-256>","vector":"<its floats, little-endian, in base64>"}
//
// A key stands for the model and the text, so that an entry is never out of date.
// Of the file only the lines' places are kept in memory; a vector is read when it
// is asked for.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "llm/cache_file.h"

namespace evenset {

// Numbers that a vector may have: more is a fault.
inline constexpr size_t kMostWidth = 65'536;

class VectorCache {
 public:
  // `file` "": in memory only. Throws Error{io}.
  explicit VectorCache(const std::string& file);

  bool knows(const std::string& key) const { return entries_.contains(key); }
  // A vector of length 1. One that is damaged is forgotten and counted as garbage.
  std::optional<std::vector<float>> find(const std::string& key);
  // What cannot be written is kept in memory.
  void add(const std::string& key, std::span<const float> vector);

  uint64_t garbage() const { return garbage_ + file_.garbage(); }
  const std::string& fault() const { return file_.fault(); }

 private:
  struct Entry {
    std::vector<float> vector;  // empty: in the file, in base64
    uint64_t begin = 0;
    size_t size = 0;
  };
  bool read_line(std::string_view line, uint64_t begin);

  CacheFile file_;
  uint64_t garbage_ = 0;
  std::unordered_map<std::string, Entry> entries_;
};

}  // namespace evenset
