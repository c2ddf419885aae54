// What is labelled, and what shares it should have.
#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <sstream>

#include "evenset/error.h"
#include "plan/ranges.h"
#include "plan/sections.h"
#include "shares.h"

namespace evenset {
namespace {

class DimensionReader : YamlFile {
 public:
  DimensionReader(const YamlFile& file, Plan& plan) : YamlFile(file), plan_(plan) {}

  void read(const YAML::Node& base, const YAML::Node& own) {
    for (const Dimension* dimension : builtin_dimensions()) plan_.dimensions.push_back(*dimension);
    Sections sections;
    for (const YAML::Node& part : {base, own})
      if (part) merge(part, sections);
    if (sections.size() > 64) fail(own, "more than 64 dimensions");
    for (auto& [name, node] : sections) define_dimension(name, node);
    // In the order of the plan's dimensions; nodes are not sorted: assigning one
    // YAML::Node to another changes the document.
    std::vector<const std::pair<std::string, YAML::Node>*> ordered(plan_.dimensions.size());
    for (const auto& section : sections) ordered[plan_.dimension(section.first)] = &section;
    for (bool within : {false, true}) {
      for (size_t d = 0; d < ordered.size(); ++d) {
        if (!ordered[d] || ordered[d]->second["within"].IsDefined() != within) continue;
        if (within)
          read_within(d, ordered[d]->second);
        else
          read_targets(d, ordered[d]->second["targets"]);
      }
    }
  }

 private:
  using Sections = std::vector<std::pair<std::string, YAML::Node>>;

  // A dimension that is there already is replaced.
  void merge(const YAML::Node& part, Sections& sections) const {
    if (!part.IsMap()) fail(part, "a map of dimensions is expected here");
    std::set<std::string> seen;
    for (const auto& entry : part) {
      std::string name = text_of(entry.first);
      if (!seen.insert(name).second) fail(entry.first, fmt::format("the dimension '{}' stands twice", name));
      auto old =
          std::find_if(sections.begin(), sections.end(), [&](const auto& s) { return s.first == name; });
      if (old == sections.end())
        sections.emplace_back(name, entry.second);
      else
        old->second.reset(entry.second);
    }
  }

  void define_dimension(const std::string& name, const YAML::Node& node) {
    allow(node, {"doc", "values", "field", "within", "targets"});
    auto known = std::find_if(plan_.dimensions.begin(), plan_.dimensions.end(),
                              [&](const Dimension& d) { return d.name == name; });
    if (!node["values"]) {
      if (known == plan_.dimensions.end())
        fail(node, fmt::format("the dimension '{}' is not built in: give it `values`", name));
      return;
    }
    std::string doc = node["doc"] ? text_of(node["doc"]) : "A dimension of this plan.";
    std::vector<std::string> values;
    std::vector<Patterns> patterns;
    std::vector<std::string> sentences;
    read_values(node["values"], values, patterns, sentences);
    Dimension dimension = node["field"] ? field_dimension(name, doc, values, text_of(node["field"]))
                                        : own_dimension(node, name, doc, values, patterns);
    const auto index = static_cast<size_t>(known - plan_.dimensions.begin());
    if (known == plan_.dimensions.end())
      plan_.dimensions.push_back(std::move(dimension));
    else
      *known = std::move(dimension);
    const bool described =
        std::any_of(sentences.begin(), sentences.end(), [](const std::string& s) { return !s.empty(); });
    if (described && !node["field"]) plan_.descriptions.push_back({index, std::move(sentences)});
  }

  Dimension own_dimension(const YAML::Node& at, const std::string& name, const std::string& doc,
                          const std::vector<std::string>& values,
                          const std::vector<Patterns>& patterns) const {
    try {
      return pattern_dimension(name, doc, values, patterns);
    } catch (const Error& error) {
      fail(at["values"], error.what());
    }
  }

  // `sentences`: what each value means, "" where that is not said.
  void read_values(const YAML::Node& node, std::vector<std::string>& values, std::vector<Patterns>& patterns,
                   std::vector<std::string>& sentences) const {
    if (node.IsSequence()) {
      values = texts_of(node);
    } else if (node.IsMap()) {
      for (const auto& entry : node) {
        std::string value = text_of(entry.first), sentence;
        values.push_back(value);
        if (entry.second.IsScalar()) {
          sentence = entry.second.Scalar();
        } else if (!entry.second.IsNull()) {
          allow(entry.second, {"description", "patterns", "examples"});
          if (entry.second["patterns"]) patterns.push_back({value, texts_of(entry.second["patterns"])});
          if (entry.second["description"]) sentence = text_of(entry.second["description"]);
        }
        sentences.push_back(std::move(sentence));
      }
    } else {
      fail(node, "values are a list of names, or a map of names with sentences or patterns");
    }
    std::set<std::string> seen;
    for (const std::string& value : values) {
      if (value.empty() || value == "unknown" || value.find_first_of("+=, \t\n") != std::string::npos)
        fail(node, "a value's name holds no space, comma, + or =, and is not 'unknown'");
      if (!seen.insert(value).second) fail(node, fmt::format("the value '{}' stands twice", value));
    }
    if (values.size() < 2 || values.size() > 1000) fail(node, "a dimension has 2 to 1,000 values");
  }

  std::vector<Target> targets_of(size_t d, const YAML::Node& node) const {
    std::vector<Target> out;
    if (!node) return out;
    if (!node.IsMap()) fail(node, "targets are a map of values: `easy: {share: 0.4}`");
    std::set<int16_t> used;
    for (const auto& entry : node) {
      Target target;
      target.dimension = d;
      target.values = union_of(*this, entry.first, plan_.dimensions[d], text_of(entry.first));
      target.name = joined_values(plan_.dimensions[d], target.values);
      for (int16_t value : target.values)
        if (!used.insert(value).second)
          fail(entry.first, fmt::format("the value '{}' has two targets",
                                        plan_.dimensions[d].values[static_cast<size_t>(value)]));
      read_range(*this, entry.second, target);
      out.push_back(std::move(target));
    }
    return out;
  }

  void read_targets(size_t d, const YAML::Node& node) {
    std::vector<Target> targets = targets_of(d, node);
    if (targets.empty()) return;
    add_complement(d, plan_.dimensions[d], targets);
    std::stable_sort(targets.begin(), targets.end(),
                     [](const Target& a, const Target& b) { return a.values[0] < b.values[0]; });
    plan_.targets.insert(plan_.targets.end(), targets.begin(), targets.end());
  }

  void read_within(size_t d, const YAML::Node& node) {
    std::string within = text_of(node["within"]);
    size_t equals = within.find('=');
    for (size_t t = 0; t < plan_.targets.size(); ++t) {
      const Target& target = plan_.targets[t];
      if (equals == std::string::npos ||
          plan_.dimensions[target.dimension].name + "=" + target.name != within)
        continue;
      for (Target& part : targets_of(d, node["targets"])) plan_.within.push_back({std::move(part), t});
      return;
    }
    fail(node["within"], "`within` names a target as dimension=value, for instance turns=multi");
  }

  Plan& plan_;
};

}  // namespace

std::vector<int16_t> union_of(const YamlFile& file, const YAML::Node& at, const Dimension& dimension,
                              const std::string& names) {
  std::vector<int16_t> out;
  std::stringstream parts(names);
  for (std::string part; std::getline(parts, part, '+');) {
    int16_t value = dimension.value(part);
    if (value < 0)
      file.fail(at, fmt::format("'{}' is no value of {}; its values: {}", part, dimension.name,
                                fmt::join(dimension.values, ", ")));
    if (std::find(out.begin(), out.end(), value) != out.end())
      file.fail(at, fmt::format("'{}' stands twice", part));
    out.push_back(value);
  }
  if (out.empty()) file.fail(at, "a value's name is expected here");
  std::sort(out.begin(), out.end());
  return out;
}

void read_dimensions(const YamlFile& file, const YAML::Node& base, const YAML::Node& own, Plan& plan) {
  DimensionReader(file, plan).read(base, own);
}

}  // namespace evenset
