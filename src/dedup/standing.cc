#include "dedup/standing.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <string>

#include "text/json.h"

namespace evenset {
namespace {

// `"evenset":{"source":{"tone":"human",…}}`
bool has_human_label(std::string_view given) {
  if (given.empty() || given[0] != '{') return false;
  for (JsonMembers members(given); members.next();) {
    if (members.key != "source" || members.value.empty() || members.value[0] != '{') continue;
    for (JsonMembers sources(members.value); sources.next();)
      if (sources.value == "\"human\"") return true;
  }
  return false;
}

float quality_in(std::string_view extra) {
  const float value = std::strtof(extra_member(extra, "quality").c_str(), nullptr);
  return std::isfinite(value) ? value : 0;
}

}  // namespace

Standing standing_of(const Examples& examples, size_t i, size_t words) {
  constexpr size_t kMost = std::numeric_limits<uint32_t>::max();
  return {has_human_label(examples.given[i]), quality_in(examples.extra[i]),
          static_cast<uint32_t>(std::min(words, kMost))};
}

}  // namespace evenset
