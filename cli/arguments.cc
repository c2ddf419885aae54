#include "cli/arguments.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>

#include "evenset/error.h"

namespace evenset {
namespace {

constexpr Flag kCommon[] = {
    {"--plan", "FILE", "the plan: a YAML file", "the built-in company-qa", ""},
    {"--seed", "N", "where chance decides, this number does", "0", ""},
    {"--tier", "NAME", "who labels rows that bring no labels; auto: accurate up to 10,000 rows, else fast",
     "auto", "auto rules fast accurate"},
    {"--models", "DIR", "models that evenset teach wrote", "evenset-models, where it is", ""},
    {"--docs", "DIR", "the company's documents: its words are no typos, what it covers or gave up is known",
     "", ""},
    {"--threads", "N", "threads to use; 0: one per core", "0", ""},
    {"--format", "NAME", "the inputs' format, where their names do not tell", "by name",
     "jsonl json csv tsv parquet arrow"},
    {"--output", "FILE", "where to write; - is standard output", "-", ""},
    {"--limit", "N", "read at most N rows; 0: all", "0", ""},
    {"--force", "", "replace an output that exists", "", ""},
    {"--dry-run", "", "say what would be written, write nothing", "", ""},
    {"--json", "", "answer with one JSON document on standard output", "", ""},
};

std::string bare(std::string_view flag) { return std::string(flag.substr(2)); }

void add_flag(CLI::App& app, const Flag& flag, Arguments& out) {
  std::string name(flag.name);
  std::string names = name == "--output" ? "-o,--output" : name;
  if (flag.value.empty()) {
    app.add_flag_callback(names, [&out, name] { out.typed[name] = ""; });
    return;
  }
  auto store = [&out, name](const std::string& value) { out.typed[name] = value; };
  app.add_option_function<std::string>(names, store)->take_last()->allow_extra_args(false);
}

[[noreturn]] void usage(const Command& command, const std::string& what) {
  throw Error(ErrorKind::usage, fmt::format("{}; try evenset {} -h", what, command.name));
}

void check_choices(const Command& command, const Arguments& arguments) {
  for (const Flag& flag : flags_of(command)) {
    auto typed = arguments.typed.find(flag.name);
    if (flag.choices.empty() || typed == arguments.typed.end()) continue;
    std::string list = fmt::format(" {} ", flag.choices);
    if (typed->second.empty() || list.find(" " + typed->second + " ") == std::string::npos)
      usage(command,
            fmt::format("{} cannot be '{}'; it is one of {}", flag.name, typed->second, flag.choices));
  }
}

template <class Number>
Number number_in(std::string_view flag, const std::string& text, Number low, Number high, const char* kind) {
  Number value{};
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  bool whole = error == std::errc() && end == text.data() + text.size();
  if (!whole || !(value >= low && value <= high))
    throw Error(ErrorKind::usage,
                fmt::format("{} '{}' is not {} from {} to {}", flag, text, kind, low, high));
  return value;
}

std::string flag_line(const Flag& flag) {
  std::string left = fmt::format("  {}{}{}", flag.name == "--output" ? "-o, " : "", flag.name,
                                 flag.value.empty() ? "" : " " + std::string(flag.value));
  std::string doc(flag.doc);
  if (!flag.choices.empty()) doc += fmt::format(" ({})", flag.choices);
  if (!flag.standard.empty() && flag.standard != "0: all") doc += fmt::format(" [{}]", flag.standard);
  return fmt::format("{:<24} {}\n", left, doc);
}

std::string head(const Command& command) {
  return fmt::format("  {}\n\n{}\n\nusage: evenset {} {}\n", command.example, command.doc, command.name,
                     command.usage);
}

}  // namespace

std::span<const Flag> common_flags() { return kCommon; }

std::vector<Flag> flags_of(const Command& command) {
  std::vector<Flag> out = command.flags;
  std::string common = fmt::format(" {} ", command.common);
  for (const Flag& flag : kCommon)
    if (common.find(" " + bare(flag.name) + " ") != std::string::npos) out.push_back(flag);
  return out;
}

bool Arguments::has(std::string_view flag) const { return typed.find(flag) != typed.end(); }

std::string Arguments::text(std::string_view flag) const {
  auto value = typed.find(flag);
  if (value != typed.end()) return value->second;
  auto fallback = standard.find(flag);
  return fallback == standard.end() ? "" : fallback->second;
}

std::vector<std::string> Arguments::list(std::string_view flag) const {
  const std::string all = text(flag);
  std::vector<std::string> out;
  size_t begin = 0;
  do {
    const size_t end = std::min(all.find(',', begin), all.size());
    out.push_back(all.substr(begin, end - begin));
    begin = end + 1;
  } while (begin < all.size());
  return out;
}

int64_t Arguments::integer(std::string_view flag, int64_t low, int64_t high) const {
  return number_in<int64_t>(flag, text(flag), low, high, "a whole number");
}

double Arguments::number(std::string_view flag, double low, double high) const {
  return number_in<double>(flag, text(flag), low, high, "a number");
}

Arguments parse_arguments(const Command& command, const std::vector<std::string>& words) {
  Arguments out;
  CLI::App app;
  app.set_help_flag();
  for (const Flag& flag : flags_of(command)) {
    add_flag(app, flag, out);
    out.standard[std::string(flag.name)] = flag.standard;
  }
  app.add_option("inputs", out.inputs);
  std::vector<std::string> reversed(words.rbegin(), words.rend());
  try {
    app.parse(reversed);
  } catch (const CLI::ParseError& error) {
    std::string what = error.what();
    std::replace(what.begin(), what.end(), '\n', ' ');
    usage(command, what);
  }
  check_choices(command, out);
  if (command.needs_input && out.inputs.empty())
    usage(command, "no input: name files, folders or globs, or - for standard input");
  return out;
}

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

std::string short_help(const Command& command) {
  std::string out = head(command) + "\n";
  for (const Flag& flag : flags_of(command)) out += flag_line(flag);
  return out;
}

std::string long_help(const Command& command) {
  std::string out = short_help(command);
  if (!command.more.empty()) out += fmt::format("\n{}\n", command.more);
  return out + "\nExit status: 0 done and fine; 1 done, and the answer is no; 2 could not run.\n";
}

std::string overview(std::span<const Command* const> commands) {
  std::string out =
      "  evenset build faq.jsonl tickets/ --size 1000 --out dataset/\n\n"
      "Turn company questions and answers into a balanced, checked fine-tuning set.\n\n";
  for (const Command* command : commands) out += fmt::format("  {:<14} {}\n", command->name, command->doc);
  return out + "\nevenset COMMAND -h for one of them, --help for all of it; evenset --version.\n";
}

std::string cli_markdown(std::span<const Command* const> commands) {
  std::string out =
      "# Commands\n\nPrinted by `evenset help --cli`; do not edit.\n\n```\n" + overview(commands) + "```\n";
  for (const Command* command : commands)
    out += fmt::format("\n## evenset {}\n\n```\n{}```\n", command->name, long_help(*command));
  return out;
}

}  // namespace evenset
