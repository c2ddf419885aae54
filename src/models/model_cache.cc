#include "models/model_cache.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <utility>

#include "sha256.h"
#include "text/raw.h"

namespace evenset {
namespace {

constexpr off_t kMostBytes = off_t{64} << 20;
constexpr size_t kLabelBytes = sizeof(int16_t) + sizeof(float);

template <class T>
T take(const char*& at) {
  T value;
  std::memcpy(&value, at, sizeof value);
  at += sizeof value;
  return value;
}

}  // namespace

uint32_t check_sum(std::string_view bytes) {
  return static_cast<uint32_t>(crc32_z(0, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size()));
}

RowKey key_of(const RowView& row) {
  std::string text;
  for (const RowView::Turn& turn : row.turns) {
    append_raw(text, turn.role);
    append_sized(text, turn.text);
  }
  const Sha256 digest = sha256(text);
  RowKey key;
  std::copy_n(digest.begin(), key.size(), key.begin());
  return key;
}

std::string model_cache_file(const std::string& folder, const std::string& name) {
  namespace fs = std::filesystem;
  std::error_code fault;
  if (folder.empty()) return "";
  fs::create_directories(folder, fault);
  if (fault) return "";
  const std::string kind = name.substr(0, name.find('-') + 1);
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, fault)) {
    const std::string other = entry.path().filename().string();
    if (other.starts_with(kind) && other != name) fs::remove(entry.path(), fault);
  }
  return folder + "/" + name;
}

size_t ModelCache::Hash::operator()(const RowKey& key) const {
  size_t out;
  std::memcpy(&out, key.data(), sizeof out);
  return out;
}

ModelCache::ModelCache(const std::string& file, std::vector<size_t> values) : values_(std::move(values)) {
  if (file.empty()) return;
  descriptor_ = open(file.c_str(), O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC | O_NONBLOCK, 0600);
  if (descriptor_ < 0) return;
  // Under the lock: what another process adds is never cut off.
  flock(descriptor_, LOCK_EX);
  struct stat info;
  if (fstat(descriptor_, &info) != 0 || !S_ISREG(info.st_mode)) {
    give_up();
    return;
  }
  const off_t whole = info.st_size - info.st_size % static_cast<off_t>(record_bytes());
  // Of a writer that died: what follows would never fit its check sums.
  const off_t kept = info.st_size > kMostBytes ? 0 : whole;
  if (kept != info.st_size && ftruncate(descriptor_, kept) != 0) {
    give_up();
    return;
  }
  read();
  flock(descriptor_, LOCK_UN);
}

void ModelCache::give_up() {
  close(descriptor_);  // and with it the lock
  descriptor_ = -1;
}

ModelCache::~ModelCache() {
  if (descriptor_ >= 0) close(descriptor_);
}

size_t ModelCache::record_bytes() const {
  return sizeof(RowKey) + values_.size() * kLabelBytes + sizeof(uint32_t);
}

void ModelCache::read() {
  const size_t record = record_bytes();
  std::string block(record * 1024, '\0');
  for (ssize_t got; (got = ::read(descriptor_, block.data(), block.size())) > 0;)
    for (size_t at = 0; at + record <= static_cast<size_t>(got); at += record) read_record(block.data() + at);
}

void ModelCache::read_record(const char* at) {
  const std::string_view checked(at, record_bytes() - sizeof(uint32_t));
  const auto key = take<RowKey>(at);
  const size_t place = labels_.size();
  bool sound = true;
  for (const size_t values : values_) {
    const auto value = take<int16_t>(at);
    labels_.push_back({value, take<float>(at)});
    const float confidence = labels_.back().confidence;
    sound &= value >= -1 && value < static_cast<int16_t>(values) && confidence >= 0 && confidence <= 1;
  }
  sound &= take<uint32_t>(at) == check_sum(checked);
  if (!sound || !place_.emplace(key, place).second) labels_.resize(place);
}

bool ModelCache::find(const RowKey& key, std::span<Label> labels) const {
  const std::lock_guard lock(mutex_);
  const auto found = place_.find(key);
  if (found == place_.end()) return false;
  std::copy_n(labels_.begin() + static_cast<ptrdiff_t>(found->second), values_.size(), labels.begin());
  return true;
}

void ModelCache::add(std::span<const RowKey> keys, std::span<const Label> labels) {
  const std::lock_guard lock(mutex_);
  std::string bytes;
  for (size_t i = 0; i < keys.size(); ++i) {
    if (!place_.emplace(keys[i], labels_.size()).second) continue;
    const std::span<const Label> own = labels.subspan(i * values_.size(), values_.size());
    labels_.insert(labels_.end(), own.begin(), own.end());
    const size_t begin = bytes.size();
    append_raw(bytes, keys[i]);
    for (const Label& label : own) {
      append_raw(bytes, label.value);
      append_raw(bytes, label.confidence);
    }
    append_raw(bytes, check_sum(std::string_view(bytes).substr(begin)));
  }
  if (descriptor_ < 0 || bytes.empty()) return;
  // Under the lock, so that no other process adds between two parts of a write.
  flock(descriptor_, LOCK_EX);
  struct stat info;
  const bool known = fstat(descriptor_, &info) == 0;
  if (known && ::write(descriptor_, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size())) {
    flock(descriptor_, LOCK_UN);
    return;
  }
  // A record cut short would shift all that follow it.
  if (known && ftruncate(descriptor_, info.st_size) != 0) bytes.clear();
  give_up();
}

size_t ModelCache::size() const {
  const std::lock_guard lock(mutex_);
  return place_.size();
}

}  // namespace evenset
