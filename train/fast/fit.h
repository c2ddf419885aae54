// Fitting, measuring and calibrating the fast tier.
#pragma once

#include <string>
#include <vector>

#include "set.h"

namespace evenset::train {

struct FitOptions {
  std::vector<float> costs{1, 3};  // LIBLINEAR's C, the best of them for each dimension
  int folds = 5;
  int epochs = 20;
  int threads = 2;
};

// How well a dimension was judged on rows whose source was left out.
struct Measured {
  double macro_f1 = 0;     // over values with 5 rows or more
  double question_f1 = 0;  // the same on rows without a response, or stripped of it
  double accuracy = 0;
  double calibration_error = 0;  // expected, of ten bins of confidence
  size_t rows = 0;
  float cost = 1;
};

// Give each row a fold: sources stay whole, folds get about as many rows.
std::vector<int> folds_of(const FastSet& set, int folds);

// Scores of every row by a model that saw no row of its fold: [rows][columns].
std::vector<float> held_out_scores(const FastSet& set, const std::vector<int>& fold, int folds,
                                   const std::vector<float>& costs, const FitOptions& options);

// Choose cost, temperature and lift for each dimension (kept in `set`) by
// held-out rows; measured with the choices of the other folds.
std::vector<Measured> calibrate(FastSet& set, const FitOptions& options);

// The weights for all rows, as whole numbers.
FastWeights fit_weights(const FastSet& set, const FeatureShape& shape, const std::vector<Measured>& measured,
                        const FitOptions& options);

}  // namespace evenset::train
