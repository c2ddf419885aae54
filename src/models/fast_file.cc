#include "models/fast_file.h"

#include <algorithm>
#include <map>

#include "evenset/error.h"
#include "models/safetensors_out.h"

namespace evenset {
namespace {

using Needs = FastDimension::Needs;
constexpr std::string_view kNeeds[] = {"", "response", "earlier_turns"};
constexpr size_t kMostValues = 256;

std::vector<std::string> split(std::string_view list) {
  std::vector<std::string> out;
  while (!list.empty()) {
    const size_t comma = std::min(list.find(','), list.size());
    out.emplace_back(list.substr(0, comma));
    list.remove_prefix(std::min(comma + 1, list.size()));
  }
  return out;
}

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += out.empty() ? word : ',' + word;
  return out;
}

FastDimension read_dimension(const Tensors& tensors, const std::string& name) {
  FastDimension out;
  out.name = name;
  out.values = split(tensors.metadata("values." + name));
  if (name.empty() || out.values.size() < 2 || out.values.size() > kMostValues)
    tensors.fail("a dimension has no name or too few or too many values");
  const auto needs = std::find(std::begin(kNeeds), std::end(kNeeds), tensors.metadata("needs." + name));
  if (needs == std::end(kNeeds)) tensors.fail("a dimension needs what this version does not know");
  out.needs = static_cast<Needs>(needs - std::begin(kNeeds));
  return out;
}

}  // namespace

FastWeights read_fast_weights(const Tensors& tensors) {
  FastWeights out;
  out.shape = FeatureShape::parse(tensors.metadata("shape"));
  size_t columns = 0, values = 0;
  for (const std::string& name : split(tensors.metadata("dimensions"))) {
    const FastDimension& dimension = out.dimensions.emplace_back(read_dimension(tensors, name));
    columns += dimension.columns();
    values += dimension.values.size();
  }
  if (out.dimensions.empty()) tensors.fail("it has no dimension");
  out.scale = tensors.floats("scale", {columns});
  out.bias = tensors.floats("bias", {columns});
  const std::vector<float> temperature = tensors.floats("temperature", {out.dimensions.size()});
  const std::vector<float> lift = tensors.floats("lift", {values});
  if (std::any_of(temperature.begin(), temperature.end(), [](float t) { return t < 1e-3f; }))
    tensors.fail("a temperature is not above 0");
  auto from = lift.begin();
  for (size_t d = 0; d < out.dimensions.size(); ++d) {
    out.dimensions[d].temperature = temperature[d];
    const auto to = from + static_cast<std::ptrdiff_t>(out.dimensions[d].values.size());
    out.dimensions[d].lift.assign(from, to);
    from = to;
  }
  const std::span<const int8_t> table = tensors.bytes("table", {out.features(), columns});
  out.table.assign(table.begin(), table.end());
  return out;
}

std::string fast_weights_file(const FastWeights& weights) {
  SafetensorsOut out;
  std::map<std::string, std::string> metadata{{"shape", weights.shape.text()}};
  std::vector<std::string> names;
  std::vector<float> temperature, lift;
  for (const FastDimension& dimension : weights.dimensions) {
    names.push_back(dimension.name);
    metadata["values." + dimension.name] = joined(dimension.values);
    if (dimension.needs != Needs::nothing)
      metadata["needs." + dimension.name] = kNeeds[static_cast<size_t>(dimension.needs)];
    temperature.push_back(dimension.temperature);
    lift.insert(lift.end(), dimension.lift.begin(), dimension.lift.end());
  }
  metadata["dimensions"] = joined(names);
  out.add("scale", weights.scale);
  out.add("bias", weights.bias);
  out.add("temperature", temperature);
  out.add("lift", lift);
  out.add("table", {weights.features(), weights.columns()}, weights.table);
  return out.file(kFastKind, std::move(metadata));
}

}  // namespace evenset
