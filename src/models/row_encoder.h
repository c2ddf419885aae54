// The encoder with its vocabulary: from rows and texts straight to vectors.
//
// What the tier's heads, taught models and described dimensions all stand on;
// rows are encoded once for all of them.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "evenset/dimension.h"
#include "models/encoder.h"
#include "models/wordpiece.h"

namespace evenset {

class RowEncoder {
 public:
  // Throws Error{input} for a model of another vocabulary, and as Encoder does.
  explicit RowEncoder(const Tensors& tensors);

  size_t row_width() const { return 2 * encoder_.width(); }  // 768: [CLS] and mean
  size_t text_width() const { return encoder_.width(); }     // 384
  // The checksum of the weights: a taught model fits one of them only.
  const std::string& checksum() const { return checksum_; }

  // rows.size() × row_width(), as Encoder::encode gives them. Cost: some 10 ms a
  // row of 64 pieces, in the calling thread; several threads may call at once.
  std::vector<float> rows(std::span<const RowView> rows) const;
  // The same on `threads` threads; the same bytes whatever their number.
  std::vector<float> rows(std::span<const RowView> rows, int threads) const;
  // texts.size() × text_width(): the mean over the pieces, of length 1.
  std::vector<float> texts(std::span<const std::string_view> texts) const;

 private:
  WordPiece pieces_;
  Encoder encoder_;
  std::string checksum_;
};

// The one that is compiled in; loaded at the first call, then shared.
const RowEncoder& shipped_encoder();

}  // namespace evenset
