// The obvious versions of the fast tier: features as sets of strings' hashes,
// scores as sums over them, logistic regression by steepest descent.
#pragma once

#include <set>
#include <vector>

#include "models/fast.h"
#include "models/logistic.h"

namespace evenset::reference {

// By field, as NgramFeatures numbers them.
std::vector<std::set<uint32_t>> fast_features(const RowView& row, const FeatureShape& shape);

std::vector<double> fast_scores(const FastWeights& weights, const RowView& row);

// One column's weights, the bias last; small problems only.
std::vector<double> logistic(const SparseRows& rows, const Targets& targets, size_t column, double c,
                             size_t features);

// What it minimises (logistic.h).
double logistic_loss(const SparseRows& rows, const Targets& targets, size_t column, double c,
                     const std::vector<double>& weights);

}  // namespace evenset::reference
