#include "models/safetensors_out.h"

#include <fmt/format.h>
#include <zlib.h>

#include <bit>
#include <cstdint>
#include <cstring>

namespace evenset {

static_assert(std::endian::native == std::endian::little, "safetensors are little-endian");

void SafetensorsOut::add(std::string_view name, std::string_view type, const std::vector<size_t>& shape,
                         const void* from, size_t bytes) {
  const size_t begin = data_.size();
  data_.append(static_cast<const char*>(from), bytes);
  header_[std::string(name)] = {{"dtype", type}, {"shape", shape}, {"data_offsets", {begin, data_.size()}}};
}

void SafetensorsOut::add(std::string_view name, const std::vector<float>& floats) {
  add(name, "F32", {floats.size()}, floats.data(), floats.size() * sizeof(float));
}

void SafetensorsOut::add(std::string_view name, const std::vector<size_t>& shape,
                         const std::vector<int8_t>& bytes) {
  add(name, "I8", shape, bytes.data(), bytes.size());
}

std::string SafetensorsOut::file(std::string_view kind, std::map<std::string, std::string> metadata) const {
  metadata["evenset"] = kind;
  metadata["version"] = "1";
  metadata["crc32"] = fmt::format(
      "{:08x}",
      static_cast<uint32_t>(crc32_z(0, reinterpret_cast<const Bytef*>(data_.data()), data_.size())));
  nlohmann::ordered_json all = header_;
  all["__metadata__"] = metadata;
  std::string header = all.dump();
  header.append((8 - header.size() % 8) % 8, ' ');
  const uint64_t size = header.size();
  std::string out(sizeof size, '\0');
  std::memcpy(out.data(), &size, sizeof size);
  return out + header + data_;
}

}  // namespace evenset
