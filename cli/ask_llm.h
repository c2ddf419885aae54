// --annotator llm: what it would cost, the asking, and how far it agrees.
#pragma once

#include <optional>
#include <span>

#include "cli/arguments.h"
#include "cli/json.h"
#include "evenset/agreement.h"
#include "evenset/llm.h"
#include "evenset/plan.h"

namespace evenset {

// The flags of label that belong to it.
std::span<const Flag> llm_flags();

// Nothing happens in any of it unless --annotator is llm.
class LlmStage {
 public:
  // Throws Error{usage} where --endpoint or --model is missing.
  LlmStage(const Arguments& arguments, const Plan& plan);

  explicit operator bool() const { return llm_.has_value(); }
  // Whether asking stopped before all rows were asked.
  bool stopped() const { return !llm_->account().stopped.empty(); }
  // Read all rows and say what asking would take. Nothing is sent.
  void preview(const Arguments& arguments, const Plan& plan);
  // Ask for a batch that a tier has labelled, note where the two differ, and
  // take the model's labels where nothing stronger stands.
  void relabel(Examples& batch);
  // Account and agreement, for people and for --json.
  void say_result() const;
  Json json() const;

 private:
  struct Pair {
    Agreement people, tier;
  };

  std::optional<LlmAnnotator> llm_;
  LlmEstimate estimate_;
  std::vector<Pair> agreement_;  // one per asked dimension
};

}  // namespace evenset
