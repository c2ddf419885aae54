// From one JSON object to one row of Examples: the shape is recognised by the
// keys, the conversation is laid out as turns, the rest is kept as it stands.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "evenset/examples.h"

namespace evenset {

struct RowFault {
  enum Kind {
    none,
    malformed,  // not strict JSON, or a key stands twice: mend() may help
    shapeless,  // JSON, but no row: `what` says why
  };
  Kind kind = none;
  std::string what;
};

class RowParser {
 public:
  RowParser();
  ~RowParser();

  // Add the row to `out`: every column but raw, file, line, row, labels and
  // measures. On a fault nothing is added. 64 bytes behind `json` must be
  // readable. `note` is set when a value was read otherwise than it stands (a
  // number where a text is expected).
  RowFault parse(std::string_view json, Examples& out, std::string& note);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace evenset
