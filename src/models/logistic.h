// L2-regularised logistic regression over sparse rows, many columns at once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace evenset {

// Rows of feature numbers in runs; within a run every feature has one value.
// So a row of n-grams, each field of length 1, takes four bytes a feature.
class SparseRows {
 public:
  struct Run {
    size_t begin, end;  // in `features`
    float value;
  };

  void add_run(std::span<const uint32_t> features, float value);
  void close_row() { rows_.push_back(runs_.size()); }

  size_t size() const { return rows_.size() - 1; }
  std::span<const Run> runs(size_t row) const {
    return {runs_.data() + rows_[row], rows_[row + 1] - rows_[row]};
  }
  std::span<const uint32_t> features(const Run& run) const {
    return {features_.data() + run.begin, run.end - run.begin};
  }
  size_t feature_count() const { return features_.size(); }
  // Squared length.
  double square(size_t row) const;

 private:
  std::vector<uint32_t> features_;
  std::vector<Run> runs_;
  std::vector<size_t> rows_{0};
};

// What is to be told apart: a column a question, +1 or -1 a row, 0 where the
// row does not say.
struct Targets {
  size_t columns = 0;
  std::vector<int8_t> sign;   // [rows × columns]
  std::vector<float> weight;  // a row; above 0
};

struct LogisticOptions {
  std::vector<float> c;     // a column: the cost of error against that of length
  size_t features = 0;      // numbers are below it
  int epochs = 20;          // at most
  double tolerance = 0.01;  // stop where no multiplier moved by more than this share of its bound
  uint64_t seed = 1;        // of the order of rows
  int threads = 1;
};

// Minimise, for each column by itself,
//   (|w|² + b²) / 2 + c Σ weight log(1 + exp(-sign (w·x + b)))
// over `rows`, by dual coordinate descent (Yu, Huang, Lin 2011; LIBLINEAR's
// solver 7, here with a weight a row and sixteen columns a pass). Returns
// [features + 1][columns], the last row the bias. Same bytes whatever the
// threads. Cost: about 20 ns a feature, pass and 16 columns.
std::vector<float> fit_logistic(const SparseRows& rows, std::span<const uint32_t> chosen,
                                const Targets& targets, const LogisticOptions& options);

// w·x + b of a row, for each column.
void logistic_scores(const SparseRows& rows, size_t row, std::span<const float> weights,
                     std::span<float> out);

}  // namespace evenset
