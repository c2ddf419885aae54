// Where files come to be: beside their name, and renamed when they are whole.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <utility>
#include <vector>

#include "formats/container.h"
#include "inputs.h"

namespace evenset {
namespace {

namespace fs = std::filesystem;
constexpr size_t kBlock = size_t{1} << 18;

// An open descriptor that is written in blocks.
class Descriptor : public ByteSink {
 public:
  // `pipe`: a reader that went away is no error; what follows is dropped.
  Descriptor(int descriptor, std::string name, bool pipe)
      : descriptor_(descriptor), name_(std::move(name)), pipe_(pipe) {
    buffer_.reserve(kBlock);
  }
  ~Descriptor() override {
    if (descriptor_ > 2) ::close(descriptor_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  void write(std::string_view bytes) override {
    if (buffer_.size() + bytes.size() > kBlock) {
      flush(buffer_);
      buffer_.clear();
      if (bytes.size() >= kBlock) return flush(bytes);
    }
    buffer_.append(bytes);
  }

  void close() override {
    flush(buffer_);
    buffer_.clear();
    // Some file systems tell of a full disk only here.
    if (descriptor_ > 2 && ::close(std::exchange(descriptor_, -1)) != 0 && !pipe_) fail();
  }

  [[noreturn]] void fail() const { throw Error(ErrorKind::io, name_ + ": " + std::strerror(errno), name_); }

 private:
  void flush(std::string_view bytes) {
    while (!bytes.empty() && !gone_) {
      ssize_t count = ::write(descriptor_, bytes.data(), bytes.size());
      if (count >= 0)
        bytes.remove_prefix(static_cast<size_t>(count));
      else if (errno == EPIPE && pipe_)
        gone_ = true;
      else if (errno != EINTR)
        fail();
    }
  }

  int descriptor_;
  std::string name_;
  bool pipe_, gone_ = false;
  std::string buffer_;
};

std::string temporary_name(const fs::path& target) {
  static std::atomic<unsigned> number{0};
  std::string name = "." + target.filename().string() + "." + std::to_string(::getpid()) + "-" +
                     std::to_string(number++) + ".part";
  return (target.parent_path() / name).string();
}

// A file that appears under its name only when it is closed.
class NewFile : public ByteSink {
 public:
  NewFile(const std::string& path, bool replace)
      // A link stays one: what it points to is replaced.
      : path_(path), target_(replace ? fs::canonical(path) : fs::path(path)), replace_(replace) {
    temporary_ = temporary_name(target_);
    int descriptor = ::open(temporary_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (descriptor < 0)
      throw Error(ErrorKind::io, path_ + ": cannot be created: " + std::strerror(errno), path_);
    file_ = std::make_unique<Descriptor>(descriptor, path_, false);
  }
  ~NewFile() override {
    if (!closed_) ::unlink(temporary_.c_str());
  }
  NewFile(const NewFile&) = delete;
  NewFile& operator=(const NewFile&) = delete;

  void write(std::string_view bytes) override { file_->write(bytes); }

  void close() override {
    if (closed_) return;
    file_->close();
    if (!take_name()) {
      if (errno == EEXIST)
        throw Error(ErrorKind::usage, path_ + ": exists by now; give --force to replace it", path_);
      file_->fail();
    }
    closed_ = true;
  }

 private:
  bool take_name() {
    if (replace_) {
      // A file that is replaced keeps its permissions.
      struct stat old;
      if (::stat(target_.c_str(), &old) == 0) (void)!::chmod(temporary_.c_str(), old.st_mode & 07777);
      return ::rename(temporary_.c_str(), target_.c_str()) == 0;
    }
    // Not every file system can refuse an existing name; those replace it.
    if (::renameat2(AT_FDCWD, temporary_.c_str(), AT_FDCWD, target_.c_str(), RENAME_NOREPLACE) == 0)
      return true;
    return (errno == EINVAL || errno == ENOSYS) && ::rename(temporary_.c_str(), target_.c_str()) == 0;
  }

  std::string path_;
  fs::path target_;
  std::string temporary_;
  bool replace_, closed_ = false;
  std::unique_ptr<Descriptor> file_;
};

class GzipSink : public ByteSink {
 public:
  explicit GzipSink(std::unique_ptr<ByteSink> to) : to_(std::move(to)) {
    // No name and no time in the header: same input, same bytes.
    if (deflateInit2(&stream_, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK) throw std::bad_alloc();
  }
  ~GzipSink() override { deflateEnd(&stream_); }

  void write(std::string_view bytes) override {
    for (size_t at = 0; at < bytes.size(); at += kBlock) run(bytes.substr(at, kBlock), Z_NO_FLUSH);
  }
  void close() override {
    run({}, Z_FINISH);
    to_->close();
  }

 private:
  void run(std::string_view bytes, int flush) {
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream_.avail_in = static_cast<uInt>(bytes.size());
    do {
      stream_.next_out = reinterpret_cast<Bytef*>(buffer_.data());
      stream_.avail_out = static_cast<uInt>(buffer_.size());
      deflate(&stream_, flush);
      to_->write({buffer_.data(), buffer_.size() - stream_.avail_out});
    } while (stream_.avail_out == 0);
  }

  std::unique_ptr<ByteSink> to_;
  z_stream stream_{};
  std::vector<char> buffer_ = std::vector<char>(kBlock);
};

class ZstdSink : public ByteSink {
 public:
  explicit ZstdSink(std::unique_ptr<ByteSink> to) : to_(std::move(to)), context_(ZSTD_createCCtx()) {
    ZSTD_CCtx_setParameter(context_.get(), ZSTD_c_checksumFlag, 1);
  }

  void write(std::string_view bytes) override { run(bytes, ZSTD_e_continue); }
  void close() override {
    run({}, ZSTD_e_end);
    to_->close();
  }

 private:
  struct Free {
    void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
  };

  void run(std::string_view bytes, ZSTD_EndDirective directive) {
    ZSTD_inBuffer in{bytes.data(), bytes.size(), 0};
    size_t left = 0;
    do {
      ZSTD_outBuffer out{buffer_.data(), buffer_.size(), 0};
      left = ZSTD_compressStream2(context_.get(), &out, &in, directive);
      if (ZSTD_isError(left)) throw std::bad_alloc();  // the only way to fail with sound parameters
      to_->write({buffer_.data(), out.pos});
    } while (in.pos < in.size || (directive == ZSTD_e_end && left > 0));
  }

  std::unique_ptr<ByteSink> to_;
  std::unique_ptr<ZSTD_CCtx, Free> context_;
  std::vector<char> buffer_ = std::vector<char>(kBlock);
};

std::unique_ptr<ByteSink> open_directly(const std::string& path) {
  // Opened anew, a redirected stdout would be written from its start.
  int descriptor = path == "/dev/stdout" ? ::dup(1) : ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
  if (descriptor < 0) throw Error(ErrorKind::io, path + ": " + std::strerror(errno), path);
  return std::make_unique<Descriptor>(descriptor, path, true);
}

std::unique_ptr<ByteSink> create_plain(const std::string& path, bool force) {
  if (path == "-") return std::make_unique<Descriptor>(1, "standard output", true);
  // Names of what is open already: a regular file behind them must not be renamed over.
  for (std::string_view open : {"/dev/stdout", "/dev/stderr", "/dev/fd/", "/proc/"})
    if (path.starts_with(open)) return open_directly(path);
  struct stat info;
  if (::stat(path.c_str(), &info) != 0) {
    if (errno != ENOENT) throw Error(ErrorKind::io, path + ": " + std::strerror(errno), path);
    return std::make_unique<NewFile>(path, false);
  }
  if (S_ISDIR(info.st_mode)) throw Error(ErrorKind::usage, path + ": is a folder; name a file", path);
  if (!S_ISREG(info.st_mode)) return open_directly(path);
  if (!force) throw Error(ErrorKind::usage, path + ": exists; give --force to replace it", path);
  return std::make_unique<NewFile>(path, true);
}

}  // namespace

std::unique_ptr<ByteSink> create_bytes(const std::string& path, bool force) {
  std::unique_ptr<ByteSink> bytes = create_plain(path, force);
  std::string plain = plain_name(path);
  if (plain.size() == path.size()) return bytes;
  if (path.back() == 'z' || path.back() == 'Z') return std::make_unique<GzipSink>(std::move(bytes));
  return std::make_unique<ZstdSink>(std::move(bytes));
}

}  // namespace evenset
