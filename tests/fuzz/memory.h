// Bytes from memory as a stream, in small uneven pieces.
#pragma once

#include <algorithm>
#include <cstring>
#include <memory>
#include <string_view>

#include "formats/container.h"

namespace evenset {

class MemoryBytes : public ByteSource {
 public:
  explicit MemoryBytes(std::string_view text) : text_(text) {}
  size_t read(char* to, size_t size) override {
    size_t count = std::min({size, text_.size() - at_, size_t{7} + at_ % 1000});
    std::memcpy(to, text_.data() + at_, count);
    at_ += count;
    return count;
  }
  uint64_t stored_bytes_read() const override { return at_; }

 private:
  std::string_view text_;
  size_t at_ = 0;
};

}  // namespace evenset
