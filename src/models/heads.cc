#include "models/heads.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

namespace evenset {
namespace {

constexpr std::string_view kPrefix = "values.";

std::vector<std::string> names(const Tensors& tensors, std::string_view joined) {
  std::vector<std::string> out;
  for (size_t at = 0; at <= joined.size();) {
    const size_t end = std::min(joined.find(',', at), joined.size());
    out.emplace_back(joined.substr(at, end - at));
    at = end + 1;
  }
  const std::set<std::string> different(out.begin(), out.end());
  if (different.size() != out.size() || different.contains("")) tensors.fail("a head's values are not names");
  return out;
}

}  // namespace

void Head::shares(std::span<const float> vectors, std::span<float> shares) const {
  for (size_t v = 0; v < values.size(); ++v) {
    const auto row = weight.begin() + static_cast<ptrdiff_t>(v * vectors.size());
    shares[v] = (std::inner_product(vectors.begin(), vectors.end(), row, 0.0f) + bias[v]) / temperature;
  }
  const float highest = *std::max_element(shares.begin(), shares.end());
  float total = 0;
  for (float& share : shares) total += share = std::exp(share - highest);
  for (float& share : shares) share /= total;
}

std::vector<Head> heads(const Tensors& tensors, size_t width) {
  std::vector<Head> out;
  for (const auto& [key, joined] : tensors.metadata()) {
    if (!key.starts_with(kPrefix)) continue;
    Head head;
    head.dimension = key.substr(kPrefix.size());
    head.values = names(tensors, joined);
    const std::string name = "head." + head.dimension;
    head.weight = tensors.floats(name + ".weight", {head.values.size(), 2 * width});
    head.bias = tensors.floats(name + ".bias", {head.values.size()});
    head.temperature = tensors.floats(name + ".temperature", {1})[0];
    if (!(head.temperature > 0)) tensors.fail("the temperature of " + name + " is not above 0");
    out.push_back(std::move(head));
  }
  return out;
}

const Head* find_head(std::span<const Head> heads, std::string_view dimension) {
  const auto found =
      std::find_if(heads.begin(), heads.end(), [&](const Head& head) { return head.dimension == dimension; });
  return found == heads.end() ? nullptr : &*found;
}

}  // namespace evenset
