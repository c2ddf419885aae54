#include "formats/decode.h"

#include <unicode/ucnv.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <vector>

namespace evenset {
namespace {

// Bytes that were looked at, then the rest.
class Prefixed : public ByteSource {
 public:
  Prefixed(std::string first, std::unique_ptr<ByteSource> rest)
      : first_(std::move(first)), rest_(std::move(rest)) {}

  size_t read(char* to, size_t size) override {
    if (at_ == first_.size()) return rest_->read(to, size);
    size_t count = std::min(size, first_.size() - at_);
    std::memcpy(to, first_.data() + at_, count);
    at_ += count;
    return count;
  }
  uint64_t stored_bytes_read() const override { return rest_->stored_bytes_read(); }

 private:
  std::string first_;
  size_t at_ = 0;
  std::unique_ptr<ByteSource> rest_;
};

class Converted : public ByteSource {
 public:
  Converted(std::unique_ptr<ByteSource> bytes, const char* encoding) : bytes_(std::move(bytes)) {
    UErrorCode error = U_ZERO_ERROR;
    from_.reset(ucnv_open(encoding, &error));
    to_.reset(ucnv_open("UTF-8", &error));
    if (U_FAILURE(error)) throw Error(ErrorKind::io, "ICU has no converter for " + std::string(encoding));
  }

  size_t read(char* to, size_t size) override {
    char* out = to;
    while (out == to && !done_) {
      if (next_ == end_) {
        end_ = bytes_->read(in_.data(), in_.size());
        next_ = 0;
        last_ = end_ == 0;
      }
      const char* in = in_.data() + next_;
      UErrorCode error = U_ZERO_ERROR;
      ucnv_convertEx(to_.get(), from_.get(), &out, to + size, &in, in_.data() + end_, pivot_.data(),
                     &pivot_from_, &pivot_to_, pivot_.data() + pivot_.size(), false, last_, &error);
      next_ = static_cast<size_t>(in - in_.data());
      done_ = last_ && error != U_BUFFER_OVERFLOW_ERROR;
    }
    return static_cast<size_t>(out - to);
  }
  uint64_t stored_bytes_read() const override { return bytes_->stored_bytes_read(); }

 private:
  struct Close {
    void operator()(UConverter* converter) const { ucnv_close(converter); }
  };
  std::unique_ptr<ByteSource> bytes_;
  std::unique_ptr<UConverter, Close> from_, to_;
  std::vector<char> in_ = std::vector<char>(size_t{1} << 16);
  std::array<UChar, 4096> pivot_{};
  UChar *pivot_from_ = pivot_.data(), *pivot_to_ = pivot_.data();
  size_t next_ = 0, end_ = 0;
  bool last_ = false, done_ = false;
};

struct Mark {
  std::string_view bytes;
  const char* encoding;  // nullptr: UTF-8
  size_t size;           // of the mark itself: 0 where only zeros give it away
};
using std::string_view_literals::operator""sv;
constexpr Mark kMarks[] = {
    {"\xEF\xBB\xBF"sv, nullptr, 3}, {"\xFF\xFE\0\0"sv, "UTF-32LE", 4}, {"\0\0\xFE\xFF"sv, "UTF-32BE", 4},
    {"\xFF\xFE"sv, "UTF-16LE", 2},  {"\xFE\xFF"sv, "UTF-16BE", 2},     {"{\0\0\0"sv, "UTF-32LE", 0},
    {"{\0"sv, "UTF-16LE", 0},       {"\0{"sv, "UTF-16BE", 0},          {"[\0"sv, "UTF-16LE", 0},
    {"\0["sv, "UTF-16BE", 0},
};

}  // namespace

std::string take_first(ByteSource& bytes, size_t size) {
  std::string first(size, '\0');
  size_t have = 0;
  while (have < size) {
    size_t got = bytes.read(first.data() + have, size - have);
    if (got == 0) break;
    have += got;
  }
  first.resize(have);
  return first;
}

std::unique_ptr<ByteSource> put_back(std::string first, std::unique_ptr<ByteSource> rest) {
  return std::make_unique<Prefixed>(std::move(first), std::move(rest));
}

std::unique_ptr<ByteSource> to_utf8(std::unique_ptr<ByteSource> bytes, std::string& encoding) {
  std::string first = take_first(*bytes, 4);
  encoding.clear();
  for (const Mark& mark : kMarks) {
    if (!std::string_view(first).starts_with(mark.bytes)) continue;
    auto rest = put_back(first.substr(mark.size), std::move(bytes));
    if (!mark.encoding) return rest;
    encoding = mark.encoding;
    return std::make_unique<Converted>(std::move(rest), mark.encoding);
  }
  return put_back(std::move(first), std::move(bytes));
}

}  // namespace evenset
