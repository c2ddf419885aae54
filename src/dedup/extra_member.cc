#include "dedup/extra_member.h"

#include "text/json.h"

namespace evenset {

std::string member_of(std::string_view extra, std::string_view key) {
  std::string out;
  if (extra.find(key) == std::string_view::npos) return out;
  const std::string object = "{" + std::string(extra) + "}";
  for (JsonMembers members(object); members.next();)
    if (members.key == key) out = members.value;
  return out;
}

}  // namespace evenset
