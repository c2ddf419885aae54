// The small encoder: a MiniLM (Wang et al. 2020), a BERT of 6 layers, 384 wide.
//
//   Tensors file = Tensors::of(bytes, "model", Encoder::kKind);
//   Encoder encoder(file);
//   encoder.encode(rows, vectors);   // per row: vector of [CLS], mean vector
//
// Weights are bytes with one scale per output, activations bytes with one scale
// and zero point per piece, found at run time; all else is float. Reference:
// tests/reference/encoder.h.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "models/row_tokens.h"
#include "models/safetensors.h"

namespace evenset {

class Encoder {
 public:
  static constexpr std::string_view kKind = "encoder";

  // Read and pack the weights. Throws Error{input} for tensors that are missing,
  // of the wrong type or shape, or whose products could overflow (int8_product.h).
  // Cost: about 0.1 s; a copy of the weights, 11 MB. The word vectors stay in the file.
  explicit Encoder(const Tensors& tensors);
  ~Encoder();
  Encoder(Encoder&&) noexcept;

  size_t width() const;            // 384
  size_t vocabulary_size() const;  // ids are below

  // Per row 2 * width() floats: the last layer's vector of [CLS] (the row's first
  // piece), then the mean of those of all its pieces. A row's vectors do not
  // depend on the rows beside it. Runs in the calling thread; several threads may
  // call at once; needs some 5 MB each, whatever the number of rows. Throws
  // Error{usage} for a row that is empty or over 128 pieces, or an unknown id.
  void encode(const PackedRows& rows, std::vector<float>& vectors) const;

  // Multiplications and additions of whole numbers for one piece.
  double operations_per_piece() const;

 private:
  struct Model;
  struct Scratch;
  std::unique_ptr<const Model> model_;
};

}  // namespace evenset
