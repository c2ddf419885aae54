#include "build/folder.h"

#include <unistd.h>

#include <filesystem>

#include "evenset/error.h"
#include "formats/container.h"

namespace evenset {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const std::string& path, const std::error_code& error) {
  throw Error(ErrorKind::io, path + ": " + error.message(), path);
}

}  // namespace

NewFolder::NewFolder(std::string target, std::string_view mark, bool force) : target_(std::move(target)) {
  while (target_.size() > 1 && target_.back() == '/') target_.pop_back();
  std::error_code error;
  fs::file_status status = fs::symlink_status(target_, error);
  if (fs::exists(status)) {
    bool ours = fs::is_directory(status) && fs::exists(fs::path(target_) / mark, error);
    bool blank = fs::is_directory(status) && fs::is_empty(target_, error);
    if (!ours && !blank)
      throw Error(ErrorKind::usage,
                  target_ + ": exists and was not written by evenset build; give another --out", target_);
    if (!force && !blank)
      throw Error(ErrorKind::usage, target_ + ": exists; --force replaces it, or give another --out",
                  target_);
  }
  fs::path parent = fs::absolute(target_).parent_path();
  fs::create_directories(parent, error);
  if (error) fail(parent.string(), error);
  temporary_ = target_ + ".tmp-" + std::to_string(getpid());
  fs::create_directory(temporary_, error);
  if (error) fail(temporary_, error);
}

NewFolder::~NewFolder() {
  std::error_code ignored;
  if (!finished_) fs::remove_all(temporary_, ignored);
}

std::string NewFolder::file(std::string_view name) const { return temporary_ + "/" + std::string(name); }

void NewFolder::write(std::string_view name, std::string_view text) const {
  auto out = create_bytes(file(name), false);
  out->write(text);
  out->close();
}

void NewFolder::finish() {
  std::error_code error;
  std::string old = target_ + ".old-" + std::to_string(getpid());
  bool replaces = fs::exists(fs::symlink_status(target_, error));
  if (replaces) fs::rename(target_, old, error);
  if (replaces && error) fail(target_, error);
  fs::rename(temporary_, target_, error);
  if (error) {
    std::error_code ignored;
    if (replaces) fs::rename(old, target_, ignored);
    fail(target_, error);
  }
  finished_ = true;
  if (replaces) fs::remove_all(old, error);
}

}  // namespace evenset
