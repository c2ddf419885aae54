#include <fmt/format.h>

#include "cli/json.h"
#include "cli/plan_modes.h"
#include "cli/terminal.h"
#include "evenset/phases.h"

namespace evenset {
namespace {

Json phases_json(const Plan& plan, const PhasePlan& planned, int64_t size) {
  Json phases = Json::array();
  for (const PhaseCounts& phase : planned.phases) {
    Json counts = Json::object(), items = Json::array();
    for (size_t t = 0; t < plan.targets.size() && planned.feasible; ++t)
      counts[plan.dimensions[plan.targets[t].dimension].name][plan.targets[t].name] = phase.count[t];
    for (const PhaseItem& item : phase.items)
      items.push_back({{"name", item.name}, {"doc", item.doc}, {"planned", item.planned}});
    phases.push_back({{"phase", phase.number},
                      {"name", phase.name},
                      {"size", phase.size},
                      {"counts", counts},
                      {"items", items}});
  }
  return {{"schema", 1},
          {"plan", plan.name},
          {"size", size},
          {"phases", phases},
          {"feasible", planned.feasible},
          {"contradiction", planned.contradiction},
          {"notes", planned.notes}};
}

// One column a phase.
std::string counts_table(const Plan& plan, const PhasePlan& planned) {
  std::string out = fmt::format("{:<38}", "examples at the end of");
  for (const PhaseCounts& phase : planned.phases)
    out += fmt::format("{:>10}", fmt::format("phase {}", phase.number));
  out += fmt::format("\n{:<38}", "");
  for (const PhaseCounts& phase : planned.phases) out += fmt::format("{:>10}", phase.size);
  size_t last = plan.dimensions.size();
  for (size_t t = 0; t < plan.targets.size(); ++t) {
    const Target& target = plan.targets[t];
    if (target.dimension != last) out += fmt::format("\n\n{}", plan.dimensions[target.dimension].name);
    last = target.dimension;
    out += fmt::format("\n  {:<36}", name_on_page(target));
    for (const PhaseCounts& phase : planned.phases) out += fmt::format("{:>10}", phase.count[t]);
  }
  return out + "\n";
}

std::string items_page(const PhasePlan& planned) {
  std::string out;
  for (const PhaseCounts& phase : planned.phases) {
    out += fmt::format("\nphase {}{}{}\n", phase.number, phase.name.empty() ? "" : ": ", phase.name);
    for (const PhaseItem& item : phase.items)
      out += fmt::format("  {:<24}{}\n", item.name, item.planned ? "met by these counts" : "outside a plan");
  }
  return out;
}

}  // namespace

int print_phases(const Arguments& arguments, const Plan& plan, int64_t size) {
  const PhasePlan planned = phase_counts(plan, size);
  if (arguments.has("--json")) {
    print_json(phases_json(plan, planned, size));
    return planned.feasible ? 0 : 1;
  }
  if (!planned.feasible) {
    print("No set can meet this plan and its phases:\n");
    for (const std::string& line : planned.contradiction) print("  " + line + "\n");
    return 1;
  }
  if (planned.phases.empty()) {
    print("this plan has no phases\n");
    return 0;
  }
  print(counts_table(plan, planned));
  print(items_page(planned));
  for (const std::string& note : planned.notes) print("\n  note: " + note + "\n");
  return 0;
}

}  // namespace evenset
