#include "llm/cache.h"

#include <cmath>
#include <nlohmann/json.hpp>

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
    : dimensions_(dimensions), file_(file, kLineBytes) {
  file_.read([&](const std::string& line, uint64_t) { return read_line(line); });
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
  if (!file_) return true;
  nlohmann::ordered_json entry{{"key", key}};
  for (size_t d = 0; d < labels.size(); ++d) {
    const Asked& dimension = dimensions_[d];
    const int16_t value = labels[d].value;
    entry["labels"][dimension.name] = {
        value < 0 ? std::string(kUnknown) : dimension.values[static_cast<size_t>(value)],
        std::round(labels[d].confidence * 1e4) / 1e4};
  }
  file_.add(entry.dump());
  return fault().empty();
}

}  // namespace evenset
