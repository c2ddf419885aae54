// Where rows come from: a file or stdin, decompressed on the way.
//
// Compression is known by its first bytes; a name that promises it is held to
// that. Both kinds may consist of several streams one after the other (pigz,
// `cat a.gz b.gz`, zstd's frames), which read as one.
#include <fcntl.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include <cerrno>
#include <cstring>
#include <vector>

#include "formats/container.h"

namespace evenset {
namespace {

constexpr size_t kBlock = size_t{1} << 18;

std::string shown(const std::string& file) { return file == "-" ? "standard input" : file; }

class File : public ByteSource {
 public:
  explicit File(const std::string& file) : name_(file) {
    if (file == "-") return;
    descriptor_ = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor_ < 0) fail();
  }
  ~File() override {
    if (descriptor_ > 0) ::close(descriptor_);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;

  size_t read(char* to, size_t size) override {
    ssize_t got = 0;
    do {
      got = ::read(descriptor_, to, size);
    } while (got < 0 && errno == EINTR);
    if (got < 0) fail();
    count_ += static_cast<uint64_t>(got);
    return static_cast<size_t>(got);
  }
  uint64_t stored_bytes_read() const override { return count_; }

 private:
  [[noreturn]] void fail() const {
    throw Error(ErrorKind::io, shown(name_) + ": " + std::strerror(errno), name_);
  }

  std::string name_;
  int descriptor_ = 0;
  uint64_t count_ = 0;
};

// Stored bytes, block by block, with the first block looked at before it is used.
class Input {
 public:
  Input(std::unique_ptr<ByteSource> bytes, std::string name)
      : bytes_(std::move(bytes)), name_(std::move(name)) {}

  // The bytes at hand; read more when there are none. Empty at the end.
  std::string_view view() {
    if (begin_ == end_) {
      begin_ = 0;
      end_ = bytes_->read(buffer_.data(), buffer_.size());
    }
    return {buffer_.data() + begin_, end_ - begin_};
  }
  // The first bytes, though a pipe may hand them over one by one.
  std::string_view first(size_t count) {
    while (end_ < count) {
      size_t got = bytes_->read(buffer_.data() + end_, buffer_.size() - end_);
      if (got == 0) break;
      end_ += got;
    }
    return {buffer_.data(), end_};
  }
  void drop(size_t count) { begin_ += count; }
  uint64_t stored_bytes_read() const { return bytes_->stored_bytes_read(); }

  [[noreturn]] void damaged(const char* what) const {
    throw Error(ErrorKind::input, shown(name_) + ": " + what + "; unpack or fetch it again", name_);
  }

 private:
  std::unique_ptr<ByteSource> bytes_;
  std::string name_;
  std::vector<char> buffer_ = std::vector<char>(kBlock);
  size_t begin_ = 0, end_ = 0;
};

class Plain : public ByteSource {
 public:
  explicit Plain(Input input) : input_(std::move(input)) {}
  size_t read(char* to, size_t size) override {
    std::string_view text = input_.view().substr(0, size);
    std::memcpy(to, text.data(), text.size());
    input_.drop(text.size());
    return text.size();
  }
  uint64_t stored_bytes_read() const override { return input_.stored_bytes_read(); }

 private:
  Input input_;
};

class Gzip : public ByteSource {
 public:
  explicit Gzip(Input input) : input_(std::move(input)) {
    if (inflateInit2(&stream_, 15 + 16) != Z_OK) throw std::bad_alloc();
  }
  ~Gzip() override { inflateEnd(&stream_); }

  size_t read(char* to, size_t size) override {
    stream_.next_out = reinterpret_cast<Bytef*>(to);
    stream_.avail_out = static_cast<uInt>(std::min(size, kBlock));
    size_t room = stream_.avail_out;
    while (stream_.avail_out == room && more()) step();
    return room - stream_.avail_out;
  }
  uint64_t stored_bytes_read() const override { return input_.stored_bytes_read(); }

 private:
  // Whether there is another byte to unpack: the stream goes on, or another follows.
  bool more() {
    if (!between_) return true;
    // tar and tapes pad with zeros; nothing else may follow.
    while (!input_.view().empty() && input_.view()[0] == '\0') input_.drop(1);
    if (input_.view().empty()) return false;
    if (static_cast<unsigned char>(input_.view()[0]) != 0x1f)
      input_.damaged("other bytes follow the gzip data");
    between_ = false;
    return inflateReset(&stream_) == Z_OK;
  }

  void step() {
    std::string_view in = input_.view();
    if (in.empty()) input_.damaged("the gzip data ends too early: the file is truncated");
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(in.data()));
    stream_.avail_in = static_cast<uInt>(in.size());
    int code = inflate(&stream_, Z_NO_FLUSH);
    input_.drop(in.size() - stream_.avail_in);
    if (code == Z_STREAM_END)
      between_ = true;
    else if (code != Z_OK)
      input_.damaged("the gzip data is damaged");
  }

  Input input_;
  z_stream stream_{};
  bool between_ = false;  // a stream has ended, none has begun
};

class Zstd : public ByteSource {
 public:
  explicit Zstd(Input input) : input_(std::move(input)) {}

  size_t read(char* to, size_t size) override {
    ZSTD_outBuffer out{to, size, 0};
    while (out.pos == 0) {
      std::string_view text = input_.view();
      if (text.empty() && between_) break;
      ZSTD_inBuffer in{text.data(), text.size(), 0};
      size_t left = ZSTD_decompressStream(stream_.get(), &out, &in);
      if (ZSTD_isError(left)) input_.damaged("the zstd data is damaged or needs a window beyond 128 MB");
      input_.drop(in.pos);
      // Nothing in and nothing out: what was held back is out, more is missing.
      if (text.empty() && out.pos == 0) input_.damaged("the zstd data ends too early: the file is truncated");
      between_ = left == 0;
    }
    return out.pos;
  }
  uint64_t stored_bytes_read() const override { return input_.stored_bytes_read(); }

 private:
  struct Free {
    void operator()(ZSTD_DStream* stream) const { ZSTD_freeDStream(stream); }
  };
  Input input_;
  std::unique_ptr<ZSTD_DStream, Free> stream_{ZSTD_createDStream()};
  bool between_ = false;
};

bool starts_zstd(std::string_view first) {
  if (first.size() < 4) return false;
  bool skippable = (first[0] & 0xF0) == 0x50 && first.substr(1, 3) == "\x2A\x4D\x18";
  return skippable || first.substr(0, 4) == "\x28\xB5\x2F\xFD";
}

bool ends_with_any_case(std::string_view text, std::string_view suffix) {
  if (text.size() < suffix.size()) return false;
  return strncasecmp(text.data() + text.size() - suffix.size(), suffix.data(), suffix.size()) == 0;
}

}  // namespace

std::unique_ptr<ByteSource> open_bytes(const std::string& file) {
  Input input(std::make_unique<File>(file), file);
  std::string_view first = input.first(4);
  if (first.substr(0, 2) == "\x1F\x8B") return std::make_unique<Gzip>(std::move(input));
  if (starts_zstd(first)) return std::make_unique<Zstd>(std::move(input));
  if (ends_with_any_case(file, ".gz")) input.damaged("this is no gzip data, as the name says");
  if (ends_with_any_case(file, ".zst")) input.damaged("this is no zstd data, as the name says");
  return std::make_unique<Plain>(std::move(input));
}

}  // namespace evenset
