// The sections of a plan's YAML, read into a Plan one after the other.
#pragma once

#include "evenset/plan.h"
#include "plan/yaml_file.h"

namespace evenset {

// `dimensions`: what is labelled, and the targets. A dimension of `own`
// replaces that of `base`. All built-in ones are labelled, in the codebook's
// order; own ones follow.
void read_dimensions(const YamlFile& file, const YAML::Node& base, const YAML::Node& own, Plan& plan);

// Indices of the values behind "a+b", ascending.
std::vector<int16_t> union_of(const YamlFile& file, const YAML::Node& at, const Dimension& dimension,
                              const std::string& names);

// "dimension=value+value".
std::pair<size_t, std::vector<int16_t>> labels_of(const YamlFile& file, const YAML::Node& node,
                                                  const Plan& plan);

// `joint`: targets on rows that hold several labels, each with a derived
// dimension. One of `own` replaces that of `base` with the same name. To be read
// when all other dimensions and impossible pairs are there.
void read_joint(const YamlFile& file, const YAML::Node& base, const YAML::Node& own, Plan& plan);

void read_impossible(const YamlFile& file, const YAML::Node& node, Plan& plan);
void read_checks(const YamlFile& file, const YAML::Node& node, Plan& plan, std::vector<Check>& out);
void read_phases(const YamlFile& file, const YAML::Node& node, Plan& plan);
void read_checklists(const YamlFile& file, const YAML::Node& node, Plan& plan);

}  // namespace evenset
