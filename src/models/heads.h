// What the encoder's vectors say in each dimension: one linear map and softmax.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "models/safetensors.h"

namespace evenset {

struct Head {
  std::string dimension;
  std::vector<std::string> values;  // in the order of the model, not of the dimension

  // A probability per value: softmax((weight * vectors + bias) / temperature), the
  // temperature fitted on held-out rows (Guo et al. 2017). `vectors` are those of
  // one row, as Encoder::encode gives them; `shares` has values.size() places.
  void shares(std::span<const float> vectors, std::span<float> shares) const;

  std::vector<float> weight;  // per value one row of vectors.size()
  std::vector<float> bias;
  float temperature = 1;
};

// All heads of a model file, by name of the dimension. `width` is the encoder's.
// Throws Error{input} where a head's tensors are missing or have another shape,
// a name is empty or there twice, or the temperature is not above 0.
std::vector<Head> heads(const Tensors& tensors, size_t width);

// The head of a dimension; null where there is none.
const Head* find_head(std::span<const Head> heads, std::string_view dimension);

}  // namespace evenset
