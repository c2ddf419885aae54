#include "models/described.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace evenset {
namespace {

// Makes the beliefs as true as they can be over the two sets of bench/teach.cc.
constexpr float kTemperature = 0.07f;

}  // namespace

DescribedLabeller::DescribedLabeller(const Description& description, std::span<const Dimension> dimensions,
                                     const RowEncoder& encoder)
    : dimension_(description.dimension) {
  std::vector<std::string> texts;
  for (size_t v = 0; v < description.sentences.size(); ++v) {
    std::string text = dimensions[dimension_].values[v];
    std::replace_if(
        text.begin(), text.end(), [](char c) { return c == '_' || c == '-'; }, ' ');
    if (!description.sentences[v].empty()) text += ": " + description.sentences[v];
    texts.push_back(std::move(text));
  }
  const std::vector<std::string_view> views(texts.begin(), texts.end());
  vectors_ = encoder.texts(views);
}

Label DescribedLabeller::label(std::span<const float> vector) const {
  std::vector<float> shares;
  for (auto at = vectors_.begin(); at != vectors_.end(); at += static_cast<ptrdiff_t>(vector.size()))
    shares.push_back(std::inner_product(vector.begin(), vector.end(), at, 0.0f) / kTemperature);
  const auto most = std::max_element(shares.begin(), shares.end());
  const float highest = *most;
  const auto value = static_cast<int16_t>(most - shares.begin());
  float total = 0;
  for (const float share : shares) total += std::exp(share - highest);
  return {value, 1 / total};
}

}  // namespace evenset
