// dedup --endpoint: vectors of a model, what they would take and what they took.
#pragma once

#include <optional>
#include <span>

#include "cli/arguments.h"
#include "cli/json.h"
#include "evenset/dedup.h"
#include "evenset/embeddings.h"

namespace evenset {

// The flags of dedup that belong to it.
std::span<const Flag> vector_flags();

// Nothing of it is there unless --endpoint is.
class VectorStage {
 public:
  // Throws Error{usage} where --endpoint or --model is alone, where they stand
  // without the method semantic, and where one of the other flags stands without them.
  VectorStage(const Arguments& arguments, const DedupOptions& options);

  explicit operator bool() const { return model_.has_value(); }
  // Asks the model; the static vectors where there is none. This object outlives it.
  VectorSource source();
  // Counts what that would take and sends nothing: all vectors are 0.
  VectorSource counting();

  // For people and for --json.
  void say_estimate() const;
  void say_result() const;
  Json estimate_json() const;
  Json json() const;

 private:
  std::optional<EmbeddingEndpoint> model_;
  EmbeddingAccount estimate_;
};

}  // namespace evenset
