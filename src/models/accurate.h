// The accurate tier: what the encoder and the linear model believe, pooled.
//
//   const AccurateModel model(encoder_tensors, fast_model, read_pooling(embedded("pooling.yaml")));
//   model.label(views, labels, shares);
//
// The encoder knows what words mean but reads 128 pieces of a row; the linear
// model reads far more of it, letter by letter. Of each value the pooled share
// is proportional to encoder^a × linear^b (a logarithmic opinion pool: Genest
// and Zidek 1986); a and b of each dimension are fitted on companies held out.
#pragma once

#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "models/encoder.h"
#include "models/fast.h"
#include "models/heads.h"
#include "models/tier.h"

namespace evenset {

// Exponents of the two shares; 0 or above, not both 0.
struct PoolWeights {
  float encoder = 1, linear = 0;
};

// Pooled shares of one dimension, which sum to 1. `linear` empty: it could not
// judge the row, and the encoder's shares stand. `out` may be `encoder`.
void pool_shares(const PoolWeights& weights, std::span<const float> encoder, std::span<const float> linear,
                 std::span<float> out);

using Pooling = std::map<std::string, PoolWeights, std::less<>>;

// `{question_type: [0.9, 0.4], …}`; a dimension that is not there is the
// encoder's alone. Throws Error{input} for anything else.
Pooling read_pooling(const std::string& yaml);

class AccurateModel {
 public:
  // Throws Error{input} where the file was made for another vocabulary, or both
  // models know a dimension by different values.
  AccurateModel(const Tensors& tensors, std::shared_ptr<const FastModel> linear, const Pooling& pooling);

  std::vector<TierDimension> dimensions() const;
  // Values of all dimensions together.
  size_t value_count() const { return value_count_; }

  // What each alone believes: [row × value_count], the linear model's shares in
  // the encoder's order, and 0 where it could not judge.
  void believe(std::span<const RowView> rows, std::span<float> encoder, std::span<float> linear) const;

  // labels[row × dimensions + d] and the pooled shares [row × value_count].
  void label(std::span<const RowView> rows, std::span<Label> labels, std::span<float> shares) const;

 private:
  struct Pooled {
    PoolWeights weights;
    std::vector<size_t>
        in_linear;  // the place of each value's share in the linear model's; empty: not known there
  };
  Pooled pooled(const Head& head, const Pooling& pooling) const;

  WordPiece pieces_;
  Encoder encoder_;
  std::vector<Head> heads_;
  std::shared_ptr<const FastModel> linear_;
  std::vector<Pooled> pooled_;  // as heads_
  size_t value_count_ = 0;
};

}  // namespace evenset
