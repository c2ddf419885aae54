// Static vectors: a text is the sum of its pieces' vectors. train/static.py says
// how these were made.
#include <algorithm>
#include <cmath>

#include "embedded.h"
#include "evenset/encoder.h"
#include "models/safetensors.h"
#include "models/tier.h"
#include "models/wordpiece.h"

namespace evenset {

struct StaticEncoder::State {
  State()
      : pieces(embedded("vocab.txt")),
        tensors(Tensors::of(shipped_model("static"), "the static vectors", "static")),
        scale(tensors.floats("scale", {pieces.size()})),
        levels(tensors.bytes("vectors", {pieces.size(), kWidth})) {}

  void fill(std::string_view text, std::vector<int32_t>& ids, std::span<float> out) const {
    ids.clear();
    pieces.append(ids, text.substr(0, kMostBytes));
    for (const int32_t id : ids) {
      const size_t piece = static_cast<size_t>(id);
      const int8_t* level = levels.data() + piece * kWidth;
      for (size_t k = 0; k < kWidth; ++k) out[k] += scale[piece] * static_cast<float>(level[k]);
    }
    float squares = 0;
    for (const float x : out) squares += x * x;
    if (squares == 0) return;
    const float length = std::sqrt(squares);
    for (float& x : out) x /= length;
  }

  static constexpr size_t kMostBytes = 8000;
  WordPiece pieces;
  Tensors tensors;
  std::vector<float> scale;
  std::span<const int8_t> levels;
};

StaticEncoder::StaticEncoder() : state_(std::make_unique<State>()) {}
StaticEncoder::~StaticEncoder() = default;
StaticEncoder::StaticEncoder(StaticEncoder&&) noexcept = default;

std::vector<float> StaticEncoder::vectors(std::span<const std::string_view> texts) const {
  std::vector<float> out(texts.size() * kWidth);
  std::vector<int32_t> ids;
  for (size_t i = 0; i < texts.size(); ++i)
    state_->fill(texts[i], ids, std::span(out).subspan(i * kWidth, kWidth));
  return out;
}

}  // namespace evenset
