#include "reference/encoder.h"

#include <fmt/format.h>

#include <cmath>

namespace evenset::reference {
namespace {

using Vector = std::vector<double>;
using Vectors = std::vector<Vector>;

Vector linear(const ModelFile& model, const std::string& name, const Vector& x) {
  const auto& weight = model.tensors.at(name + ".weight").bytes;
  const auto& scale = model.tensors.at(name + ".scale").floats;
  const auto& bias = model.tensors.at(name + ".bias").floats;
  Vector out(bias.begin(), bias.end());
  for (size_t o = 0; o < out.size(); ++o)
    for (size_t i = 0; i < x.size(); ++i) out[o] += x[i] * weight[o * x.size() + i] * scale[o];
  return out;
}

Vector plus(Vector x, const Vector& y) {
  for (size_t i = 0; i < x.size(); ++i) x[i] += y[i];
  return x;
}

Vector normalised(const ModelFile& model, const std::string& name, Vector x) {
  const auto n = static_cast<double>(x.size());
  double mean = 0, variance = 0;
  for (const double v : x) mean += v / n;
  for (const double v : x) variance += (v - mean) * (v - mean) / n;
  for (size_t i = 0; i < x.size(); ++i)
    x[i] = (x[i] - mean) / std::sqrt(variance + 1e-12) * model.tensors.at(name + ".weight").floats[i] +
           model.tensors.at(name + ".bias").floats[i];
  return x;
}

// What piece `i` takes from all pieces; qkv are their queries, keys and values.
Vector attended(const Vectors& qkv, size_t i, size_t width) {
  Vector out(width, 0.0);
  for (size_t head = 0; head < width; head += 32) {
    Vector share;
    double total = 0;
    for (const Vector& other : qkv) {
      double score = 0;
      for (size_t k = head; k < head + 32; ++k) score += qkv[i][k] * other[width + k];
      share.push_back(std::exp(score / std::sqrt(32.0)));
      total += share.back();
    }
    for (size_t j = 0; j < qkv.size(); ++j)
      for (size_t k = head; k < head + 32; ++k) out[k] += share[j] / total * qkv[j][2 * width + k];
  }
  return out;
}

}  // namespace

std::vector<double> encoded(const ModelFile& model, const PackedRows& rows, size_t row) {
  const auto& tensors = model.tensors;
  const size_t width = tensors.at("embeddings.type").shape[1];
  Vectors x;
  for (size_t i = rows.starts[row]; i < rows.starts[row + 1]; ++i) {
    const auto id = static_cast<size_t>(rows.ids[i]);
    Vector v(width);
    for (size_t k = 0; k < width; ++k)
      v[k] = tensors.at("embeddings.word").bytes[id * width + k] *
                 tensors.at("embeddings.word.scale").floats[id] +
             tensors.at("embeddings.position").floats[x.size() * width + k] +
             tensors.at("embeddings.type").floats[rows.types[i] * width + k];
    x.push_back(normalised(model, "embeddings.norm", v));
  }
  for (size_t l = 0; tensors.contains(fmt::format("layer.{}.qkv.weight", l)); ++l) {
    const std::string name = fmt::format("layer.{}.", l);
    Vectors qkv;
    for (const Vector& v : x) qkv.push_back(linear(model, name + "qkv", v));
    for (size_t i = 0; i < x.size(); ++i) {
      x[i] =
          normalised(model, name + "norm1", plus(x[i], linear(model, name + "out", attended(qkv, i, width))));
      Vector inner = linear(model, name + "up", x[i]);
      for (double& v : inner) v = v * 0.5 * (1 + std::erf(v / std::sqrt(2.0)));
      x[i] = normalised(model, name + "norm2", plus(x[i], linear(model, name + "down", inner)));
    }
  }
  Vector out = x[0];
  out.resize(2 * width);
  for (const Vector& v : x)
    for (size_t k = 0; k < width; ++k) out[width + k] += v[k] / static_cast<double>(x.size());
  return out;
}

}  // namespace evenset::reference
