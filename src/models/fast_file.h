// The fast tier's weights as a safetensors file.
//
// Tensors: `table` I8 [buckets + 64, columns], `scale`, `bias` F32 [columns],
// `temperature` F32 [dimensions], `lift` F32 [values of all dimensions].
// Metadata: "shape" (FeatureShape::text), "dimensions" (names joined by
// commas), for each "values.NAME" (joined by commas) and, where it holds,
// "needs.NAME" = "response" | "earlier_turns".
#pragma once

#include <string>

#include "models/fast.h"
#include "models/safetensors.h"

namespace evenset {

inline constexpr std::string_view kFastKind = "fast";

// Throws Error{input} where anything is missing or does not fit the rest.
FastWeights read_fast_weights(const Tensors& tensors);

// The whole file. The same weights give the same bytes.
std::string fast_weights_file(const FastWeights& weights);

}  // namespace evenset
