#include "llm/vector_cache.h"

#include <openssl/evp.h>

#include <cmath>
#include <cstring>

#include "text/raw.h"

namespace evenset {
namespace {

// A line is these around key and vector, to the byte: it is nobody else's.
constexpr std::string_view kBeforeKey = R"({"key":")", kBeforeVector = R"(","vector":")", kEnd = R"("})";
constexpr size_t kKeyBytes = 64;
constexpr size_t kHeadBytes = kBeforeKey.size() + kKeyBytes + kBeforeVector.size();
constexpr size_t kLineBytes = kHeadBytes + kMostWidth * sizeof(float) * 4 / 3 + 4 + kEnd.size();

std::string base64(std::span<const float> vector) {
  std::string out(vector.size_bytes() / 3 * 4 + 5, '\0');  // and a NUL
  const int size = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()),
                                   reinterpret_cast<const unsigned char*>(vector.data()),
                                   static_cast<int>(vector.size_bytes()));
  out.resize(static_cast<size_t>(size));
  return out;
}

// Empty where `text` is no base64 of floats.
std::vector<float> floats_in(std::string_view text) {
  std::string bytes(text.size() / 4 * 3, '\0');
  const int size =
      EVP_DecodeBlock(reinterpret_cast<unsigned char*>(bytes.data()),
                      reinterpret_cast<const unsigned char*>(text.data()), static_cast<int>(text.size()));
  if (size < 0) return {};
  // What stands for "=" is decoded as 0.
  const size_t padding = text.ends_with("==") ? 2 : text.ends_with('=');
  bytes.resize(static_cast<size_t>(size) - padding);
  if (bytes.size() % sizeof(float) != 0) return {};
  std::vector<float> out(bytes.size() / sizeof(float));
  std::memcpy(out.data(), bytes.data(), bytes.size());
  return out;
}

bool has_length_one(std::span<const float> vector) {
  double squares = 0;
  for (const float x : vector) squares += double{x} * x;
  return std::abs(squares - 1) < 1e-3;
}

}  // namespace

VectorCache::VectorCache(const std::string& file) : file_(file, kLineBytes) {
  file_.read([&](const std::string& line, uint64_t begin) { return read_line(line, begin); });
}

bool VectorCache::read_line(std::string_view line, uint64_t begin) {
  const bool is_entry = line.size() > kHeadBytes + kEnd.size() && line.starts_with(kBeforeKey) &&
                        line.substr(kBeforeKey.size() + kKeyBytes).starts_with(kBeforeVector) &&
                        line.ends_with(kEnd);
  if (!is_entry) return false;
  const std::string key(line.substr(kBeforeKey.size(), kKeyBytes));
  entries_[key] = {{}, begin + kHeadBytes, line.size() - kHeadBytes - kEnd.size()};
  return true;
}

std::optional<std::vector<float>> VectorCache::find(const std::string& key) {
  const auto found = entries_.find(key);
  if (found == entries_.end()) return {};
  const Entry& entry = found->second;
  if (!entry.vector.empty()) return entry.vector;
  std::vector<float> vector = floats_in(file_.bytes(entry.begin, entry.size));
  if (has_length_one(vector)) return vector;
  ++garbage_;
  entries_.erase(found);
  return {};
}

void VectorCache::add(const std::string& key, std::span<const float> vector) {
  const std::string text = file_ ? base64(vector) : "";
  std::optional<uint64_t> begin;
  if (file_)
    begin = file_.add(std::string(kBeforeKey).append(key).append(kBeforeVector).append(text).append(kEnd));
  if (begin)
    entries_[key] = {{}, *begin + kHeadBytes, text.size()};
  else
    entries_[key] = {{vector.begin(), vector.end()}, 0, 0};
}

}  // namespace evenset
