// A plan's YAML, section by section.
#include <fmt/format.h>

#include <fstream>
#include <sstream>

#include "embedded.h"
#include "evenset/error.h"
#include "plan/sections.h"

namespace evenset {
namespace {

class PlanReader : YamlFile {
 public:
  PlanReader(std::string_view text, std::string_view name) : YamlFile(std::string(name)) {
    plan_.text = text;
    plan_.file = name;
  }

  Plan read() {
    YAML::Node root = load(plan_.text);
    allow(root, {"base", "name", "sizes", "dimensions", "impossible", "joint", "metrics", "red_flags",
                 "edge_cases", "phases", "checklists", "decisions"});
    YAML::Node base = base_of(root);
    auto section = [&](const char* key) { return root[key] ? root[key] : base[key]; };
    plan_.name = root["name"] ? text_of(root["name"]) : "own plan";
    if (section("sizes")) read_sizes(section("sizes"));
    read_dimensions(*this, base["dimensions"], root["dimensions"], plan_);
    read_impossible(*this, section("impossible"), plan_);
    read_joint(*this, base["joint"], root["joint"], plan_);
    if (plan_.targets.empty())
      fail(root, "the plan has no targets: name at least one dimension with targets");
    read_checks(*this, section("metrics"), plan_, plan_.metrics);
    read_checks(*this, section("red_flags"), plan_, plan_.red_flags);
    read_checks(*this, section("edge_cases"), plan_, plan_.edge_cases);
    read_phases(*this, section("phases"), plan_);
    read_checklists(*this, section("checklists"), plan_);
    if (section("decisions")) read_decisions(section("decisions"));
    return std::move(plan_);
  }

 private:
  // `base: company-qa` takes over what this file does not say.
  YAML::Node base_of(const YAML::Node& root) const {
    if (!root["base"]) return YAML::Node(YAML::NodeType::Map);
    if (text_of(root["base"]) != "company-qa") fail(root["base"], "`base` can only be company-qa");
    return YAML::Load(std::string(embedded("company-qa.yaml")));
  }

  void read_sizes(const YAML::Node& sizes) {
    allow(sizes, {"minimum", "recommended", "production"});
    auto range = [&](const char* key, int64_t& low, int64_t& high) {
      if (!sizes[key]) return;
      if (!sizes[key].IsSequence() || sizes[key].size() != 2)
        fail(sizes[key], "two numbers are expected here: [5000, 10000]");
      low = count_of(sizes[key][0]);
      high = count_of(sizes[key][1]);
      if (low > high) fail(sizes[key], "the first size is above the second");
    };
    if (sizes["minimum"]) plan_.minimum = count_of(sizes["minimum"]);
    range("recommended", plan_.recommended_low, plan_.recommended_high);
    range("production", plan_.production_low, plan_.production_high);
  }
  void read_decisions(const YAML::Node& node) {
    if (!node.IsSequence()) fail(node, "a list of decisions is expected here");
    for (const auto& entry : node) {
      allow(entry, {"conflict", "choice", "why"});
      if (!entry["conflict"] || !entry["choice"]) fail(entry, "a decision has a conflict and a choice");
      plan_.decisions.push_back(
          {text_of(entry["conflict"]), text_of(entry["choice"]), entry["why"] ? text_of(entry["why"]) : ""});
    }
  }

  Plan plan_;
};

}  // namespace

Plan parse_plan(std::string_view yaml, std::string_view file_name) {
  try {
    return PlanReader(yaml, file_name).read();
  } catch (const YAML::Exception& error) {
    throw Error(ErrorKind::input, fmt::format("{}: not a plan: {}", file_name, error.msg),
                std::string(file_name));
  }
}

Plan load_plan(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) throw Error(ErrorKind::io, file + ": cannot be read; evenset init writes a plan", file);
  std::ostringstream text;
  text << in.rdbuf();
  if (in.bad() || text.str().empty())
    throw Error(ErrorKind::input, file + ": empty, or not a file; evenset init writes a plan", file);
  return parse_plan(text.str(), file);
}

const Plan& builtin_plan() {
  static const Plan plan = parse_plan(embedded("company-qa.yaml"), "");
  return plan;
}

}  // namespace evenset
