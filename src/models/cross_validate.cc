// Folds, the choice of the strength, and the temperature.
#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <map>
#include <thread>

#include "models/multinomial.h"
#include "solve/random.h"

namespace evenset {
namespace {

constexpr std::array kStrengths = {30.0, 10.0, 3.0, 1.0, 0.3, 0.1, 0.03, 0.01};

// -log softmax(scores / temperature)[value]
double loss_of(std::span<const float> scores, size_t value, double temperature) {
  const double highest = double{*std::max_element(scores.begin(), scores.end())};
  double total = 0;
  for (const float score : scores) total += std::exp((double{score} - highest) / temperature);
  return std::log(total) + (highest - double{scores[value]}) / temperature;
}

// The fold of each row. Groups are dealt out value by value, so that every fold
// has its share of each.
std::vector<uint8_t> folds_of(const LabelledVectors& data, uint64_t seed) {
  std::vector<uint32_t> order(data.size());
  for (size_t i = 0; i < order.size(); ++i) order[i] = static_cast<uint32_t>(i);
  Random(seed).shuffle(order);
  std::stable_sort(order.begin(), order.end(),
                   [&](uint32_t a, uint32_t b) { return data.value[a] < data.value[b]; });
  std::map<uint64_t, uint8_t> fold_of_group;
  std::vector<uint8_t> out(data.size());
  size_t dealt = 0;
  for (const uint32_t row : order) {
    const auto [place, fresh] =
        fold_of_group.try_emplace(data.group[row], static_cast<uint8_t>(dealt % kFolds));
    dealt += fresh;
    out[row] = place->second;
  }
  return out;
}

// Scores of every row by each strength, from the map that has not seen its fold.
struct HeldOut {
  std::array<std::vector<float>, kStrengths.size()> scores;  // [rows][values]
  std::array<std::array<double, kFolds>, kStrengths.size()> loss{};

  // The strength of least loss over all folds but one; kFolds: over all.
  size_t best_without(size_t fold) const {
    size_t best = 0;
    double least = INFINITY;
    for (size_t s = 0; s < kStrengths.size(); ++s) {
      double sum = 0;
      for (size_t f = 0; f < kFolds; ++f) sum += f == fold ? 0 : loss[s][f];
      if (!(sum < least)) continue;
      least = sum;
      best = s;
    }
    return best;
  }
};

void judge_fold(const LabelledVectors& data, const std::vector<uint8_t>& folds, size_t fold, HeldOut& out) {
  std::vector<uint32_t> learned, judged;
  for (uint32_t row = 0; row < data.size(); ++row) (folds[row] == fold ? judged : learned).push_back(row);
  if (learned.empty() || judged.empty()) return;
  MultinomialFit fit(data, std::move(learned));
  for (size_t s = 0; s < kStrengths.size(); ++s) {
    fit.fit(kStrengths[s]);
    const LinearMap map = fit.map();
    for (const uint32_t row : judged) {
      const auto scores = std::span(out.scores[s]).subspan(row * data.values, data.values);
      map.scores(data.row(row), scores);
      out.loss[s][fold] += loss_of(scores, data.value[row], 1);
    }
  }
}

HeldOut judge_folds(const LabelledVectors& data, const std::vector<uint8_t>& folds, int threads) {
  HeldOut out;
  for (std::vector<float>& scores : out.scores) scores.resize(data.size() * data.values);
  std::atomic<size_t> next{0};
  const auto work = [&] {
    for (size_t fold; (fold = next.fetch_add(1)) < kFolds;) judge_fold(data, folds, fold, out);
  };
  std::vector<std::jthread> others;
  for (int thread = 1; thread < std::min<int>(threads, kFolds); ++thread) others.emplace_back(work);
  work();
  others.clear();
  return out;
}

// By golden section over its logarithm; the loss has one minimum in 1/temperature.
// As Platt (1999) has it, no row counts as quite certain: where all of 20 rows are
// judged right, belief becomes some 95 %, not 100.
double best_temperature(const std::vector<float>& scores, const LabelledVectors& data) {
  const double doubt = 1 / (static_cast<double>(data.size()) + 2);
  const auto loss = [&](double logarithm) {
    double sum = 0;
    for (size_t i = 0; i < data.size(); ++i)
      for (size_t v = 0; v < data.values; ++v)
        sum += (v == data.value[i] ? 1 - doubt : doubt / static_cast<double>(data.values - 1)) *
               loss_of(std::span(scores).subspan(i * data.values, data.values), v, std::exp(logarithm));
    return sum;
  };
  const double ratio = (std::sqrt(5.0) - 1) / 2;
  double low = std::log(0.05), high = std::log(20.0);
  double a = high - ratio * (high - low), b = low + ratio * (high - low), at_a = loss(a), at_b = loss(b);
  while (high - low > 1e-3) {
    if (at_a < at_b) {
      high = b, b = a, at_b = at_a;
      at_a = loss(a = high - ratio * (high - low));
    } else {
      low = a, a = b, at_a = at_b;
      at_b = loss(b = low + ratio * (high - low));
    }
  }
  return std::exp((low + high) / 2);
}

}  // namespace

CrossValidated cross_validate(const LabelledVectors& data, uint64_t seed, int threads) {
  const std::vector<uint8_t> folds = folds_of(data, seed);
  const HeldOut held_out = judge_folds(data, folds, threads);
  CrossValidated out;
  out.strength = kStrengths[held_out.best_without(kFolds)];
  out.scores.reserve(data.size() * data.values);
  for (size_t row = 0; row < data.size(); ++row) {
    const std::vector<float>& scores = held_out.scores[held_out.best_without(folds[row])];
    const auto own = std::span(scores).subspan(row * data.values, data.values);
    out.scores.insert(out.scores.end(), own.begin(), own.end());
    out.chosen.push_back(static_cast<uint16_t>(std::max_element(own.begin(), own.end()) - own.begin()));
  }
  out.temperature = best_temperature(out.scores, data);
  for (size_t row = 0; row < data.size(); ++row)
    out.log_loss += loss_of(std::span(out.scores).subspan(row * data.values, data.values), data.value[row],
                            out.temperature) /
                    static_cast<double>(data.size());
  return out;
}

}  // namespace evenset
