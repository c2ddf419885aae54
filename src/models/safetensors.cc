#include "models/safetensors.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <nlohmann/json.hpp>

#include "evenset/error.h"

namespace evenset {
namespace {

using nlohmann::json;

constexpr std::string_view kVersion = "1";
constexpr uint64_t kMaxHeader = uint64_t{1} << 20;  // ours are some 10 KB
constexpr uint64_t kMaxSize = uint64_t{1} << 40;    // of one tensor; no product below overflows

uint64_t little_endian(std::string_view bytes) {
  uint64_t value = 0;
  for (size_t i = 8; i-- > 0;) value = value << 8 | static_cast<unsigned char>(bytes[i]);
  return value;
}

// 0 for a type that our files do not use.
size_t size_of(std::string_view type) { return type == "I8" ? 1 : type == "F32" ? 4 : 0; }

// Bytes of a tensor; kMaxSize and more where that is absurd.
uint64_t byte_count(const Tensors::Shape& shape, uint64_t element) {
  uint64_t count = element;
  for (const size_t n : shape) {
    if (n != 0 && count > kMaxSize / n) return kMaxSize;
    count *= n;
  }
  return count;
}

bool read_type(const json& about, std::string& type) {
  if (!about.is_object() || !about.contains("dtype") || !about["dtype"].is_string()) return false;
  type = about["dtype"];
  return size_of(type) != 0;
}

// A member that is a list of whole numbers; false for anything else.
bool read_sizes(const json& about, const char* member, std::vector<size_t>& out) {
  const auto list = about.find(member);
  if (list == about.end() || !list->is_array() || list->size() > 8) return false;
  for (const json& n : *list) {
    if (!n.is_number_unsigned()) return false;
    out.push_back(n.get<size_t>());
  }
  return true;
}

std::string words(const Tensors::Shape& shape) { return fmt::format("[{}]", fmt::join(shape, ",")); }

}  // namespace

void Tensors::fail(const std::string& fault) const {
  throw Error(ErrorKind::input, fmt::format("{}: {}; fetch or export the model file again", name_, fault),
              name_);
}

Tensors Tensors::open(const std::string& path, std::string_view kind) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  struct stat about {};
  if (file < 0 || fstat(file, &about) != 0 || !S_ISREG(about.st_mode)) {
    if (file >= 0) close(file);
    throw Error(ErrorKind::io, path + ": cannot be read; give a model file", path);
  }
  const auto size = static_cast<size_t>(about.st_size);
  void* at = size == 0 ? nullptr : mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file, 0);
  close(file);
  if (at == MAP_FAILED) throw Error(ErrorKind::io, path + ": cannot be mapped into memory", path);
  Tensors out;
  out.name_ = path;
  if (at != nullptr) out.mapping_ = {at, [size](const void* p) { munmap(const_cast<void*>(p), size); }};
  out.read({static_cast<const char*>(at), size}, kind);
  return out;
}

Tensors Tensors::of(std::string_view bytes, std::string name, std::string_view kind) {
  Tensors out;
  out.name_ = std::move(name);
  out.read(bytes, kind);
  return out;
}

void Tensors::read(std::string_view bytes, std::string_view kind) {
  if (bytes.size() < 8) fail("too short for a model");
  const uint64_t header = little_endian(bytes);
  if (header > kMaxHeader) fail("not a model file");
  if (header > bytes.size() - 8) fail("cut off in its header");
  const std::string_view data = bytes.substr(8 + header);
  read_metadata(bytes.substr(8, header));
  read_tensors(bytes.substr(8, header), data);
  check_metadata(data, kind);
}

void Tensors::read_metadata(std::string_view header) {
  const json names = json::parse(header, nullptr, /*allow_exceptions=*/false);
  if (!names.is_object()) fail("its header is no JSON object");
  const auto about = names.find("__metadata__");
  if (about == names.end() || !about->is_object()) fail("it has no metadata");
  for (const auto& [key, value] : about->items()) {
    if (!value.is_string()) fail("its metadata has a member that is no text");
    metadata_[key] = value.get<std::string>();
  }
}

void Tensors::read_tensors(std::string_view header, std::string_view data) {
  const json names = json::parse(header);
  std::vector<std::pair<size_t, size_t>> ranges;
  for (const auto& [name, about] : names.items()) {
    if (name == "__metadata__") continue;
    Tensor tensor;
    std::vector<size_t> range;
    if (!read_type(about, tensor.type) || !read_sizes(about, "shape", tensor.shape) ||
        !read_sizes(about, "data_offsets", range) || range.size() != 2)
      fail("a tensor's type, shape or place cannot be used");
    if (range[0] > range[1] || range[1] > data.size()) fail("cut off in its data");
    if (byte_count(tensor.shape, size_of(tensor.type)) != range[1] - range[0])
      fail("a tensor's size is not that of its shape");
    tensor.data = data.substr(range[0], range[1] - range[0]);
    ranges.emplace_back(range[0], range[1]);
    tensors_[name] = std::move(tensor);
  }
  // As the format asks: no byte twice, no byte unused.
  std::sort(ranges.begin(), ranges.end());
  size_t end = 0;
  for (const auto& [from, to] : ranges) {
    if (from != end) fail("its tensors overlap or leave gaps");
    end = to;
  }
  if (end != data.size()) fail("it has bytes that no tensor uses");
}

void Tensors::check_metadata(std::string_view data, std::string_view kind) const {
  if (metadata("evenset") != kind) fail(fmt::format("not an evenset model of kind '{}'", kind));
  if (metadata("version") != kVersion)
    fail(fmt::format("model version '{}', this program reads {}", metadata("version"), kVersion));
  const uLong sum = crc32_z(0, reinterpret_cast<const Bytef*>(data.data()), data.size());
  if (metadata("crc32") != fmt::format("{:08x}", sum)) fail("its checksum is wrong");
}

bool Tensors::has(std::string_view tensor) const { return tensors_.find(tensor) != tensors_.end(); }

const Tensors::Shape& Tensors::shape(std::string_view tensor) const {
  const auto found = tensors_.find(tensor);
  if (found == tensors_.end()) fail(fmt::format("tensor {} is missing", tensor));
  return found->second.shape;
}

const Tensors::Tensor& Tensors::tensor(std::string_view name, std::string_view type,
                                       const Shape& wanted) const {
  const Shape& has = shape(name);
  const Tensor& found = tensors_.find(name)->second;
  if (found.type != type || has != wanted)
    fail(fmt::format("tensor {} is {} {}, not {} {}", name, found.type, words(has), type, words(wanted)));
  return found;
}

std::span<const int8_t> Tensors::bytes(std::string_view name, const Shape& shape) const {
  const std::string_view data = tensor(name, "I8", shape).data;
  return {reinterpret_cast<const int8_t*>(data.data()), data.size()};
}

std::vector<float> Tensors::floats(std::string_view name, const Shape& shape) const {
  const std::string_view data = tensor(name, "F32", shape).data;
  std::vector<float> out(data.size() / sizeof(float));
  if (!out.empty()) std::memcpy(out.data(), data.data(), data.size());
  if (!std::all_of(out.begin(), out.end(), [](float x) { return std::isfinite(x); }))
    fail(fmt::format("tensor {} has a value that is no number", name));
  return out;
}

std::string_view Tensors::metadata(std::string_view key) const {
  const auto found = metadata_.find(key);
  return found == metadata_.end() ? std::string_view() : std::string_view(found->second);
}

}  // namespace evenset
