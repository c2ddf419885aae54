// Which domain a page speaks of, by what it is called.
#pragma once

#include <string_view>

#include "evenset/documents.h"

namespace evenset {

// One of the codebook's eight domains by the nearest folder's name, else the
// file's, else the title; "" where none of them tells.
std::string_view page_domain(const Page& page);

}  // namespace evenset
