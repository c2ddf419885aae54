#include "fit.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

namespace evenset::train {
namespace {

constexpr size_t kLeastRows = 5;  // of a value that is measured
constexpr int kLiftSteps = 10;

size_t column_count(const FastSet& set) {
  size_t out = 0;
  for (const FastDimension& dimension : set.dimensions) out += dimension.columns();
  return out;
}

Targets targets_of(const FastSet& set) {
  Targets out;
  out.columns = column_count(set);
  out.weight = set.weight;
  out.sign.reserve(set.size() * out.columns);
  for (size_t row = 0; row < set.size(); ++row) {
    for (size_t d = 0; d < set.dimensions.size(); ++d) {
      const int16_t label = set.at(row, d);
      const size_t columns = set.dimensions[d].columns();
      for (size_t k = 0; k < columns; ++k) {
        const int value = columns == 1 ? 1 : static_cast<int>(k);
        out.sign.push_back(label < 0 ? int8_t{0} : label == value ? int8_t{1} : int8_t{-1});
      }
    }
  }
  return out;
}

std::vector<float> by_column(const FastSet& set, const std::vector<float>& by_dimension) {
  std::vector<float> out;
  for (size_t d = 0; d < set.dimensions.size(); ++d)
    out.insert(out.end(), set.dimensions[d].columns(), by_dimension[d]);
  return out;
}

LogisticOptions logistic_options(const FastSet& set, const std::vector<float>& costs,
                                 const FitOptions& options) {
  LogisticOptions out;
  out.c = by_column(set, costs);
  out.features = set.features;
  out.epochs = options.epochs;
  out.threads = options.threads;
  return out;
}

using Indices = std::vector<uint32_t>;

// One dimension's rows and scores by models that did not see them.
struct HeldOut {
  const FastSet& set;
  size_t dimension, first_column, columns;
  const std::vector<float>& scores;  // of all dimensions

  const FastDimension& about() const { return set.dimensions[dimension]; }
  std::span<const float> score(uint32_t row) const {
    return {scores.data() + row * columns + first_column, about().columns()};
  }
  size_t truth(uint32_t row) const { return static_cast<size_t>(set.at(row, dimension)); }
};

// F1 averaged over values with enough rows; `judged` for each of `rows`.
double macro_f1(const HeldOut& held, const Indices& rows, const std::vector<int16_t>& judged) {
  const size_t values = held.about().values.size();
  std::vector<double> right(values), said(values), is(values);
  for (size_t i = 0; i < rows.size(); ++i) {
    const auto guess = static_cast<size_t>(judged[i]);
    const size_t truth = held.truth(rows[i]);
    ++said[guess];
    ++is[truth];
    right[truth] += guess == truth;
  }
  double sum = 0, count = 0;
  for (size_t v = 0; v < values; ++v) {
    if (is[v] < kLeastRows) continue;
    sum += 2 * right[v] / (said[v] + is[v]);
    ++count;
  }
  return count == 0 ? 0 : sum / count;
}

std::vector<int16_t> judged_with(const HeldOut& held, const FastDimension& settings, const Indices& rows) {
  std::vector<int16_t> out;
  for (const uint32_t row : rows) out.push_back(fast_label(settings, held.score(row), {}).value);
  return out;
}

// Lift of each value against its frequency (Menon et al. 2021), of strength 0 … 1.
std::vector<float> lift_of(const HeldOut& held, const Indices& rows, double strength) {
  std::vector<double> count(held.about().values.size(), 1.0);
  for (const uint32_t row : rows) ++count[held.truth(row)];
  const double sum = std::accumulate(count.begin(), count.end(), 0.0);
  std::vector<float> out;
  for (const double n : count) out.push_back(static_cast<float>(-strength * std::log(n / sum)));
  return out;
}

double log_loss(const HeldOut& held, const Indices& rows, float temperature) {
  FastDimension settings = held.about();
  settings.temperature = temperature;
  std::vector<float> shares(settings.values.size());
  double sum = 0;
  for (const uint32_t row : rows) {
    fast_label(settings, held.score(row), shares);
    sum -= std::log(std::max(double{shares[held.truth(row)]}, 1e-9));
  }
  return sum;
}

// Guo et al. 2017. The loss has one valley in the temperature.
float best_temperature(const HeldOut& held, const Indices& rows) {
  constexpr double kGolden = 0.6180339887498949;
  double low = std::log(0.05), high = std::log(10.0);
  const auto loss = [&](double at) { return log_loss(held, rows, static_cast<float>(std::exp(at))); };
  double a = high - kGolden * (high - low), b = low + kGolden * (high - low);
  double loss_a = loss(a), loss_b = loss(b);
  while (high - low > 0.02) {
    if (loss_a < loss_b) {
      high = b, b = a, loss_b = loss_a;
      loss_a = loss(a = high - kGolden * (high - low));
    } else {
      low = a, a = b, loss_a = loss_b;
      loss_b = loss(b = low + kGolden * (high - low));
    }
  }
  return static_cast<float>(std::exp((low + high) / 2));
}

// The dimension with the lift and temperature that suit these rows best.
FastDimension settled(const HeldOut& held, const Indices& rows) {
  FastDimension best = held.about();
  double highest = -1;
  for (int step = 0; step <= kLiftSteps; ++step) {
    FastDimension tried = held.about();
    tried.lift = lift_of(held, rows, static_cast<double>(step) / kLiftSteps);
    const double f1 = macro_f1(held, rows, judged_with(held, tried, rows));
    if (f1 <= highest) continue;
    highest = f1;
    best = tried;
  }
  best.temperature = best_temperature(held, rows);
  return best;
}

double expected_calibration_error(const std::vector<Label>& labels, const HeldOut& held,
                                  const Indices& rows) {
  constexpr size_t kBins = 10;
  std::vector<double> confidence(kBins), right(kBins);
  for (size_t i = 0; i < rows.size(); ++i) {
    const size_t bin = std::min(kBins - 1, static_cast<size_t>(labels[i].confidence * kBins));
    confidence[bin] += double{labels[i].confidence};
    right[bin] += static_cast<size_t>(labels[i].value) == held.truth(rows[i]);
  }
  double sum = 0;
  for (size_t b = 0; b < kBins; ++b) sum += std::abs(confidence[b] - right[b]);
  return rows.empty() ? 0 : sum / static_cast<double>(rows.size());
}

template <class Holds>
Indices chosen(const Indices& rows, const Holds& holds) {
  Indices out;
  std::copy_if(rows.begin(), rows.end(), std::back_inserter(out), holds);
  return out;
}

double f1_where(const HeldOut& held, const Indices& rows, const std::vector<Label>& labels, bool stripped) {
  Indices part;
  std::vector<int16_t> judged;
  for (size_t i = 0; i < rows.size(); ++i) {
    if (held.set.stripped[rows[i]] != stripped) continue;
    part.push_back(rows[i]);
    judged.push_back(labels[i].value);
  }
  return macro_f1(held, part, judged);
}

// Each fold is judged with the settings that the other folds suggest.
Measured measured(const HeldOut& held, const Indices& rows, const std::vector<int>& fold, int folds) {
  std::vector<FastDimension> settings;
  for (int f = 0; f < folds; ++f)
    settings.push_back(settled(held, chosen(rows, [&](uint32_t row) { return fold[row] != f; })));
  std::vector<Label> labels;
  for (const uint32_t row : rows)
    labels.push_back(fast_label(settings[static_cast<size_t>(fold[row])], held.score(row), {}));
  Measured out;
  out.rows = rows.size();
  out.macro_f1 = f1_where(held, rows, labels, false);
  out.question_f1 = f1_where(held, rows, labels, true);
  size_t right = 0;
  for (size_t i = 0; i < rows.size(); ++i)
    right += static_cast<size_t>(labels[i].value) == held.truth(rows[i]);
  out.accuracy = rows.empty() ? 0 : static_cast<double>(right) / static_cast<double>(rows.size());
  out.calibration_error = expected_calibration_error(labels, held, rows);
  return out;
}

// Eight bits a weight: the largest of a column is 127.
void quantise(const std::vector<float>& fitted, FastWeights& out) {
  const size_t columns = out.bias.size();
  for (size_t f = 0; f < out.features(); ++f)
    for (size_t k = 0; k < columns; ++k)
      out.scale[k] = std::max(out.scale[k], std::abs(fitted[f * columns + k]) / 127);
  for (float& scale : out.scale)
    if (scale == 0) scale = 1;
  for (size_t f = 0; f < out.features(); ++f)
    for (size_t k = 0; k < columns; ++k)
      out.table.push_back(static_cast<int8_t>(std::lround(fitted[f * columns + k] / out.scale[k])));
}

}  // namespace

std::vector<int> folds_of(const FastSet& set, int folds) {
  std::map<std::string, size_t> count;
  for (const std::string& source : set.source) ++count[source];
  std::vector<std::pair<std::string, size_t>> sources(count.begin(), count.end());
  std::stable_sort(sources.begin(), sources.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  std::vector<size_t> filled(static_cast<size_t>(folds));
  std::map<std::string, int> fold;
  for (const auto& [source, rows] : sources) {
    const auto least = std::min_element(filled.begin(), filled.end());
    *least += rows;
    fold[source] = static_cast<int>(least - filled.begin());
  }
  std::vector<int> out;
  for (const std::string& source : set.source) out.push_back(fold[source]);
  return out;
}

std::vector<float> held_out_scores(const FastSet& set, const std::vector<int>& fold, int folds,
                                   const std::vector<float>& costs, const FitOptions& options) {
  const Targets targets = targets_of(set);
  std::vector<float> out(set.size() * targets.columns);
  for (int f = 0; f < folds; ++f) {
    Indices others;
    for (uint32_t row = 0; row < set.size(); ++row)
      if (fold[row] != f) others.push_back(row);
    const auto weights = fit_logistic(set.rows, others, targets, logistic_options(set, costs, options));
    for (size_t row = 0; row < set.size(); ++row) {
      if (fold[row] != f) continue;
      logistic_scores(set.rows, row, weights, {out.data() + row * targets.columns, targets.columns});
    }
  }
  return out;
}

std::vector<Measured> calibrate(FastSet& set, const FitOptions& options) {
  const std::vector<int> fold = folds_of(set, options.folds);
  const size_t columns = column_count(set);
  std::vector<Measured> best(set.dimensions.size());
  std::vector<FastDimension> settings = set.dimensions;
  for (const float cost : options.costs) {
    const std::vector<float> costs(set.dimensions.size(), cost);
    const auto scores = held_out_scores(set, fold, options.folds, costs, options);
    size_t first = 0;
    for (size_t d = 0; d < set.dimensions.size(); ++d) {
      const HeldOut held{set, d, first, columns, scores};
      first += set.dimensions[d].columns();
      Indices rows;
      for (uint32_t row = 0; row < set.size(); ++row)
        if (set.gold[row] && set.at(row, d) >= 0) rows.push_back(row);
      Measured found = measured(held, rows, fold, options.folds);
      found.cost = cost;
      if (found.macro_f1 + found.question_f1 <= best[d].macro_f1 + best[d].question_f1) continue;
      best[d] = found;
      settings[d] = settled(held, rows);
    }
  }
  set.dimensions = settings;
  return best;
}

FastWeights fit_weights(const FastSet& set, const FeatureShape& shape, const std::vector<Measured>& measured,
                        const FitOptions& options) {
  const Targets targets = targets_of(set);
  std::vector<float> costs;
  for (const Measured& one : measured) costs.push_back(one.cost);
  Indices all(set.size());
  std::iota(all.begin(), all.end(), 0u);
  const auto fitted = fit_logistic(set.rows, all, targets, logistic_options(set, costs, options));
  FastWeights out;
  out.shape = shape;
  out.dimensions = set.dimensions;
  out.scale.assign(targets.columns, 0.0f);
  out.bias.assign(fitted.end() - static_cast<std::ptrdiff_t>(targets.columns), fitted.end());
  quantise(fitted, out);
  return out;
}

}  // namespace evenset::train
