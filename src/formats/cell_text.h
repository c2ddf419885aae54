// A record's cells as JSON text, for every container that writes text.
#pragma once

#include <string>

#include "evenset/format.h"

namespace evenset {

// Append the cell as JSON of strings and nulls: a list of objects, or a list of
// lists where the member's messages have no names.
void append_cell(std::string& out, const Member& member, const Record::Cell& cell);

// Append the record as one JSON object on one line: the members of the form,
// then "extra" ("" where there is nothing), always in this order. What is null
// and optional is left out; lists and numbers stand as they were, but for line
// breaks between their tokens, which become spaces.
void append_record(std::string& out, const Form& form, const Record& record);

}  // namespace evenset
