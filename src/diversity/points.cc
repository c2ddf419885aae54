#include <algorithm>
#include <cmath>

#include "evenset/diversity.h"

namespace evenset {

void Points::add(std::string_view text, const StaticEncoder& encoder) {
  resize(size() + 1);
  set(size() - 1, text, encoder);
}

void Points::set(size_t i, std::string_view text, const StaticEncoder& encoder) {
  const std::string_view texts[] = {text};
  const std::vector<float> vector = encoder.vectors(texts);
  float squares = 0;
  for (size_t k = 0; k < kWidth; ++k) squares += vector[k] * vector[k];
  const float scale = squares > 0 ? kLength / std::sqrt(squares) : 0;
  for (size_t k = 0; k < kWidth; ++k) {
    const long value = std::lround(vector[k] * scale);
    at_[i * kWidth + k] = static_cast<int8_t>(std::clamp<long>(value, -kMost, kMost));
  }
}

}  // namespace evenset
