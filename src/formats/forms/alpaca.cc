#include "formats/forms/pair.h"

namespace evenset {
namespace {

void fill(Record& out, const Examples& examples, size_t i) {
  Layout layout(out, 5, examples, i);
  fill_pair(layout, {.question = 0, .answer = 2, .input = 1, .system = 3, .history = 4});
}

}  // namespace

extern const Form kAlpaca;
const Form kAlpaca{
    "alpaca",
    "Stanford Alpaca, with LLaMA-Factory's system and history.",
    Shape::alpaca,
    {{"instruction", {}}, {"input", {}}, {"output", {}}, {"system", {}}, {"history", {"", ""}}},
    fill};

}  // namespace evenset
