// What a tier's model gives, whatever is inside it.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "evenset/annotator.h"

namespace evenset {

struct TierDimension {
  std::string name;
  std::vector<std::string> values;  // in the model's order
};

struct TierModel {
  std::vector<TierDimension> dimensions;
  // labels[row × dimensions + d]: an index into that dimension's values and the
  // calibrated belief in it; -1 where the row lacks what the dimension needs.
  // `adversarial_kind` is none exactly where `adversarial` is no. Several threads
  // may call at once.
  std::function<void(std::span<const RowView> rows, std::span<Label> labels)> label;
};

// The models that are compiled in; loaded at the first call, then shared.
const TierModel& fast_tier();
const TierModel& accurate_tier();

// The bytes of data/models/NAME.safetensors.
std::string_view shipped_model(std::string_view name);

}  // namespace evenset
