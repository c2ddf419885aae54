// The fast tier: one linear model over hashed n-grams judges a row in all its
// dimensions at once.
//
//   const FastModel model(read_fast_weights(Tensors::open(path, kFastKind)));
//   model.label(views, labels);
//
// A feature's weights for all columns stand in one cache line of whole numbers,
// so that a row costs a line a feature whatever the number of dimensions.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "evenset/dimension.h"
#include "models/ngram_features.h"

namespace evenset {

struct FastDimension {
  // What a row must have for the dimension to be judged at all.
  enum class Needs : uint8_t { nothing, response, earlier_turns };

  std::string name;
  std::vector<std::string> values;  // two or more
  Needs needs = Needs::nothing;
  float temperature = 1;    // scores are divided by it before they become shares
  std::vector<float> lift;  // a value: added to its score in the choice, for rare ones

  // Two values are told apart by one column (the second's), more by one each.
  size_t columns() const { return values.size() == 2 ? 1 : values.size(); }
};

struct FastWeights {
  FeatureShape shape;
  std::vector<FastDimension> dimensions;
  std::vector<int8_t> table;  // [buckets + measures][columns]
  std::vector<float> scale;   // a column: what 1 in the table is worth
  std::vector<float> bias;    // a column

  size_t columns() const { return scale.size(); }
  size_t features() const { return shape.buckets + NgramFeatures::kMeasures; }
};

// Whether the row has what the dimension needs: text in the response; two user
// turns or more.
bool can_judge(const FastDimension& dimension, const RowView& row);

// The label that the scores of a dimension's columns give, and the share of
// belief of each value in `shares` (empty or one a value), which sum to 1.
Label fast_label(const FastDimension& dimension, std::span<const float> scores, std::span<float> shares);

class FastModel {
 public:
  explicit FastModel(const FastWeights& weights);

  std::span<const FastDimension> dimensions() const { return dimensions_; }
  // Values of all dimensions together.
  size_t value_count() const { return value_count_; }

  // labels[row × dimensions + d]: an index into that dimension's values, -1
  // where the row lacks what the dimension needs or has no text. The confidence
  // is calibrated on rows of sources not trained on. `shares`, where given:
  // [row × value_count], 0 where not judged. May be called by several threads at
  // once; give many rows at once, for the work space is made anew. Cost: about 5
  // us for a question of 80 bytes, at most 50 us for any row.
  void label(std::span<const RowView> rows, std::span<Label> labels, std::span<float> shares = {}) const;

  // The scores of all columns, in the order of the dimensions.
  size_t columns() const { return scale_.size(); }
  void scores(const NgramFeatures& features, std::span<float> out) const;

 private:
  static constexpr size_t kLanes = 64;
  struct alignas(kLanes) Line {
    int8_t at[kLanes] = {};
  };

  std::vector<FastDimension> dimensions_;
  FeatureShape shape_;
  size_t blocks_;            // of kLanes columns
  std::vector<Line> table_;  // [block][feature]
  size_t features_;
  std::vector<float> scale_, bias_;
  size_t value_count_ = 0;
};

}  // namespace evenset
