#include "models/logistic.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <thread>

#include "solve/random.h"

namespace evenset {
namespace {

// A cache line of weights: each feature of a row costs one, there and back.
constexpr size_t kLanes = 16;
struct alignas(64) Line {
  std::array<float, kLanes> at{};
};

// The dual problem in one multiplier `old` of a row, the others held: the root
// u of u + margin + square (c σ(u) - old), whose c σ(u) is the new multiplier.
double best_multiplier(double margin, double square, double c, double old) {
  double low = -margin + square * (old - c), high = -margin + square * old;
  double u = (low + high) / 2;
  for (int step = 0; step < 50; ++step) {
    const double sigmoid = 1 / (1 + std::exp(-u));
    const double rest = u + margin + square * (c * sigmoid - old);
    (rest > 0 ? high : low) = u;
    const double newton = u - rest / (1 + square * c * sigmoid * (1 - sigmoid));
    const double next = newton > low && newton < high ? newton : (low + high) / 2;
    if (std::abs(next - u) < 1e-6) return c / (1 + std::exp(-next));
    u = next;
  }
  return c / (1 + std::exp(-u));
}

// Sixteen neighbouring columns, from first to last pass.
class Descent {
 public:
  Descent(const SparseRows& rows, std::span<const uint32_t> chosen, const Targets& targets,
          const LogisticOptions& options, size_t first)
      : rows_(rows),
        targets_(targets),
        options_(options),
        first_(first),
        count_(std::min(kLanes, targets.columns - first)),
        order_(chosen.size()),
        chosen_(chosen),
        weights_(options.features + 1),
        multiplier_(chosen.size()) {
    for (size_t i = 0; i < order_.size(); ++i) order_[i] = static_cast<uint32_t>(i);
  }

  void run() {
    Random random(options_.seed);
    for (int epoch = 0; epoch < options_.epochs; ++epoch) {
      random.shuffle(order_);
      double moved = 0;
      for (const uint32_t place : order_) moved = std::max(moved, step(place));
      if (moved < options_.tolerance) break;
    }
  }

  void copy_to(std::vector<float>& out) const {
    for (size_t f = 0; f < weights_.size(); ++f)
      std::copy_n(weights_[f].at.begin(), count_,
                  out.begin() + static_cast<std::ptrdiff_t>(f * targets_.columns + first_));
  }

 private:
  // Returns the largest move, as a share of its bound.
  double step(uint32_t place) {
    const uint32_t row = chosen_[place];
    const int8_t* sign = targets_.sign.data() + row * targets_.columns + first_;
    if (std::all_of(sign, sign + count_, [](int8_t s) { return s == 0; })) return 0;
    const Line score = scores(row);
    const double square = rows_.square(row) + 1;
    Line next = multiplier_[place], change;
    double moved = 0;
    for (size_t k = 0; k < count_; ++k) {
      if (sign[k] == 0) continue;
      const double c = double{options_.c[first_ + k]} * double{targets_.weight[row]};
      const float old = next.at[k];
      next.at[k] = static_cast<float>(best_multiplier(double{score.at[k]} * sign[k], square, c, double{old}));
      change.at[k] = (next.at[k] - old) * sign[k];
      moved = std::max(moved, std::abs(double{next.at[k]} - double{old}) / c);
    }
    // Most rows have found their place after a few passes: no need to write.
    if (moved < options_.tolerance / 10) return moved;
    multiplier_[place] = next;
    add(row, change);
    return moved;
  }

  Line scores(uint32_t row) const {
    Line out = weights_.back();
    for (const SparseRows::Run& run : rows_.runs(row)) {
      Line sum;
      for (const uint32_t feature : rows_.features(run))
        for (size_t k = 0; k < kLanes; ++k) sum.at[k] += weights_[feature].at[k];
      for (size_t k = 0; k < kLanes; ++k) out.at[k] += run.value * sum.at[k];
    }
    return out;
  }

  void add(uint32_t row, const Line& change) {
    for (const SparseRows::Run& run : rows_.runs(row)) {
      Line part = change;
      for (float& x : part.at) x *= run.value;
      for (const uint32_t feature : rows_.features(run))
        for (size_t k = 0; k < kLanes; ++k) weights_[feature].at[k] += part.at[k];
    }
    for (size_t k = 0; k < kLanes; ++k) weights_.back().at[k] += change.at[k];
  }

  const SparseRows& rows_;
  const Targets& targets_;
  const LogisticOptions& options_;
  const size_t first_, count_;
  std::vector<uint32_t> order_;
  std::span<const uint32_t> chosen_;
  std::vector<Line> weights_;
  std::vector<Line> multiplier_;
};

}  // namespace

void SparseRows::add_run(std::span<const uint32_t> features, float value) {
  if (features.empty()) return;
  runs_.push_back({features_.size(), features_.size() + features.size(), value});
  features_.insert(features_.end(), features.begin(), features.end());
}

double SparseRows::square(size_t row) const {
  double out = 0;
  for (const Run& run : runs(row))
    out += static_cast<double>(run.end - run.begin) * double{run.value} * double{run.value};
  return out;
}

std::vector<float> fit_logistic(const SparseRows& rows, std::span<const uint32_t> chosen,
                                const Targets& targets, const LogisticOptions& options) {
  std::vector<float> out((options.features + 1) * targets.columns);
  std::atomic<size_t> next{0};
  // Threads take blocks of columns, which know nothing of each other.
  const auto work = [&] {
    for (size_t first; (first = next.fetch_add(kLanes)) < targets.columns;) {
      Descent descent(rows, chosen, targets, options, first);
      descent.run();
      descent.copy_to(out);
    }
  };
  std::vector<std::jthread> others;
  for (int thread = 1; thread < options.threads; ++thread) others.emplace_back(work);
  work();
  others.clear();
  return out;
}

void logistic_scores(const SparseRows& rows, size_t row, std::span<const float> weights,
                     std::span<float> out) {
  const size_t columns = out.size();
  const float* bias = weights.data() + weights.size() - columns;
  std::copy_n(bias, columns, out.begin());
  for (const SparseRows::Run& run : rows.runs(row))
    for (const uint32_t feature : rows.features(run))
      for (size_t k = 0; k < columns; ++k) out[k] += run.value * weights[feature * columns + k];
}

}  // namespace evenset
