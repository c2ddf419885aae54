// What the documents say of things: sentence patterns, and sections by heading.
#pragma once

#include <vector>

#include "evenset/documents.h"

namespace evenset {

// By page and passage; each thing once per page and standing.
std::vector<Statement> find_statements(const Documents& documents);

// Statements of one sentence or table row; page and passage are left at 0.
std::vector<Statement> sentence_statements(std::string_view sentence);

// What a heading says of all that stands below it: "Deprecated", "Removed in
// 3.0", "Not supported", "Coming soon"; false for other headings.
bool section_standing(std::string_view heading, Standing& standing);

}  // namespace evenset
