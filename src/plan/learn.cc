// The plan's own YAML with other targets, so that values, patterns, checks and
// phases come along. The built-in plan is named as the base.
#include "evenset/learn.h"

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <numeric>

#include "derived.h"
#include "evenset/error.h"
#include "shares.h"

namespace evenset {
namespace {

YAML::Node start(const Plan& plan, const std::string& name) {
  YAML::Node root = plan.file.empty() ? YAML::Node(YAML::NodeType::Map) : YAML::Load(plan.text);
  if (plan.file.empty()) root["base"] = "company-qa";
  root["name"] = name;
  root["decisions"] = YAML::Node(YAML::NodeType::Sequence);
  return root;
}

// A dimension's section for editing, taken out: an alias (*name) elsewhere must
// not change with it.
YAML::Node taken_out(YAML::Node& root, const std::string& dimension) {
  if (!root["dimensions"]) root["dimensions"] = YAML::Node(YAML::NodeType::Map);
  YAML::Node dimensions = root["dimensions"];
  YAML::Node node(YAML::NodeType::Map);
  if (dimensions[dimension].IsMap()) node = YAML::Clone(dimensions[dimension]);
  dimensions.remove(dimension);
  node.remove("targets");
  return node;
}

// Empty targets: the dimension has none, whatever the base says.
void set_targets(YAML::Node& root, const std::string& dimension, const YAML::Node& targets) {
  YAML::Node node = taken_out(root, dimension);
  node["targets"] = targets;
  root["dimensions"][dimension] = node;
}

int64_t count_of(const Target& target, const LabelCounts& counts) {
  int64_t sum = 0;
  for (const int16_t value : target.values) sum += counts[target.dimension][static_cast<size_t>(value)];
  return sum;
}

// The shares of a dimension's targets among the rows that are known in it.
YAML::Node targets_of(const Plan& plan, size_t dimension, const LabelCounts& counts, int64_t known) {
  YAML::Node out(YAML::NodeType::Map);
  for (const Target& target : plan.targets) {
    if (target.dimension != dimension) continue;
    // The shortest text that reads as the same number.
    const double share = static_cast<double>(count_of(target, counts)) / static_cast<double>(known);
    out[target.name] = fmt::format("{}", share);
  }
  return out;
}

// A joint target with the share that the rows have.
YAML::Node joint_of(const Plan& plan, size_t dimension, const LabelCounts& counts, int64_t known) {
  const Dimension& joint = plan.dimensions[dimension];
  YAML::Node out(YAML::NodeType::Map);
  if (joint.name.find('=') == std::string::npos) out["name"] = joint.name;  // else it is made of the labels
  for (const Condition& part : joint.all) {
    const Dimension& named = plan.dimensions[part.dimension];
    out["all"].push_back(named.name + "=" + joined_values(named, part.values));
  }
  out["share"] =
      fmt::format("{}", static_cast<double>(counts[dimension][kHolds]) / static_cast<double>(known));
  return out;
}

// Parts of a target that is gone.
void drop_parts(YAML::Node& root, const Plan& plan, size_t dimension) {
  for (const WithinTarget& part : plan.within) {
    if (plan.targets[part.within].dimension != dimension) continue;
    const std::string& name = plan.dimensions[part.target.dimension].name;
    YAML::Node node = taken_out(root, name);
    node.remove("within");
    node["targets"] = YAML::Node(YAML::NodeType::Map);
    root["dimensions"][name] = node;
  }
}

std::string text_of(const YAML::Node& root) {
  YAML::Emitter out;
  out << root;
  return std::string(out.c_str()) + "\n";
}

}  // namespace

LearnedPlan learned_plan(const Plan& plan, const LabelCounts& counts, int64_t rows, const std::string& name) {
  LearnedPlan out;
  YAML::Node root = start(plan, name);
  bool any = false;
  root.remove("joint");
  for (const size_t d : plan.planned()) {
    const std::string& dimension = plan.dimensions[d].name;
    const int64_t known = std::accumulate(counts[d].begin(), counts[d].end(), int64_t{0});
    any |= known > 0;
    if (known == 0) {
      out.notes.push_back(fmt::format("{}: not known of any row, left out", dimension));
      if (plan.dimensions[d].derived()) continue;
      set_targets(root, dimension, YAML::Node(YAML::NodeType::Map));
      drop_parts(root, plan, d);
      continue;
    }
    if (known < rows)
      out.notes.push_back(
          fmt::format("{}: not known of {} of {} rows, shares of the others", dimension, rows - known, rows));
    if (plan.dimensions[d].derived())
      root["joint"].push_back(joint_of(plan, d, counts, known));
    else
      set_targets(root, dimension, targets_of(plan, d, counts, known));
  }
  if (!any)
    throw Error(ErrorKind::input,
                "nothing is known of these rows in any planned dimension: no plan to learn");
  out.yaml = text_of(root);
  if (!whole_counts(parse_plan(out.yaml, "the learned plan"), rows).feasible) {
    root["impossible"] = YAML::Node(YAML::NodeType::Sequence);
    out.yaml = text_of(root);
    out.notes.emplace_back("the rows hold pairs that the plan calls impossible; `impossible` is left empty");
  }
  return out;
}

}  // namespace evenset
