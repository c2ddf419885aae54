#include "models/multinomial.h"

#include <algorithm>
#include <cmath>
#include <deque>
#include <limits>
#include <numeric>

namespace evenset {
namespace {

constexpr size_t kLanes = 16;
constexpr int kSteps = 200;
constexpr size_t kMemory = 8;
constexpr double kTolerance = 2e-5;  // of the gradient's largest part

// In fixed lanes, so that the compiler may use vectors and every machine adds in
// the same order.
float product(const float* a, const float* b, size_t n) {
  float lanes[kLanes] = {};
  size_t i = 0;
  for (; i + kLanes <= n; i += kLanes)
    for (size_t k = 0; k < kLanes; ++k) lanes[k] += a[i + k] * b[i + k];
  float sum = 0;
  for (; i < n; ++i) sum += a[i] * b[i];
  for (const float lane : lanes) sum += lane;
  return sum;
}

double product(const std::vector<float>& a, const std::vector<float>& b) {
  double sum = 0;
  for (size_t i = 0; i < a.size(); ++i) sum += double{a[i]} * double{b[i]};
  return sum;
}

void add(std::vector<float>& to, double factor, const std::vector<float>& what) {
  const auto by = static_cast<float>(factor);
  for (size_t i = 0; i < to.size(); ++i) to[i] += by * what[i];
}

// The last few moves and what they did to the gradient: an inverse Hessian.
class Curvature {
 public:
  void learn(std::vector<float> move, std::vector<float> change) {
    const double curve = product(move, change);
    if (!(curve > 0)) return;
    if (pairs_.size() == kMemory) pairs_.pop_front();
    pairs_.push_back({std::move(move), std::move(change), curve});
  }
  bool empty() const { return pairs_.empty(); }
  void forget() { pairs_.clear(); }

  // Minus the inverse Hessian times the gradient.
  std::vector<float> direction(const std::vector<float>& gradient) const {
    std::vector<float> out(gradient.size());
    add(out, -1, gradient);
    std::vector<double> alpha(pairs_.size());
    for (size_t i = pairs_.size(); i-- > 0;) {
      alpha[i] = product(pairs_[i].move, out) / pairs_[i].curve;
      add(out, -alpha[i], pairs_[i].change);
    }
    if (!empty()) {
      const Pair& last = pairs_.back();
      const auto scale = static_cast<float>(last.curve / product(last.change, last.change));
      for (float& x : out) x *= scale;
    }
    for (size_t i = 0; i < pairs_.size(); ++i)
      add(out, alpha[i] - product(pairs_[i].change, out) / pairs_[i].curve, pairs_[i].move);
    return out;
  }

 private:
  struct Pair {
    std::vector<float> move, change;
    double curve;
  };
  std::deque<Pair> pairs_;
};

// L-BFGS from `at`, halving a step until it pays (Armijo).
template <class Objective>
void minimise(std::vector<float>& at, const Objective& objective) {
  std::vector<float> gradient(at.size()), next_gradient(at.size());
  Curvature curvature;
  double value = objective(at, gradient);
  for (int step = 0; step < kSteps; ++step) {
    float largest = 0;
    for (const float g : gradient) largest = std::max(largest, std::abs(g));
    if (largest < kTolerance) return;
    const std::vector<float> direction = curvature.direction(gradient);
    const double slope = product(direction, gradient);
    double size = curvature.empty() ? std::min(1.0, 1 / std::sqrt(product(gradient, gradient))) : 1;
    bool moved = false;
    for (int halving = 0; halving < 20 && !moved; ++halving, size /= 2) {
      std::vector<float> next = at;
      add(next, size, direction);
      const double there = objective(next, next_gradient);
      if (!(there <= value + 1e-4 * size * slope)) continue;
      std::vector<float> change = next_gradient;
      add(change, -1, gradient);
      std::vector<float> move = next;
      add(move, -1, at);
      curvature.learn(std::move(move), std::move(change));
      at.swap(next);
      gradient.swap(next_gradient);
      value = there;
      moved = true;
    }
    // What is left is below the precision of the sums.
    if (!moved && curvature.empty()) return;
    if (!moved) curvature.forget();
  }
}

}  // namespace

void LinearMap::scores(std::span<const float> vector, std::span<float> out) const {
  for (size_t v = 0; v < out.size(); ++v)
    out[v] = bias[v] + product(vector.data(), weight.data() + v * vector.size(), vector.size());
}

MultinomialFit::MultinomialFit(const LabelledVectors& data, std::vector<uint32_t> rows)
    : width_(data.width),
      values_(data.values),
      inputs_(rows.size() * data.width),
      centre_(data.width),
      scale_(data.width),
      at_(data.values * (data.width + 1)) {
  for (const uint32_t row : rows) value_.push_back(data.value[row]);
  std::vector<double> sum(width_), squares(width_);
  for (const uint32_t row : rows)
    for (size_t k = 0; k < width_; ++k) sum[k] += double{data.row(row)[k]};
  for (size_t k = 0; k < width_; ++k)
    centre_[k] = static_cast<float>(sum[k] / static_cast<double>(rows.size()));
  for (const uint32_t row : rows)
    for (size_t k = 0; k < width_; ++k) {
      const double x = double{data.row(row)[k]} - double{centre_[k]};
      squares[k] += x * x;
    }
  // An input that never changes says nothing, and must not be blown up.
  for (size_t k = 0; k < width_; ++k) {
    const double spread = std::sqrt(squares[k] / static_cast<double>(rows.size()));
    scale_[k] = spread > 1e-6 ? static_cast<float>(1 / spread) : 0.0f;
  }
  float* to = inputs_.data();
  for (const uint32_t row : rows)
    for (size_t k = 0; k < width_; ++k) *to++ = (data.row(row)[k] - centre_[k]) * scale_[k];
}

double MultinomialFit::objective(const std::vector<float>& at, std::vector<float>& gradient) const {
  const size_t stride = width_ + 1;
  std::fill(gradient.begin(), gradient.end(), 0.0f);
  std::vector<float> share(values_);
  double loss = 0;
  for (size_t i = 0; i < value_.size(); ++i) {
    const float* x = inputs_.data() + i * width_;
    for (size_t v = 0; v < values_; ++v) {
      const float* w = at.data() + v * stride;
      share[v] = product(x, w, width_) + w[width_];
    }
    const float own = share[value_[i]], highest = *std::max_element(share.begin(), share.end());
    float total = 0;
    for (float& s : share) total += s = std::exp(s - highest);
    loss += double{std::log(total)} + double{highest} - double{own};
    for (size_t v = 0; v < values_; ++v) {
      const float residual = share[v] / total - (v == value_[i] ? 1.0f : 0.0f);
      float* g = gradient.data() + v * stride;
      for (size_t k = 0; k < width_; ++k) g[k] += residual * x[k];
      g[width_] += residual;
    }
  }
  const double rows = static_cast<double>(value_.size());
  const auto mean = static_cast<float>(1 / rows), strength = static_cast<float>(strength_);
  double length = 0;
  for (size_t v = 0; v < values_; ++v) {
    const float* w = at.data() + v * stride;
    float* g = gradient.data() + v * stride;
    for (size_t k = 0; k < width_; ++k) {
      length += double{w[k]} * double{w[k]};
      g[k] = g[k] * mean + strength * w[k];
    }
    g[width_] *= mean;
  }
  return loss / rows + strength_ / 2 * length;
}

void MultinomialFit::fit(double strength) {
  strength_ = strength;
  minimise(at_, [this](const std::vector<float>& at, std::vector<float>& gradient) {
    return objective(at, gradient);
  });
}

LinearMap MultinomialFit::map() const {
  LinearMap out;
  for (size_t v = 0; v < values_; ++v) {
    const float* w = at_.data() + v * (width_ + 1);
    double bias = double{w[width_]};
    for (size_t k = 0; k < width_; ++k) {
      out.weight.push_back(w[k] * scale_[k]);
      bias -= double{w[k]} * double{scale_[k]} * double{centre_[k]};
    }
    out.bias.push_back(static_cast<float>(bias));
  }
  return out;
}

LinearMap fit_multinomial(const LabelledVectors& data, double strength) {
  std::vector<uint32_t> rows(data.size());
  std::iota(rows.begin(), rows.end(), 0u);
  MultinomialFit fit(data, std::move(rows));
  fit.fit(strength);
  return fit.map();
}

}  // namespace evenset
