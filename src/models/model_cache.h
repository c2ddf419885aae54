// Labels that a model gave, kept in a file of the user's cache folder, so that
// an audit, a balance and a build of the same rows ask the model once.
//
//   ModelCache cache(model_cache_file(folder, "accurate-1f2e3d4c5b6a7988"), value_counts);
//   if (!cache.find(key, labels)) { …; cache.add(keys, labels); }
//
// The file: records of one size, each a row's key, its labels and a check sum,
// only ever added to. Its name stands for the model's bytes, so that a record is
// never out of date. A record that does not fit its check sum (cut short,
// another program's) is passed over. A file of 64 MB is begun anew when it is opened.
#pragma once

#include <array>
#include <cstdint>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "evenset/dimension.h"

namespace evenset {

// The first half of the SHA-256 of all turns, each with its role and length.
using RowKey = std::array<char, 16>;
RowKey key_of(const RowView& row);

// FOLDER/name; the folder is made, and files of other versions in it (which begin
// as `name` does up to its first '-') go. "" where `folder` is "" or cannot be made.
std::string model_cache_file(const std::string& folder, const std::string& name);

// CRC-32.
uint32_t check_sum(std::string_view bytes);

class ModelCache {
 public:
  // A row has one label for each of `values`, which says how many values its
  // dimension has; a record with another is passed over. A file that cannot be
  // read or written is no error: labels are then kept in memory only.
  ModelCache(const std::string& file, std::vector<size_t> values);
  ~ModelCache();
  ModelCache(const ModelCache&) = delete;
  ModelCache& operator=(const ModelCache&) = delete;

  // Several threads may ask and add at once. `labels` has a place for each dimension.
  bool find(const RowKey& key, std::span<Label> labels) const;
  void add(std::span<const RowKey> keys, std::span<const Label> labels);

  size_t size() const;

 private:
  void read();
  // Keep in memory only, from now on.
  void give_up();
  void read_record(const char* at);
  size_t record_bytes() const;

  std::vector<size_t> values_;
  int descriptor_ = -1;
  mutable std::mutex mutex_;
  struct Hash {
    size_t operator()(const RowKey& key) const;
  };
  std::unordered_map<RowKey, size_t, Hash> place_;  // of the row's first label
  std::vector<Label> labels_;
};

}  // namespace evenset
