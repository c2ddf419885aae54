// The annotators' error rates as data/errors-*.yaml lists them.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "evenset/audit.h"

namespace evenset {

struct ErrorRates {
  std::string measured_on;
  std::map<std::string, std::map<std::string, ErrorRate, std::less<>>, std::less<>> rates;
};

// Throws Error{input} with the line for text of another form.
ErrorRates parse_error_rates(const std::string& yaml);

}  // namespace evenset
