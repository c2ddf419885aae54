// The JSON documents of --json, printed in one place.
#pragma once

#include <nlohmann/json.hpp>
#include <string_view>

#include "evenset/error.h"
#include "evenset/format.h"
#include "version.h"

namespace evenset {

using Json = nlohmann::ordered_json;

// One document, one line, on standard output. Bytes that are no UTF-8 (file
// names) become U+FFFD.
void print_json(const Json& document);

Json error_json(const Error& error);
Json account_json(const Account& account);

}  // namespace evenset
