#include "formats/forms/pair.h"

namespace evenset {
namespace {

void fill(Record& out, const Examples& examples, size_t i) {
  Layout layout(out, 2, examples, i);
  fill_pair(layout, {.question = 0, .answer = 1});
}

}  // namespace

extern const Form kQuestionAnswer;
const Form kQuestionAnswer{"question-answer",
                           "One question and its answer.",
                           Shape::question_answer,
                           {{"question", {}}, {"answer", {}}},
                           fill};

}  // namespace evenset
