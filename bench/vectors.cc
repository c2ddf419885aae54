// How far the static vectors agree with the encoder's: rank correlation
// (Spearman) of the cosines of random pairs and of near pairs of texts.
//
//   bench_vectors MODEL.safetensors FILE…    # questions of the rows
#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <random>

#include "evenset/encoder.h"
#include "evenset/format.h"

namespace {

using namespace evenset;
constexpr size_t kTexts = 1500, kPairs = 20'000;

std::vector<std::string> questions(const std::vector<std::string>& files) {
  std::vector<std::string> out;
  Reader reader(files);
  for (Examples batch; out.size() < kTexts && reader.next(batch);)
    for (size_t i = 0; i < batch.size() && out.size() < kTexts; ++i) out.emplace_back(batch.question(i));
  return out;
}

float cosine(const std::vector<float>& vectors, size_t width, size_t a, size_t b) {
  const float* x = vectors.data() + a * width;
  return std::inner_product(x, x + width, vectors.data() + b * width, 0.0f);
}

std::vector<double> ranks(const std::vector<float>& values) {
  std::vector<size_t> order(values.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::sort(order.begin(), order.end(), [&](size_t a, size_t b) { return values[a] < values[b]; });
  std::vector<double> out(values.size());
  for (size_t i = 0; i < order.size(); ++i) out[order[i]] = static_cast<double>(i);
  return out;
}

// Without ties, which cosines do not have.
double spearman(const std::vector<float>& a, const std::vector<float>& b) {
  const auto x = ranks(a), y = ranks(b);
  double squares = 0;
  for (size_t i = 0; i < x.size(); ++i) squares += (x[i] - y[i]) * (x[i] - y[i]);
  const double n = static_cast<double>(x.size());
  return 1 - 6 * squares / (n * (n * n - 1));
}

// The text most like each, but itself.
std::vector<size_t> nearest(const std::vector<float>& vectors, size_t width, size_t count) {
  std::vector<size_t> out(count);
  for (size_t a = 0; a < count; ++a) {
    float most = -2;
    for (size_t b = 0; b < count; ++b)
      if (const float c = cosine(vectors, width, a, b); b != a && c > most) {
        most = c;
        out[a] = b;
      }
  }
  return out;
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> texts = questions({argv + 2, argv + argc});
  const std::vector<std::string_view> views(texts.begin(), texts.end());
  const TextEncoder encoder(argv[1]);
  const std::vector<float> deep = encoder.vectors(views, 2), fast = StaticEncoder().vectors(views);
  std::mt19937_64 chance(1);
  std::vector<float> a, b;
  for (size_t i = 0; i < kPairs; ++i) {
    const size_t one = chance() % views.size(), other = chance() % views.size();
    if (one == other) continue;
    a.push_back(cosine(deep, encoder.width(), one, other));
    b.push_back(cosine(fast, StaticEncoder::kWidth, one, other));
  }
  const auto near = nearest(deep, encoder.width(), views.size());
  const auto also = nearest(fast, StaticEncoder::kWidth, views.size());
  size_t same = 0;
  for (size_t i = 0; i < near.size(); ++i) same += near[i] == also[i];
  fmt::print("{} texts; random pairs: Spearman {:.3f}; the same nearest text: {:.1f} %\n", views.size(),
             spearman(a, b), 100.0 * static_cast<double>(same) / static_cast<double>(near.size()));
}
