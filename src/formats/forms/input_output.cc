#include "formats/forms/pair.h"

namespace evenset {
namespace {

void fill(Record& out, const Examples& examples, size_t i) {
  Layout layout(out, 2, examples, i);
  fill_pair(layout, {.question = 0, .answer = 1});
}

}  // namespace

extern const Form kInputOutput;
const Form kInputOutput{
    "input-output", "Input and output.", Shape::input_output, {{"input", {}}, {"output", {}}}, fill};

}  // namespace evenset
