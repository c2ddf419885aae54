#include "cli/json.h"

#include <cstdio>

namespace evenset {

void print_json(const Json& document) {
  std::string text = document.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
  std::fwrite(text.data(), 1, text.size(), stdout);
}

Json error_json(const Error& error) {
  return {
      {"schema", 1},
      {"error",
       {{"kind", name(error.kind)}, {"message", error.what()}, {"file", error.file}, {"line", error.line}}}};
}

Json account_json(const Account& account) {
  Json problems = Json::array();
  for (const Problem& problem : account.problems) {
    problems.push_back({{"file", problem.file},
                        {"line", problem.line},
                        {"column", problem.column},
                        {"what", problem.what},
                        {"action", name(problem.action)}});
  }
  return {{"read", account.read},         {"kept", account.kept},
          {"repaired", account.repaired}, {"rejected", account.rejected},
          {"problems", problems},         {"problems_unlisted", account.problems_unlisted},
          {"notes", account.notes}};
}

}  // namespace evenset
