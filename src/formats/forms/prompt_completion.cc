#include "formats/forms/pair.h"

namespace evenset {
namespace {

void fill(Record& out, const Examples& examples, size_t i) {
  Layout layout(out, 2, examples, i);
  fill_pair(layout, {.question = 0, .answer = 1});
}

}  // namespace

extern const Form kPromptCompletion;
const Form kPromptCompletion{"prompt-completion",
                             "Prompt and completion, as TRL takes them.",
                             Shape::prompt_completion,
                             {{"prompt", {}}, {"completion", {}}},
                             fill};

}  // namespace evenset
