// Any bytes as CSV: every row is JSON or refused, and the rows end.
#include <cstdlib>

#include "memory.h"
#include "text/json.h"
#include "text/utf8.h"

using namespace evenset;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  std::string text;
  append_well_formed(text, {reinterpret_cast<const char*>(data), size});
  auto source = csv_rows(std::make_unique<MemoryBytes>(text), ',', 1 << 16);
  RawRow row;
  for (size_t rows = 0; source->next(row); ++rows) {
    if (rows > text.size() + 1) std::abort();
    if (row.rejected.empty() && !json_valid(row.json)) std::abort();
  }
  return 0;
}
