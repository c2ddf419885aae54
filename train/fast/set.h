// The rows that the fast tier learns from, as features.
#pragma once

#include <string>
#include <vector>

#include "models/fast.h"
#include "models/logistic.h"

namespace evenset::train {

// A dimension as it is learnt: the built-in one without the values that are
// facts (an empty response, a single turn).
std::vector<FastDimension> learnt_dimensions();

struct FastSet {
  std::vector<FastDimension> dimensions;
  SparseRows rows;
  std::vector<int16_t> label;  // [rows × dimensions], -1 where it says nothing
  std::vector<float> weight;   // a row
  std::vector<bool> gold;      // of weight 1 or more: these measure and calibrate
  std::vector<bool> stripped;  // a repetition of the row before, without its response
  std::vector<std::string> source;
  size_t features = 0;  // numbers are below it

  size_t size() const { return weight.size(); }
  int16_t at(size_t row, size_t dimension) const { return label[row * dimensions.size() + dimension]; }
};

// Read rows in any of evenset's formats. Members beside the messages:
// "labels" {dimension: value}, "weight" (1), "fold" (the row's company or
// source). A row with a response is repeated without it with `stripped` times
// its weight, for a response may be naive; 0: not. Throws Error{input} for a
// dimension or value that there is not.
FastSet read_fast_set(const std::vector<std::string>& files, const FeatureShape& shape, float stripped);

}  // namespace evenset::train
