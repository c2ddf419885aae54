#include "reference/model_file.h"

#include <fmt/format.h>
#include <zlib.h>

#include <nlohmann/json.hpp>

#include "solve/random.h"

namespace evenset::reference {
namespace {

// -1 … 1
float chance(Random& random) { return static_cast<float>(random.next() >> 40) * 0x1p-23f - 1.0f; }

ModelFile::Tensor floats(Random& random, std::vector<size_t> shape, float middle, float spread) {
  ModelFile::Tensor out{std::move(shape), {}, {}};
  size_t count = 1;
  for (const size_t n : out.shape) count *= n;
  for (size_t i = 0; i < count; ++i) out.floats.push_back(middle + spread * chance(random));
  return out;
}

ModelFile::Tensor bytes(Random& random, size_t outputs, size_t inputs) {
  ModelFile::Tensor out{{outputs, inputs}, {}, {}};
  for (size_t i = 0; i < outputs * inputs; ++i)
    out.bytes.push_back(static_cast<int8_t>(32 * chance(random)));  // four are 128 at most
  return out;
}

}  // namespace

std::string assembled(const std::string& header, const std::string& data) {
  std::string out;
  for (size_t i = 0; i < 8; ++i) out += static_cast<char>(uint64_t{header.size()} >> (8 * i) & 255);
  return out + header + data;
}

std::string ModelFile::text() const {
  nlohmann::json header;
  std::string data;
  for (const auto& [name, tensor] : tensors) {
    const size_t begin = data.size();
    data.append(reinterpret_cast<const char*>(tensor.floats.data()), tensor.floats.size() * sizeof(float));
    data.append(reinterpret_cast<const char*>(tensor.bytes.data()), tensor.bytes.size());
    header[name] = {{"dtype", tensor.bytes.empty() ? "F32" : "I8"},
                    {"shape", tensor.shape},
                    {"data_offsets", {begin, data.size()}}};
  }
  header["__metadata__"] = metadata;
  const uLong sum = crc32_z(0, reinterpret_cast<const Bytef*>(data.data()), data.size());
  header["__metadata__"]["crc32"] = fmt::format("{:08x}", sum);
  return assembled(header.dump(), data);
}

ModelFile made_up_encoder(uint64_t seed) {
  constexpr size_t kWords = 60, kWidth = 64, kInner = 128, kLayers = 2;
  Random random(seed);
  ModelFile file;
  auto& tensors = file.tensors;
  const auto linear = [&](const std::string& name, size_t inputs, size_t outputs) {
    tensors[name + ".weight"] = bytes(random, outputs, inputs);
    tensors[name + ".scale"] = floats(random, {outputs}, 0.01f, 0.005f);
    tensors[name + ".bias"] = floats(random, {outputs}, 0, 0.2f);
  };
  const auto norm = [&](const std::string& name) {
    tensors[name + ".weight"] = floats(random, {kWidth}, 1, 0.3f);
    tensors[name + ".bias"] = floats(random, {kWidth}, 0, 0.2f);
  };
  tensors["embeddings.word"] = bytes(random, kWords, kWidth);
  tensors["embeddings.word.scale"] = floats(random, {kWords}, 0.02f, 0.01f);
  tensors["embeddings.position"] = floats(random, {128, kWidth}, 0, 0.2f);
  tensors["embeddings.type"] = floats(random, {2, kWidth}, 0, 0.2f);
  norm("embeddings.norm");
  for (size_t i = 0; i < kLayers; ++i) {
    const std::string name = fmt::format("layer.{}.", i);
    linear(name + "qkv", kWidth, 3 * kWidth);
    linear(name + "out", kWidth, kWidth);
    linear(name + "up", kWidth, kInner);
    linear(name + "down", kInner, kWidth);
    norm(name + "norm1");
    norm(name + "norm2");
  }
  tensors["head.tone.weight"] = floats(random, {2, 2 * kWidth}, 0, 0.1f);
  tensors["head.tone.bias"] = floats(random, {2}, 0, 1);
  tensors["head.tone.temperature"] = {{1}, {2.0f}, {}};
  file.metadata = {{"evenset", "encoder"}, {"version", "1"}, {"layers", "2"}, {"values.tone", "warm,cold"}};
  return file;
}

}  // namespace evenset::reference
