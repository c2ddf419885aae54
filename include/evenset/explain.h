// What spoke for each label of a row.
#pragma once

#include <string>
#include <vector>

#include "evenset/annotator.h"

namespace evenset {

struct Reason {
  std::string words;         // as they stand in the row
  bool in_response = false;  // else in the last user turn
  float weight = 0;          // how much less sure the label is without them; above 1 where it changes
};

struct Explanation {
  size_t dimension = 0;
  Label label;
  Source source = Source::none;
  std::vector<Reason> reasons;  // the weightiest first, at most three
};

// Explain the labels of one row by leaving out its words, some at a time, and
// labelling again (occlusion, Zeiler & Fergus 2014). Works for every tier and for
// dimensions of the user's own. Long texts are cut into 40 parts each. Measured and
// stated labels, and rows over 1 MB, have no reasons. Cost: at most 80 times the
// cost of labelling the row. `row` is a number in `examples`.
std::vector<Explanation> explain(const Annotator& annotator, std::span<const Dimension> dimensions,
                                 const Examples& examples, size_t row);

}  // namespace evenset
