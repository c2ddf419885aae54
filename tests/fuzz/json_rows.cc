// Any bytes as JSON lines or an array: no crash, and what is called repaired is
// strict JSON that reads as a row or is refused by name.
#include <cstdlib>

#include "formats/decode.h"
#include "formats/mend.h"
#include "formats/row.h"
#include "memory.h"

using namespace evenset;

namespace {

void parse_mended(RowParser& parser, RawRow& row, RowSource& source) {
  Mended mended = mend(row.json);
  if (mended.incomplete && source.extend(row)) mended = mend(row.json);
  if (!mended.usable) return;
  if (!json_valid(mended.json)) std::abort();
  std::string padded = mended.json + std::string(64, '\0'), note;
  Examples out;
  RowFault fault = parser.parse({padded.data(), mended.json.size()}, out, note);
  if (fault.kind == RowFault::none && out.size() != 1) std::abort();
  if (fault.kind != RowFault::none && out.turns.role.size() + out.size() + out.id.size() != 0) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  std::string encoding;
  auto bytes = std::make_unique<MemoryBytes>(std::string_view(reinterpret_cast<const char*>(data), size));
  auto source = json_rows(to_utf8(std::move(bytes), encoding), 1 << 16);
  RowParser parser;
  RawRow row;
  for (size_t rows = 0; source->next(row); ++rows) {
    if (rows > size + 1) std::abort();  // every row takes a byte
    if (row.rejected.empty()) parse_mended(parser, row, *source);
  }
  return 0;
}
