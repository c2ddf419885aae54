// Print rows as the encoder reads them: chat rows as JSON lines on standard
// input, one line {"ids":[…],"types":[…]} per row on standard output. A row that
// the reader rejects is an error, so that line i stays line i.
#include <fmt/format.h>

#include <cstdio>

#include "embedded.h"
#include "evenset/format.h"
#include "models/row_tokens.h"

namespace {

using namespace evenset;

void print(const WordPiece& pieces) {
  Reader reader({"-"}, {.format = "jsonl"});
  Examples batch;
  PackedRows rows;
  while (reader.next(batch)) {
    rows.clear();
    for (size_t i = 0; i < batch.size(); ++i) append_row(rows, pieces, RowView(batch, i));
    for (size_t i = 0; i < rows.size(); ++i) {
      const auto part = [&](const auto& all) {
        return fmt::join(all.begin() + static_cast<ptrdiff_t>(rows.starts[i]),
                         all.begin() + static_cast<ptrdiff_t>(rows.starts[i + 1]), ",");
      };
      fmt::print("{{\"ids\":[{}],\"types\":[{}]}}\n", part(rows.ids), part(rows.types));
    }
  }
  if (reader.account().rejected > 0)
    throw Error(ErrorKind::input, "a row was rejected; give every row as {\"messages\": [{role, content}]}");
}

}  // namespace

int main() {
  try {
    print(WordPiece(embedded("vocab.txt")));
  } catch (const std::exception& error) {
    fmt::print(stderr, "tokens: {}\n", error.what());
    return 2;
  }
  return 0;
}
