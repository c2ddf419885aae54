#include "llm/cache.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cmath>
#include <cstring>
#include <nlohmann/json.hpp>

#include "evenset/error.h"

namespace evenset {
namespace {

constexpr size_t kLineBytes = size_t{1} << 16;  // of 64 dimensions; longer is garbage
constexpr size_t kKeyBytes = 64;

int16_t value_named(const Asked& dimension, const std::string& name) {
  for (size_t v = 0; v < dimension.values.size(); ++v)
    if (dimension.values[v] == name) return static_cast<int16_t>(v);
  return -1;
}

// `["mixed",0.93]`
bool read_label(const nlohmann::json& labels, const Asked& dimension, Label& out) {
  const auto entry = labels.find(dimension.name);
  if (entry == labels.end() || !entry->is_array() || entry->size() != 2) return false;
  const auto &name = (*entry)[0], &confidence = (*entry)[1];
  if (!name.is_string() || !confidence.is_number()) return false;
  out.value = value_named(dimension, name.get_ref<const std::string&>());
  out.confidence = confidence.get<float>();
  return (out.value >= 0 || name == kUnknown) && out.confidence >= 0 && out.confidence <= 1;
}

}  // namespace

LabelCache::LabelCache(const std::string& file, const std::vector<Asked>& dimensions)
    : file_(file), dimensions_(dimensions) {
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
  read();
}

LabelCache::~LabelCache() {
  if (descriptor_ >= 0) close(descriptor_);
}

// A last line without its end is garbage: its writer died, or still writes.
void LabelCache::read() {
  std::vector<char> block(kLineBytes);
  std::string line;
  bool skipping = false;
  ssize_t got = 0;
  while ((got = ::read(descriptor_, block.data(), block.size())) > 0) {
    std::string_view rest(block.data(), static_cast<size_t>(got));
    for (size_t end; (end = rest.find('\n')) != std::string_view::npos; rest.remove_prefix(end + 1)) {
      line += rest.substr(0, end);
      if (skipping || (!line.empty() && !read_line(line))) ++garbage_;
      line.clear();
      skipping = false;
    }
    line += rest;
    if (line.size() <= kLineBytes) continue;
    skipping = true;
    line.clear();
  }
  if (got < 0) throw Error(ErrorKind::io, fmt::format("{}: {}", file_, std::strerror(errno)), file_);
  if (skipping || !line.empty()) ++garbage_;
}

bool LabelCache::read_line(const std::string& line) {
  const auto entry = nlohmann::json::parse(line, nullptr, false);
  if (!entry.is_object()) return false;
  const auto key = entry.find("key"), labels = entry.find("labels");
  if (key == entry.end() || !key->is_string() || labels == entry.end() || !labels->is_object()) return false;
  const std::string& name = key->get_ref<const std::string&>();
  if (name.size() != kKeyBytes) return false;
  // Of other dimensions than are asked now: another key, sound and of no use.
  if (labels->size() != dimensions_.size()) return true;
  std::vector<Label> found(dimensions_.size());
  for (size_t d = 0; d < found.size(); ++d)
    if (!read_label(*labels, dimensions_[d], found[d]))
      return labels->find(dimensions_[d].name) == labels->end();
  labels_[name] = std::move(found);
  return true;
}

const std::vector<Label>* LabelCache::find(const std::string& key) const {
  const auto found = labels_.find(key);
  return found == labels_.end() ? nullptr : &found->second;
}

bool LabelCache::add(const std::string& key, const std::vector<Label>& labels) {
  labels_[key] = labels;
  if (descriptor_ < 0) return true;
  nlohmann::ordered_json entry{{"key", key}};
  for (size_t d = 0; d < labels.size(); ++d) {
    const Asked& dimension = dimensions_[d];
    const int16_t value = labels[d].value;
    entry["labels"][dimension.name] = {
        value < 0 ? std::string(kUnknown) : dimension.values[static_cast<size_t>(value)],
        std::round(labels[d].confidence * 1e4) / 1e4};
  }
  if (fault_.empty() && !write(entry.dump() + '\n'))
    fault_ = fmt::format("{}: {}", file_, std::strerror(errno));
  return fault_.empty();
}

// The lock is for the look at the last byte: a line that somebody did not end
// must not swallow this one.
bool LabelCache::write(std::string line) {
  if (flock(descriptor_, LOCK_EX) != 0) return false;
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
  return good;
}

}  // namespace evenset
