// Tests over figures, phases, checklists, and labels that exclude each other.
#include "checks.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <sstream>

#include "evenset/error.h"
#include "plan/sections.h"

namespace evenset {
namespace {

class SectionReader : YamlFile {
 public:
  SectionReader(const YamlFile& file, Plan& plan) : YamlFile(file), plan_(plan) {}

  void impossible(const YAML::Node& node) {
    if (!node.IsSequence())
      fail(node, "a list of pairs is expected here: [question_type=factual, difficulty=hard]");
    for (const auto& pair : node) {
      if (!pair.IsSequence() || pair.size() != 2)
        fail(pair, "a pair is expected here: [question_type=factual, difficulty=hard]");
      auto [a, values_a] = labels_of(*this, pair[0], plan_);
      auto [b, values_b] = labels_of(*this, pair[1], plan_);
      if (a == b) fail(pair, "both sides are of one dimension");
      for (int16_t x : values_a)
        for (int16_t y : values_b) plan_.impossible.push_back({a, b, x, y});
    }
  }

  void checks(const YAML::Node& node, std::vector<Check>& out) const {
    if (!node.IsSequence()) fail(node, "a list of checks is expected here");
    for (const auto& entry : node) out.push_back(check_of(entry));
  }

  void phases(const YAML::Node& node) {
    if (!node.IsSequence()) fail(node, "a list of phases is expected here");
    for (const auto& entry : node) {
      allow(entry, {"phase", "name", "size", "items"});
      if (!entry["phase"] || !entry["size"] || !entry["size"].IsSequence() || entry["size"].size() != 2)
        fail(entry, "a phase has a number, a name, a size [from, to] and items");
      Phase phase;
      phase.number = static_cast<int>(count_of(entry["phase"]));
      phase.name = entry["name"] ? text_of(entry["name"]) : "";
      phase.from = count_of(entry["size"][0]);
      phase.to = count_of(entry["size"][1]);
      checks(entry["items"], phase.items);
      plan_.phases.push_back(std::move(phase));
    }
  }

  void checklists(const YAML::Node& node) {
    if (!node.IsMap()) fail(node, "a map of lists is expected here");
    for (const auto& list : node) {
      Checklist checklist{text_of(list.first), {}};
      if (!list.second.IsMap()) fail(list.second, "a map of entries is expected here");
      for (const auto& entry : list.second) {
        allow(entry.second, {"patterns", "label", "sign"});
        Checklist::Entry item;
        item.name = text_of(entry.first);
        if (entry.second["patterns"]) item.patterns = texts_of(entry.second["patterns"]);
        if (entry.second["label"]) {
          item.label = text_of(entry.second["label"]);
          labels_of(*this, entry.second["label"], plan_);
        }
        if (entry.second["sign"]) item.sign = text_of(entry.second["sign"]);
        if (!item.sign.empty() && item.sign != "incomplete")
          fail(entry.second["sign"], "the only sign is incomplete");
        if (!item.patterns.empty() + !item.label.empty() + !item.sign.empty() != 1)
          fail(entry.second, "an entry has patterns, a label or a sign, and only one of them");
        check_patterns(entry.second, item.patterns);
        checklist.entries.push_back(std::move(item));
      }
      plan_.checklists.push_back(std::move(checklist));
    }
  }

 private:
  // `require` or `raise`: a comparison and a number.
  void read_test(const YAML::Node& node, Check& check) const {
    YAML::Node test = node["require"] ? node["require"] : node["raise"];
    if (!test || (node["require"] && node["raise"]))
      fail(node, "a check has either `require` or `raise`: \">= 0.05\"");
    std::istringstream parts(text_of(test));
    std::string rest;
    constexpr std::array<std::string_view, 4> kCompares = {"<", "<=", ">", ">="};
    bool number = (parts >> check.compare >> check.limit) && !(parts >> rest) && std::isfinite(check.limit);
    if (!number || std::find(kCompares.begin(), kCompares.end(), check.compare) == kCompares.end())
      fail(test, "a test is one of < <= > >= and a number: \">= 0.05\"");
  }

  Check check_of(const YAML::Node& node) const {
    allow(node, {"name", "figure", "require", "raise", "doc"});
    if (!node["name"] || !node["figure"]) fail(node, "a check has a `name` and a `figure`");
    Check check;
    check.name = text_of(node["name"]);
    check.figure = text_of(node["figure"]);
    if (node["doc"]) check.doc = text_of(node["doc"]);
    read_test(node, check);
    try {
      validate_check(plan_, check);
    } catch (const Error& error) {
      fail(node["figure"], error.what());
    }
    return check;
  }

  void check_patterns(const YAML::Node& at, const std::vector<std::string>& patterns) const {
    if (patterns.empty()) return;
    try {
      pattern_dimension("check", "", {"yes", "no"}, {{"yes", patterns}});
    } catch (const Error& error) {
      fail(at, error.what());
    }
  }

  Plan& plan_;
};

}  // namespace

std::pair<size_t, std::vector<int16_t>> labels_of(const YamlFile& file, const YAML::Node& node,
                                                  const Plan& plan) {
  std::string text = file.text_of(node);
  size_t equals = text.find('=');
  if (equals == std::string::npos) file.fail(node, "dimension=value is expected here");
  try {
    size_t d = plan.dimension(text.substr(0, equals));
    return {d, union_of(file, node, plan.dimensions[d], text.substr(equals + 1))};
  } catch (const Error& error) {
    if (error.kind == ErrorKind::input) throw;
    file.fail(node, error.what());
  }
}

void read_impossible(const YamlFile& file, const YAML::Node& node, Plan& plan) {
  if (node) SectionReader(file, plan).impossible(node);
}

void read_checks(const YamlFile& file, const YAML::Node& node, Plan& plan, std::vector<Check>& out) {
  if (node) SectionReader(file, plan).checks(node, out);
}

void read_phases(const YamlFile& file, const YAML::Node& node, Plan& plan) {
  if (node) SectionReader(file, plan).phases(node);
}

void read_checklists(const YamlFile& file, const YAML::Node& node, Plan& plan) {
  if (node) SectionReader(file, plan).checklists(node);
}

}  // namespace evenset
