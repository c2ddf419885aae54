#include "evenset/error.h"

namespace evenset {

std::string_view name(ErrorKind kind) {
  static constexpr std::string_view kNames[] = {"usage", "input", "io", "remote"};
  return kNames[static_cast<size_t>(kind)];
}

std::string_view name(Problem::Action action) {
  return action == Problem::repaired ? "repaired" : "rejected";
}

}  // namespace evenset
