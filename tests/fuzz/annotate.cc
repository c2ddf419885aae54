// Any text as question and response: labels inside their values, confidences in 0..1.
#include <cstdlib>

#include "evenset/dimension.h"
#include "text/utf8.h"

using namespace evenset;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  std::string text;
  append_well_formed(text, {reinterpret_cast<const char*>(data), size});
  size_t middle = text.find('\n');
  std::string_view question = std::string_view(text).substr(0, middle);
  std::string_view response =
      middle == std::string::npos ? std::string_view() : std::string_view(text).substr(middle + 1);
  RowView row(question, response);
  for (const Dimension* dimension : builtin_dimensions()) {
    Label label = dimension->label(row);
    if (label.value < -1 || label.value >= static_cast<int>(dimension->values.size())) std::abort();
    if (!(label.confidence >= 0 && label.confidence <= 1)) std::abort();
  }
  return 0;
}
