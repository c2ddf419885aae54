#include <fmt/format.h>

#include "cli/json.h"
#include "cli/plan_modes.h"
#include "cli/pool.h"
#include "cli/terminal.h"
#include "evenset/slots.h"
#include "formats/container.h"
#include "text/json.h"

namespace evenset {
namespace {

constexpr size_t kBlock = size_t{1} << 16;

// `"question_type":"how_to"`, for every target.
std::vector<std::string> members(const Plan& plan) {
  std::vector<std::string> out;
  for (const Target& target : plan.targets) {
    std::string& member = out.emplace_back();
    append_json_string(member, plan.dimensions[target.dimension].name);
    member += ':';
    append_json_string(member, target.name);
  }
  return out;
}

void write_items(const Slots& items, const Plan& plan, ByteSink& out) {
  const std::vector<std::string> member = members(plan);
  std::string text;
  for (size_t i = 0; i < items.size(); ++i) {
    for (size_t d = 0; d < items.dimensions; ++d) {
      text += d == 0 ? '{' : ',';
      text += member[items.at(i, d)];
    }
    text += "}\n";
    if (text.size() < kBlock) continue;
    out.write(text);
    text.clear();
  }
  out.write(text);
}

}  // namespace

int write_slots(const Arguments& arguments, const Plan& plan, int64_t size) {
  require_free_output(arguments);
  const bool dry = arguments.has("--dry-run");
  const std::string file = arguments.text("--output");
  const auto out = dry ? nullptr : create_bytes(file, arguments.has("--force"));
  const Slots items = slots(plan, size, seed_of(arguments));
  if (out) {
    write_items(items, plan, *out);
    out->close();
  }
  if (arguments.has("--json")) {
    print_json({{"schema", 1},
                {"plan", plan.name},
                {"size", size},
                {"written", dry ? 0 : size},
                {"largest_deviation", items.largest_deviation},
                {"output", file}});
  } else if (dry || file != "-") {
    say(fmt::format("{} {} work items to {}; each pair of dimensions meets as it should, to {:.2f} items",
                    dry ? "would write" : "wrote", size, file, items.largest_deviation));
  }
  return 0;
}

}  // namespace evenset
