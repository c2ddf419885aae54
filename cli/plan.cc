#include <fmt/format.h>

#include <cmath>

#include "cli/commands.h"
#include "cli/json.h"
#include "cli/plan_modes.h"
#include "cli/pool.h"
#include "cli/terminal.h"

namespace evenset {
namespace {

Json plan_json(const Plan& plan, const Counts& counts) {
  Json by_dimension = Json::object(), decisions = Json::array();
  for (size_t t = 0; t < plan.targets.size(); ++t) {
    const Target& target = plan.targets[t];
    by_dimension[plan.dimensions[target.dimension].name][target.name] = counts.count[t];
  }
  for (const Conflict& d : plan.decisions)
    decisions.push_back({{"conflict", d.conflict}, {"choice", d.choice}, {"why", d.why}});
  return {{"schema", 1},
          {"plan", plan.name},
          {"size", counts.size},
          {"counts", by_dimension},
          {"decisions", decisions},
          {"feasible", counts.feasible},
          {"contradiction", counts.contradiction},
          {"notes", counts.notes}};
}

std::string percent(double share) { return fmt::format("{:.4g}", share * 100); }

std::string range_of(const Target& target, int64_t size) {
  if (target.low_count != 0 || target.high_count != 0) {
    const RowRange rows = rows_of(target, size);
    if (rows.low == rows.high) return "";
    return fmt::format("{:.0f} - {:.0f} rows", std::ceil(rows.low), std::floor(rows.high));
  }
  return target.low == target.high ? "" : fmt::format("{} - {}", percent(target.low), percent(target.high));
}

// The aim; where it is in rows, or there is none, what the count comes to.
double aim_of(const Target& target, int64_t count, int64_t size) {
  const bool in_rows = target.count != 0 || target.low_count != 0 || target.high_count != 0;
  if (size == 0 || (!in_rows && target.aimed)) return target.share;
  return static_cast<double>(count) / static_cast<double>(size);
}

std::string counts_page(const Plan& plan, const Counts& counts) {
  std::string out = fmt::format("{}, {} examples\n", plan.name, counts.size);
  size_t last = plan.dimensions.size();
  for (size_t t = 0; t < plan.targets.size(); ++t) {
    const Target& target = plan.targets[t];
    if (target.dimension != last) {
      out += fmt::format("\n{:<38}{:>8}{:>9}   {}\n", plan.dimensions[target.dimension].name, "count",
                         "share %", "accepted %");
      last = target.dimension;
    }
    out += fmt::format("  {:<36}{:>8}{:>9}   {}\n", name_on_page(target), counts.count[t],
                       percent(aim_of(target, counts.count[t], counts.size)), range_of(target, counts.size));
  }
  return out;
}

std::string decisions_page(const Plan& plan) {
  if (plan.decisions.empty()) return {};
  std::string out = "\nWhere the guide contradicts itself\n";
  for (const Conflict& d : plan.decisions)
    out += fmt::format("\n  {}\n  -> {}\n     {}\n", d.conflict, d.choice, d.why);
  return out;
}

int print_counts(const Arguments& arguments, const Plan& plan, int64_t size) {
  Counts counts = whole_counts(plan, size);
  if (arguments.has("--json")) {
    print_json(plan_json(plan, counts));
    return counts.feasible ? 0 : 1;
  }
  if (!counts.feasible) {
    print("No set can meet this plan:\n");
    for (const std::string& line : counts.contradiction) print("  " + line + "\n");
    return 1;
  }
  print(counts_page(plan, counts));
  for (const std::string& note : counts.notes) print("\n  note: " + note + "\n");
  print(decisions_page(plan));
  return 0;
}

// What is asked for instead of the plain counts.
constexpr std::string_view kModes[] = {"--slots", "--phases", "--from", "--diff"};

void refuse_two_modes(const Arguments& arguments) {
  std::string_view first;
  for (std::string_view mode : kModes) {
    if (!arguments.has(mode)) continue;
    if (!first.empty())
      throw Error(ErrorKind::usage,
                  fmt::format("{} and {} are two questions; ask one after the other", first, mode));
    first = mode;
  }
}

// Flags that would do nothing are refused, not passed over.
void check_use(const Arguments& arguments) {
  const bool writes = arguments.has("--slots") || arguments.has("--from");
  for (std::string_view flag : {"--output", "--force", "--dry-run"})
    if (!writes && arguments.has(flag))
      throw Error(ErrorKind::usage,
                  fmt::format("{} is for what --slots and --from write; try evenset plan -h", flag));
  refuse_two_modes(arguments);
  if (arguments.has("--from")) {
    if (arguments.has("--size"))
      throw Error(ErrorKind::usage,
                  "--from takes no --size: the set is as large as its rows; --limit reads fewer");
    return;
  }
  for (std::string_view flag : {"--tier", "--docs", "--models", "--threads", "--format", "--limit"})
    if (arguments.has(flag))
      throw Error(ErrorKind::usage, fmt::format("{} is for the rows of --from; try evenset plan -h", flag));
  if (!arguments.inputs.empty())
    throw Error(ErrorKind::usage, fmt::format("{}: no rows are read without --from; --plan {} reads a plan",
                                              arguments.inputs[0], arguments.inputs[0]));
}

int run(const Arguments& arguments) {
  check_use(arguments);
  Plan plan = plan_of(arguments);
  if (arguments.has("--from")) return write_learned(arguments, plan);
  int64_t standard = plan.recommended_low > 0 ? plan.recommended_low : 1000;
  int64_t size = arguments.has("--size") ? arguments.integer("--size", 0, int64_t{1} << 40) : standard;
  if (arguments.has("--slots")) return write_slots(arguments, plan, size);
  if (arguments.has("--phases")) return print_phases(arguments, plan, size);
  if (arguments.has("--diff")) return print_differences(arguments, plan, size);
  return print_counts(arguments, plan, size);
}

}  // namespace

std::string name_on_page(const Target& target) {
  return target.name.size() > 34 && target.values.size() > 2
             ? fmt::format("any of {} values", target.values.size())
             : target.name;
}

const Command plan_command{
    "plan",
    "say how many examples of each kind a set of N needs, and whether that can be had",
    "[--size N] [--plan FILE] [--slots -o FILE | --phases | --from FILE… -o FILE | --diff FILE]",
    "evenset plan --size 5000",
    "Exit status 1: the plan contradicts itself; the smallest contradiction is printed.\n"
    "--slots deals the plan out: an item says what one example is to be in every dimension, counts are\n"
    "exact, each pair of dimensions meets as often as chance would have it, impossible pairs never.",
    {{"--size", "N", "examples in the set", "the plan's recommended size", ""},
     {"--slots", "", "write N work items, one JSON object of labels a line, for people or a model to write",
      "", ""},
     {"--phases", "", "cumulative counts for every phase of the plan, up to N, which meet its checklist", "",
      ""},
     {"--from", "", "write a plan with the shares of the rows in FILE… as targets", "", ""},
     {"--diff", "FILE", "what differs between the plan's targets and this plan's; exit 1 if any does", "",
      ""}},
    "plan seed tier docs models threads format output limit force dry-run json",
    run,
    false};

}  // namespace evenset
