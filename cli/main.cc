// evenset VERB [flags] FILE…: find the command, run it, turn what goes wrong
// into one line and an exit status.
#include <fmt/format.h>

#include <csignal>
#include <cstdio>
#include <new>

#include "cli/commands.h"
#include "cli/json.h"
#include "evenset/annotator.h"
#include "evenset/error.h"

namespace {

using namespace evenset;

const Command* find_command(std::string_view name) {
  for (const Command* command : commands())
    if (command->name == name) return command;
  return nullptr;
}

bool asks(const std::vector<std::string>& words, std::string_view flag) {
  for (const std::string& word : words) {
    if (word == "--") break;
    if (word == flag) return true;
  }
  return false;
}

// Where labels are kept from command to command.
std::string cache_folder() {
  if (const std::string own = environment("EVENSET_CACHE"); !own.empty()) return own == "off" ? "" : own;
  if (const std::string users = environment("XDG_CACHE_HOME"); !users.empty()) return users + "/evenset";
  const std::string home = environment("HOME");
  return home.empty() ? "" : home + "/.cache/evenset";
}

int report(const Error& error, bool json) {
  if (json) print_json(error_json(error));
  fmt::print(stderr, "evenset: {}\n", error.what());
  return 2;
}

int run(const std::vector<std::string>& words) {
  if (words.empty() || words[0] == "-h" || words[0] == "--help") {
    fmt::print("{}", overview(commands()));
    return words.empty() ? 2 : 0;
  }
  if (words[0] == "--version") {
    fmt::print("evenset {}\n", kVersion);
    return 0;
  }
  const Command* command = find_command(words[0]);
  if (!command)
    throw Error(ErrorKind::usage, fmt::format("no command is called '{}'; evenset -h lists them", words[0]));
  std::vector<std::string> rest(words.begin() + 1, words.end());
  if (asks(rest, "--help") || asks(rest, "-h")) {
    fmt::print("{}", asks(rest, "--help") ? long_help(*command) : short_help(*command));
    return 0;
  }
  keep_labels_in(cache_folder());
  return command->run(parse_arguments(*command, rest));
}

}  // namespace

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);  // a closed pipe shows as EPIPE, and is no error
  std::vector<std::string> words(argv + 1, argv + argc);
  bool json = asks(words, "--json");
  try {
    int status = run(words);
    std::fflush(stdout);
    return status;
  } catch (const evenset::Error& error) {
    return report(error, json);
  } catch (const std::bad_alloc&) {
    return report(Error(ErrorKind::io, "out of memory; read fewer rows with --limit"), json);
  } catch (const std::exception& error) {
    return report(Error(ErrorKind::io, fmt::format("stopped by a fault of its own: {}", error.what())), json);
  }
}
