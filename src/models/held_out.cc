#include "models/held_out.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "solve/random.h"
#include "statistics/interval.h"

namespace evenset {
namespace {

constexpr int kSamples = 1000;
constexpr size_t kBins = 10;

// Rows by their value and by the one they were given.
class Confusion {
 public:
  explicit Confusion(size_t values) : values_(values), count_(values * values) {}
  void add(size_t value, size_t chosen) { ++count_[value * values_ + chosen]; }

  uint64_t right(size_t v) const { return count_[v * values_ + v]; }
  uint64_t of(size_t v) const {
    const auto row = count_.begin() + static_cast<ptrdiff_t>(v * values_);
    return std::accumulate(row, row + static_cast<ptrdiff_t>(values_), uint64_t{0});
  }
  uint64_t called(size_t v) const {
    uint64_t sum = 0;
    for (size_t value = 0; value < values_; ++value) sum += count_[value * values_ + v];
    return sum;
  }
  // 0 for a value that is neither there nor called.
  double macro_f1() const {
    double sum = 0;
    for (size_t v = 0; v < values_; ++v) {
      const uint64_t both = of(v) + called(v);
      sum += both == 0 ? 0 : 2 * static_cast<double>(right(v)) / static_cast<double>(both);
    }
    return sum / static_cast<double>(values_);
  }

 private:
  size_t values_;
  std::vector<uint64_t> count_;
};

// Ends of the middle 95 % of bootstrap samples (Efron 1979).
Estimate macro_f1(const LabelledVectors& data, const CrossValidated& held_out, double value, uint64_t seed) {
  Random random(seed);
  std::vector<double> found;
  for (int sample = 0; sample < kSamples; ++sample) {
    Confusion confusion(data.values);
    for (size_t i = 0; i < data.size(); ++i) {
      const uint64_t row = random.below(data.size());
      confusion.add(data.value[row], held_out.chosen[row]);
    }
    found.push_back(confusion.macro_f1());
  }
  std::sort(found.begin(), found.end());
  return {value, std::min(value, found[kSamples / 40]), std::max(value, found[kSamples - 1 - kSamples / 40])};
}

// How far belief and truth are apart, by ten bins of belief (Naeini et al. 2015).
double calibration_error(const LabelledVectors& data, const CrossValidated& held_out) {
  std::array<double, kBins> belief{}, right{};
  for (size_t i = 0; i < data.size(); ++i) {
    const auto scores = std::span(held_out.scores).subspan(i * data.values, data.values);
    const double highest = double{scores[held_out.chosen[i]]};
    double total = 0;
    for (const float score : scores) total += std::exp((double{score} - highest) / held_out.temperature);
    const size_t bin = std::min(kBins - 1, static_cast<size_t>(static_cast<double>(kBins) / total));
    belief[bin] += 1 / total;
    right[bin] += held_out.chosen[i] == data.value[i] ? 1 : 0;
  }
  double sum = 0;
  for (size_t bin = 0; bin < kBins; ++bin) sum += std::abs(belief[bin] - right[bin]);
  return sum / static_cast<double>(data.size());
}

}  // namespace

Taught judged(const LabelledVectors& data, const CrossValidated& held_out,
              const std::vector<std::string>& values, uint64_t seed) {
  Taught out;
  Confusion confusion(data.values);
  for (size_t i = 0; i < data.size(); ++i) confusion.add(data.value[i], held_out.chosen[i]);
  const auto share = [](uint64_t part, uint64_t whole) {
    return static_cast<double>(part) / static_cast<double>(whole);  // NaN for 0 of 0
  };
  uint64_t right = 0, most = 0;
  for (size_t v = 0; v < data.values; ++v) {
    const uint64_t rows = confusion.of(v);
    out.values.push_back(
        {values[v], rows, share(confusion.right(v), confusion.called(v)), share(confusion.right(v), rows)});
    right += confusion.right(v);
    most = std::max(most, rows);
  }
  const Interval around = wilson(static_cast<double>(right), static_cast<double>(data.size()),
                                 kInfinitePopulation, normal_quantile(0.975));
  out.accuracy = {share(right, data.size()), around.low, around.high};
  out.macro_f1 = macro_f1(data, held_out, confusion.macro_f1(), seed);
  out.majority = share(most, data.size());
  out.calibration = calibration_error(data, held_out);
  out.strength = held_out.strength;
  out.temperature = held_out.temperature;
  return out;
}

}  // namespace evenset
