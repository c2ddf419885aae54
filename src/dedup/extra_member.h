// One of the members that no shape knows.
#pragma once

#include <string>
#include <string_view>

namespace evenset {

// Its JSON text as it stands, of the last one of that name; "" where there is none.
std::string member_of(std::string_view extra, std::string_view key);

}  // namespace evenset
