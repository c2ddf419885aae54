// A dimension labelled from nothing but a sentence for each value.
//
// A row has the value whose sentence is most like its question: by the cosine of
// the encoder's vectors (zero-shot by sentence similarity, as Yin et al. 2019
// compare it). `evenset teach` does better with a few dozen labelled rows.
#pragma once

#include "evenset/plan.h"
#include "models/row_encoder.h"

namespace evenset {

class DescribedLabeller {
 public:
  // Encodes the sentences, each with the value's name before it. `description`
  // has a sentence (or "") for each of the dimension's values.
  DescribedLabeller(const Description& description, std::span<const Dimension> dimensions,
                    const RowEncoder& encoder);

  size_t dimension() const { return dimension_; }  // index into `dimensions`
  // `vector`: the question's, as RowEncoder::texts gives it.
  Label label(std::span<const float> vector) const;

 private:
  size_t dimension_;
  std::vector<float> vectors_;  // one a value
};

}  // namespace evenset
