// Aim and accepted ends of a target, as a plan states them.
#pragma once

#include "evenset/plan.h"
#include "plan/yaml_file.h"

namespace evenset {

// `0.4`, or a map of `share` or `count`, and `range`, `at_least`, `at_most`.
// Ends are shares, or whole numbers of rows: `at_least: 40`. One row is 1, all
// rows are 1.0; a range is of numbers where its high end is above 1.
void read_range(const YamlFile& file, const YAML::Node& node, Target& target);
// The same from a map whose keys were looked at before.
void read_amounts(const YamlFile& file, const YAML::Node& map, Target& target);

// Add a target on the values that no target names: together they get what is
// left. None where every value is named.
void add_complement(size_t index, const Dimension& dimension, std::vector<Target>& targets);

// Parts per 10^9: sums of decimal shares come out as they are written.
double tidy_share(double share);

}  // namespace evenset
