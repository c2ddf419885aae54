// The command line: what a command takes, and what was typed.
//
// A flag is one row of a table; help, the docs page, the completion and the
// parser are all made from it.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace evenset {

struct Flag {
  std::string_view name;      // "--size"
  std::string_view value;     // what it takes: "N", "FILE", "" for nothing
  std::string_view doc;       // one line
  std::string_view standard;  // the default, as typed; "" for none
  std::string_view choices;   // "fewer fill fail": the only values there are; "" for any
};

class Arguments {
 public:
  std::vector<std::string> inputs;

  bool has(std::string_view flag) const;
  // The typed value, or the default of the flag's row.
  std::string text(std::string_view flag) const;
  // The same, split at its commas; one at the end adds nothing.
  std::vector<std::string> list(std::string_view flag) const;
  // Throws Error{usage} for what is no whole number in [low, high].
  int64_t integer(std::string_view flag, int64_t low, int64_t high) const;
  double number(std::string_view flag, double low, double high) const;

  std::map<std::string, std::string, std::less<>> typed;  // by name, "--size"
  std::map<std::string, std::string, std::less<>> standard;
};

struct Command {
  std::string_view name;
  std::string_view doc;      // one sentence
  std::string_view usage;    // "POOL… --size N -o OUT"
  std::string_view example;  // a line a stranger can type
  std::string_view more;     // what else there is to know, for --help
  std::vector<Flag> flags;   // its own
  std::string_view common;   // names of common flags it takes: "plan seed json"
  int (*run)(const Arguments& arguments);
  bool needs_input = true;
};

// The common flags by name, same meaning in every command.
std::span<const Flag> common_flags();
std::vector<Flag> flags_of(const Command& command);

// Throws Error{usage} with the way out.
Arguments parse_arguments(const Command& command, const std::vector<std::string>& words);

// A variable of the environment; "" where it is not set.
std::string environment(const char* name);

// -h, --help, and the docs page, printed from the table.
std::string short_help(const Command& command);
std::string long_help(const Command& command);
std::string overview(std::span<const Command* const> commands);
std::string cli_markdown(std::span<const Command* const> commands);

}  // namespace evenset
