// Bytes and files for tests.
#pragma once

#include <unistd.h>

#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "formats/container.h"

namespace evenset {

// A text as a source that hands out at most `step` bytes at once.
class TextSource : public ByteSource {
 public:
  explicit TextSource(std::string text, size_t step = 7) : text_(std::move(text)), step_(step) {}
  size_t read(char* to, size_t size) override {
    size_t count = std::min({size, step_, text_.size() - at_});
    std::memcpy(to, text_.data() + at_, count);
    at_ += count;
    return count;
  }
  uint64_t stored_bytes_read() const override { return at_; }

 private:
  std::string text_;
  size_t step_, at_ = 0;
};

class TextSink : public ByteSink {
 public:
  explicit TextSink(std::string& out) : out_(out) {}
  void write(std::string_view bytes) override { out_ += bytes; }
  void close() override {}

 private:
  std::string& out_;
};

// A folder that goes away with the test.
class TestFolder {
 public:
  TestFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "evenset-XXXXXX").string();
    path_ = ::mkdtemp(name.data());
  }
  ~TestFolder() { std::filesystem::remove_all(path_); }
  std::string file(const std::string& name) const { return (path_ / name).string(); }
  size_t count() const {
    return static_cast<size_t>(std::distance(std::filesystem::directory_iterator(path_), {}));
  }
  std::string write(const std::string& name, std::string_view bytes) const {
    std::ofstream(file(name), std::ios::binary) << bytes;
    return file(name);
  }
  std::string read(const std::string& name) const {
    std::ostringstream out;
    out << std::ifstream(file(name), std::ios::binary).rdbuf();
    return out.str();
  }

 private:
  std::filesystem::path path_;
};

inline std::string read_all(ByteSource& source) {
  std::string out, block(4096, '\0');
  while (size_t got = source.read(block.data(), block.size())) out.append(block, 0, got);
  return out;
}

}  // namespace evenset
