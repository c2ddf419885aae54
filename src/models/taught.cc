#include "models/taught.h"

#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <nlohmann/json.hpp>

#include "evenset/error.h"
#include "text/hash.h"

namespace evenset {
namespace {

constexpr size_t kKeyBytes = 8, kRowBytes = 10;

uint64_t little_endian(std::span<const int8_t> bytes) {
  uint64_t value = 0;
  for (size_t i = bytes.size(); i-- > 0;) value = value << 8 | static_cast<uint8_t>(bytes[i]);
  return value;
}

void append_little_endian(std::string& out, uint64_t value, size_t bytes) {
  for (size_t i = 0; i < bytes; ++i) out += static_cast<char>(value >> (8 * i) & 255);
}

void append_floats(std::string& out, std::span<const float> values) {
  out.append(reinterpret_cast<const char*>(values.data()), values.size_bytes());
}

double accuracy_of(const Tensors& tensors) {
  const std::string_view text = tensors.metadata("accuracy");
  double out = -1;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (error != std::errc() || end != text.data() + text.size() || !(out >= 0 && out <= 1))
    tensors.fail("its accuracy is not a share");
  return out;
}

}  // namespace

Label TaughtModel::label(std::span<const float> vectors) const {
  std::vector<float> shares(head.values.size());
  head.shares(vectors, shares);
  const auto most = std::max_element(shares.begin(), shares.end());
  return {static_cast<int16_t>(most - shares.begin()), *most};
}

uint64_t row_key(const RowView& row) {
  std::string text;
  for (const RowView::Turn& turn : row.turns) {
    text += static_cast<char>(turn.role);
    append_little_endian(text, turn.text.size(), kKeyBytes);
    text += turn.text;
  }
  return hash128(text).lo;
}

TaughtModel read_taught(const Tensors& tensors, size_t width) {
  TaughtModel model;
  std::vector<Head> all = heads(tensors, width / 2);
  if (all.size() != 1 || all[0].dimension != tensors.metadata("dimension"))
    tensors.fail("it does not hold the one head of its dimension");
  model.head = std::move(all[0]);
  if (model.head.values.size() < 2) tensors.fail("its head has fewer than two values");
  model.doc = tensors.metadata("doc");
  model.encoder = tensors.metadata("encoder");
  model.accuracy = accuracy_of(tensors);
  const Tensors::Shape& shape = tensors.shape("taught.rows");
  if (shape.size() != 2) tensors.fail("its list of rows is none");
  const auto rows = tensors.bytes("taught.rows", {shape[0], kRowBytes});
  for (size_t i = 0; i < rows.size(); i += kRowBytes) {
    const auto value = static_cast<uint16_t>(little_endian(rows.subspan(i + kKeyBytes, 2)));
    if (value >= model.head.values.size()) tensors.fail("its list of rows names a value it has not");
    model.held_out[little_endian(rows.subspan(i, kKeyBytes))] = value;
  }
  return model;
}

std::string taught_file(const TaughtModel& model) {
  const Head& head = model.head;
  const std::string name = "head." + head.dimension;
  nlohmann::json header;
  std::string data;
  size_t begin = 0;  // of the tensor that is open
  const auto close = [&](const std::string& tensor, const char* type, const Tensors::Shape& shape) {
    header[tensor] = {{"dtype", type}, {"shape", shape}, {"data_offsets", {begin, data.size()}}};
    begin = data.size();
  };
  append_floats(data, head.weight);
  close(name + ".weight", "F32", {head.values.size(), head.weight.size() / head.values.size()});
  append_floats(data, head.bias);
  close(name + ".bias", "F32", {head.values.size()});
  append_floats(data, {&head.temperature, 1});
  close(name + ".temperature", "F32", {1});
  for (const auto& [key, value] : model.held_out) {
    append_little_endian(data, key, kKeyBytes);
    append_little_endian(data, value, kRowBytes - kKeyBytes);
  }
  close("taught.rows", "I8", {model.held_out.size(), kRowBytes});
  const uLong sum = crc32_z(0, reinterpret_cast<const Bytef*>(data.data()), data.size());
  header["__metadata__"] = {{"evenset", TaughtModel::kKind},
                            {"version", "1"},
                            {"crc32", fmt::format("{:08x}", sum)},
                            {"dimension", head.dimension},
                            {"values." + head.dimension, fmt::format("{}", fmt::join(head.values, ","))},
                            {"doc", model.doc},
                            {"accuracy", fmt::format("{:.6f}", model.accuracy)},
                            {"encoder", model.encoder}};
  const std::string text = header.dump();
  std::string out;
  append_little_endian(out, text.size(), 8);
  return out + text + data;
}

TaughtLabeller::TaughtLabeller(const std::string& path, std::span<const Dimension> dimensions,
                               const RowEncoder& encoder) {
  const Tensors tensors = Tensors::open(path, TaughtModel::kKind);
  const auto refuse = [&](const std::string& why) { throw Error(ErrorKind::input, path + ": " + why, path); };
  const std::string name(tensors.metadata("dimension"));
  const std::string again = fmt::format("teach it again: evenset teach FILE… --dimension {}", name);
  // First, for the width may be another encoder's as well.
  if (tensors.metadata("encoder") != encoder.checksum())
    refuse("taught on another version of the encoder; " + again);
  model_ = read_taught(tensors, encoder.row_width());
  const auto found = std::find_if(dimensions.begin(), dimensions.end(),
                                  [&](const Dimension& dimension) { return dimension.name == name; });
  if (found == dimensions.end())
    refuse(fmt::format(
        "labels the dimension '{}', which the plan has not; add it to the plan or remove the file", name));
  dimension_ = static_cast<size_t>(found - dimensions.begin());
  for (const std::string& value : model_.head.values) {
    value_.push_back(found->value(value));
    if (value_.back() < 0)
      refuse(fmt::format("labels {} as '{}', which is no value of it any more; {}", name, value, again));
  }
}

Label TaughtLabeller::label(std::span<const float> vectors) const {
  const Label label = model_.label(vectors);
  return {value_[static_cast<size_t>(label.value)], label.confidence};
}

}  // namespace evenset
