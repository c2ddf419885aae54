#include "derived.h"

#include <algorithm>

namespace evenset {
namespace {

struct Known {
  Label label;
  Source source = Source::none;
};

bool better(const Known& a, const Known& b) {
  return a.source != b.source ? a.source > b.source : a.label.confidence > b.label.confidence;
}

Known derived(const Examples& examples, std::span<const Dimension> dimensions, const Dimension& dimension,
              size_t row) {
  Known yes{{kHolds, 1.0f}, Source::human}, no;
  bool refuted = false;
  for (const Condition& part : dimension.all) {
    const Labels& labels = examples.labels[part.dimension];
    const int16_t value = labels.value[row];
    const bool fact = dimensions[part.dimension].exact;
    const Known one{{kHoldsNot, labels.confidence[row]},
                    fact ? std::max(labels.source[row], Source::given) : labels.source[row]};
    yes.source = std::min(yes.source, one.source);
    if (value < 0) {
      yes.label = {};
    } else if (std::binary_search(part.values.begin(), part.values.end(), value)) {
      yes.label.confidence *= one.label.confidence;
    } else if (!refuted || better(one, no)) {
      no = one;
      refuted = true;
    }
  }
  return refuted ? no : yes;
}

}  // namespace

void derive_labels(Examples& examples, std::span<const Dimension> dimensions, size_t begin, size_t end) {
  for (size_t d = 0; d < dimensions.size(); ++d) {
    if (!dimensions[d].derived()) continue;
    Labels& labels = examples.labels[d];
    for (size_t row = begin; row < end; ++row) {
      const Known known = derived(examples, dimensions, dimensions[d], row);
      labels.value[row] = known.label.value;
      labels.confidence[row] = known.label.confidence;
      labels.source[row] = known.source;
    }
  }
}

}  // namespace evenset
