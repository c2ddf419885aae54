// Who labels the rows: rules, or trained models where these are better.
//
//   Annotator annotator(plan.dimensions, {.tier = Tier::accurate});
//   while (reader.next(batch)) annotator.annotate(batch, threads);
//
// Each tier labels what its model knows and leaves the rest (measured
// dimensions, the user's own) to the dimension's own function. How often each
// tier errs is in docs/annotators.md and, for the audit, in error_rate().
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "evenset/plan.h"

namespace evenset {

class CompanyKnowledge;  // evenset/documents.h

enum class Tier : uint8_t {
  rules,     // patterns, read by people; 20,000 rows a second and core
  fast,      // a linear model over hashed n-grams; 100,000 questions a second and core
  accurate,  // a small encoder; some 100 rows a second and core
};

std::string_view name(Tier tier);

// Up to so many rows the accurate tier is worth its time.
inline constexpr uint64_t kAccurateRows = 10'000;

// Keep the accurate tier's labels in a file of this folder, by the rows' content and the
// models' version; "", as at the start: in memory only. To be called before the first
// Annotator. A folder that cannot be written is no error.
void keep_labels_in(const std::string& folder);

struct AnnotatorOptions {
  Tier tier = Tier::rules;
  // The company's own documents, which overrule labels of rules and models where
  // they are explicit.
  std::shared_ptr<const CompanyKnowledge> knowledge = {};
  // Files that `evenset teach` wrote. Each labels its dimension in place of the tier.
  std::vector<std::string> taught = {};
  // Plan::descriptions: dimensions that are labelled by what their values mean,
  // where nothing was taught.
  std::vector<Description> descriptions = {};
};

class Annotator {
 public:
  // Copies the dimensions. Throws Error{input} for a model file that is unsound
  // or labels a dimension or value that `dimensions` lack. Cost: fast 5 ms,
  // accurate, and anything taught or described, some 60 ms and 25 MB.
  explicit Annotator(std::span<const Dimension> dimensions, const AnnotatorOptions& options = {});
  ~Annotator();
  Annotator(Annotator&&) noexcept;

  // Label every row in every dimension, on `threads` threads. A label that is
  // there from a stronger source stays. Fills `examples.labels` (in the order of
  // the dimensions) and `examples.measures`. Same labels whatever the threads.
  void annotate(Examples& examples, int threads = 1) const;

  Tier tier() const;
  // Whether the tier's model, not a rule, labels the dimension.
  bool models(size_t dimension) const;

 private:
  struct State;
  std::unique_ptr<const State> state_;
};

}  // namespace evenset
