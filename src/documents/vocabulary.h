// Words and names that documents use.
#pragma once

#include <vector>

#include "evenset/documents.h"

namespace evenset {

// The words of CompanyKnowledge::knows, by descending count, then by letters.
std::vector<Term> find_vocabulary(const Documents& documents);

// The names of CompanyKnowledge::covered.
std::vector<Term> find_covered(const Documents& documents);

}  // namespace evenset
