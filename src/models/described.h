// A dimension labelled from nothing but a sentence for each value.
//
// A row has the value whose sentence is most like it: by the cosine of the
// encoder's mean vectors, the row's and the sentence's. The row as a whole did as
// well as its question alone (macro-F1 .41 and .40 on the example company's
// domains, .44 and .45 on issues), and its vectors are there anyway. `evenset
// teach` does better from five rows a value on (bench/teach.cc).
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
  // `vectors`: one row's, as RowEncoder::rows gives them.
  Label label(std::span<const float> vectors) const;

 private:
  size_t dimension_;
  std::vector<float> vectors_;  // one a value
};

}  // namespace evenset
