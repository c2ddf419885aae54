#include "models/accurate.h"

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <cmath>

#include "embedded.h"
#include "evenset/error.h"
#include "models/row_tokens.h"

namespace evenset {
namespace {

constexpr float kLeastShare = 1e-6f;  // no model is so sure that the other cannot speak

float exponent(const YAML::Node& node) {
  const auto value = node.as<float>();
  if (!(value >= 0) || value > 10)
    throw Error(ErrorKind::input, fmt::format("pooling: {} is no exponent; give 0 to 10", value));
  return value;
}

}  // namespace

void pool_shares(const PoolWeights& weights, std::span<const float> encoder, std::span<const float> linear,
                 std::span<float> out) {
  if (linear.empty()) {
    std::copy(encoder.begin(), encoder.end(), out.begin());
    return;
  }
  for (size_t v = 0; v < out.size(); ++v)
    out[v] = weights.encoder * std::log(std::max(encoder[v], kLeastShare)) +
             weights.linear * std::log(std::max(linear[v], kLeastShare));
  const float highest = *std::max_element(out.begin(), out.end());
  float total = 0;
  for (float& share : out) total += share = std::exp(share - highest);
  for (float& share : out) share /= total;
}

Pooling read_pooling(const std::string& yaml) {
  Pooling out;
  try {
    for (const auto& entry : YAML::Load(yaml)) {
      if (!entry.second.IsSequence() || entry.second.size() != 2)
        throw Error(ErrorKind::input, "pooling: give two exponents a dimension");
      const PoolWeights weights{exponent(entry.second[0]), exponent(entry.second[1])};
      if (weights.encoder + weights.linear == 0)
        throw Error(ErrorKind::input, "pooling: both exponents are 0; one must be above");
      out[entry.first.as<std::string>()] = weights;
    }
  } catch (const YAML::Exception& fault) {
    throw Error(ErrorKind::input, fmt::format("pooling: {}", fault.msg));
  }
  return out;
}

AccurateModel::AccurateModel(const Tensors& tensors, std::shared_ptr<const FastModel> linear,
                             const Pooling& pooling)
    : pieces_(embedded("vocab.txt")),
      encoder_(tensors),
      heads_(heads(tensors, encoder_.width())),
      linear_(std::move(linear)) {
  if (encoder_.vocabulary_size() != pieces_.size()) tensors.fail("made for another vocabulary");
  for (const Head& head : heads_) {
    pooled_.push_back(pooled(head, pooling));
    value_count_ += head.values.size();
  }
}

AccurateModel::Pooled AccurateModel::pooled(const Head& head, const Pooling& pooling) const {
  const auto weights = pooling.find(head.dimension);
  Pooled out;
  if (weights == pooling.end()) return out;
  out.weights = weights->second;
  size_t share = 0;
  for (const FastDimension& known : linear_->dimensions()) {
    if (known.name == head.dimension) {
      for (const std::string& value : head.values) {
        const auto found = std::find(known.values.begin(), known.values.end(), value);
        if (found == known.values.end() || known.values.size() != head.values.size())
          throw Error(ErrorKind::input, "the models know different values of " + head.dimension);
        out.in_linear.push_back(share + static_cast<size_t>(found - known.values.begin()));
      }
    }
    share += known.values.size();
  }
  return out;
}

std::vector<TierDimension> AccurateModel::dimensions() const {
  std::vector<TierDimension> out;
  for (const Head& head : heads_) out.push_back({head.dimension, head.values});
  return out;
}

void AccurateModel::believe(std::span<const RowView> rows, std::span<float> encoder,
                            std::span<float> linear) const {
  PackedRows packed;
  for (const RowView& row : rows) append_row(packed, pieces_, row);
  std::vector<float> vectors, shares(rows.size() * linear_->value_count());
  encoder_.encode(packed, vectors);
  std::vector<Label> labels(rows.size() * linear_->dimensions().size());
  linear_->label(rows, labels, shares);
  const size_t width = 2 * encoder_.width();
  size_t at = 0;
  for (size_t row = 0; row < rows.size(); ++row) {
    const float* own = shares.data() + row * linear_->value_count();
    for (size_t h = 0; h < heads_.size(); ++h) {
      const size_t values = heads_[h].values.size();
      heads_[h].shares(std::span(vectors).subspan(row * width, width), encoder.subspan(at, values));
      for (size_t v = 0; v < values; ++v)
        linear[at + v] = pooled_[h].in_linear.empty() ? 0 : own[pooled_[h].in_linear[v]];
      at += values;
    }
  }
}

void AccurateModel::label(std::span<const RowView> rows, std::span<Label> labels,
                          std::span<float> shares) const {
  std::vector<float> linear(shares.size());
  believe(rows, shares, linear);
  size_t at = 0;
  for (size_t i = 0; i < labels.size(); ++i) {
    const size_t h = i % heads_.size(), values = heads_[h].values.size();
    const std::span<float> own = shares.subspan(at, values);
    const std::span<const float> other(linear.data() + at, values);
    const bool judged = std::any_of(other.begin(), other.end(), [](float share) { return share > 0; });
    pool_shares(pooled_[h].weights, own, judged ? other : std::span<const float>(), own);
    const auto most = std::max_element(own.begin(), own.end());
    labels[i] = {static_cast<int16_t>(most - own.begin()), *most};
    at += values;
  }
}

}  // namespace evenset
