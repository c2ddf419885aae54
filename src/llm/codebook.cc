// The definitions: data/llm-codebook.yaml, or a dimension's own sentence.
#include <yaml-cpp/yaml.h>

#include <algorithm>

#include "embedded.h"
#include "evenset/error.h"
#include "llm/prompt.h"

namespace evenset {
namespace {

// Empty where the codebook does not define every value: then the plan replaced
// the dimension by one of its own, whose name it happens to bear.
std::string codebook_definition(const YAML::Node& codebook, const Dimension& dimension) {
  const YAML::Node entry = codebook[dimension.name];
  if (!entry) return {};
  std::string out = entry["text"].as<std::string>();
  for (const std::string& value : dimension.values) {
    const YAML::Node text = entry["values"][value];
    if (!text) return {};
    out += "\n- " + value + ": " + text.as<std::string>();
  }
  return out;
}

std::string own_definition(const Dimension& dimension) {
  std::string out = dimension.doc;
  for (const std::string& value : dimension.values) out += "\n- " + value;
  return out;
}

bool is_wanted(const Dimension& dimension, const std::vector<std::string>& names) {
  if (names.empty()) return !dimension.exact && !dimension.derived();
  return std::find(names.begin(), names.end(), dimension.name) != names.end();
}

void require_known(std::span<const Dimension> dimensions, const std::vector<std::string>& names) {
  for (const std::string& name : names) {
    const auto found = std::find_if(dimensions.begin(), dimensions.end(),
                                    [&](const Dimension& d) { return d.name == name; });
    if (found == dimensions.end()) throw Error(ErrorKind::usage, "no dimension is called '" + name + "'");
    if (found->exact)
      throw Error(ErrorKind::usage,
                  "the dimension '" + name + "' is measured; there is nothing to ask a model");
    if (found->derived())
      throw Error(ErrorKind::usage, "the labels of '" + name + "' follow from others; ask for those");
  }
}

}  // namespace

std::vector<Asked> asked_dimensions(std::span<const Dimension> dimensions,
                                    const std::vector<std::string>& names) {
  require_known(dimensions, names);
  const YAML::Node codebook = YAML::Load(std::string(embedded("llm-codebook.yaml")));
  std::vector<Asked> out;
  for (size_t d = 0; d < dimensions.size(); ++d) {
    const Dimension& dimension = dimensions[d];
    if (!is_wanted(dimension, names)) continue;
    std::string definition = codebook_definition(codebook, dimension);
    if (definition.empty()) definition = own_definition(dimension);
    out.push_back({d, dimension.name, dimension.values, std::move(definition)});
  }
  if (out.empty()) throw Error(ErrorKind::usage, "no dimension is left to ask a model for");
  return out;
}

}  // namespace evenset
