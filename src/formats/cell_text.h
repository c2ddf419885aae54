// A record's cells as JSON text, for every container that writes text.
#pragma once

#include <string>

#include "evenset/format.h"

namespace evenset {

// Append the cell as JSON: a string, null, a list of objects, or a list of lists
// where the member's messages have no names.
void append_cell(std::string& out, const Member& member, const Record::Cell& cell);

// Append the record as one JSON object on one line: every member of the form,
// then "extra" ("" where there is nothing), always in this order.
void append_record(std::string& out, const Form& form, const Record& record);

}  // namespace evenset
