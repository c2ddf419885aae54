// What most commands begin with: the plan, the inputs, and labelled rows.
#pragma once

#include <functional>

#include "cli/arguments.h"
#include "evenset/annotator.h"
#include "evenset/format.h"
#include "evenset/plan.h"

namespace evenset {

// The plan of --plan; evenset.yaml of this folder is not taken unasked.
Plan plan_of(const Arguments& arguments);
// --tier; auto looks how many rows there are, and takes a pipe for many.
Tier tier_of(const Arguments& arguments);
// --docs and --models. Says what of the documents could not be read.
AnnotatorOptions own_of(const Arguments& arguments, const Plan& plan);
// The same with --tier.
AnnotatorOptions annotator_of(const Arguments& arguments, const Plan& plan);
int threads_of(const Arguments& arguments);
uint64_t seed_of(const Arguments& arguments);
ReadOptions read_options_of(const Arguments& arguments);
// Throws Error{usage} where both rows and --json's answer would go to standard output.
void require_free_output(const Arguments& arguments);

using OnBatch = std::function<void(Examples& batch, const Reader& reader)>;

// Read all inputs and hand on every batch. Throws Error{input} when not one row
// could be used. Returns the account.
Account for_rows(const Arguments& arguments, std::string_view what, const OnBatch& on_batch);
// The same with labels.
Account for_labelled_rows(const Arguments& arguments, const Plan& plan,
                          const AnnotatorOptions& annotator_options, std::string_view what,
                          const OnBatch& on_batch);

// Whether an input can be read once only.
bool is_pipe(const std::string& input);

// Copies of standard input's bytes for commands that read twice: the inputs
// with "-" (and pipes) replaced by a temporary file that goes with this object.
class Rereadable {
 public:
  explicit Rereadable(std::vector<std::string>& inputs);
  ~Rereadable();
  Rereadable(const Rereadable&) = delete;
  Rereadable& operator=(const Rereadable&) = delete;

  // Files as they were typed: a copy is "-" (or the pipe) again.
  std::vector<std::string> typed(std::vector<std::string> files) const;

 private:
  std::vector<std::string> copies_, names_;
};

}  // namespace evenset
