// Repair of rows that are almost JSON. Only faults with one reading are mended;
// the rest is rejected by name.
#pragma once

#include <string>
#include <string_view>

#include "text/json.h"

namespace evenset {

struct Mended {
  bool usable = false;
  std::string json;         // the row as one valid object without line breaks outside strings
  std::string what;         // what was mended, or why it is no row
  size_t at = 0;            // byte of the first fault in the row as it stood
  bool changed = false;     // more than line breaks between values
  std::string rest;         // what follows this object in the line: another row
  bool incomplete = false;  // the row ended inside an object: more lines may complete it
};

// Mended are: invalid UTF-8 (U+FFFD, as Unicode advises), raw control
// characters in strings (escaped), half surrogate pairs (U+FFFD), commas before
// a closing bracket or behind the row (dropped), NaN and Infinity (null), a
// repeated key (the last value stays, as JSON parsers read it), several objects
// in one line (split). Cost: a few passes over the row.
Mended mend(std::string_view row);

}  // namespace evenset
