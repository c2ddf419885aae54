#include "formats/forms/pair.h"

namespace evenset {
namespace {

void fill(Record& out, const Examples& examples, size_t i) {
  Layout layout(out, 3, examples, i);
  fill_pair(layout, {.question = 0, .answer = 1, .history = 2});
}

}  // namespace

extern const Form kQueryResponse;
const Form kQueryResponse{"query-response",
                          "Query and response, with the pairs before them as history.",
                          Shape::query_response,
                          {{"query", {}}, {"response", {}}, {"history", {"", ""}}},
                          fill};

}  // namespace evenset
