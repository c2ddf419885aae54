// A plan from what a set is like: its shares become the targets.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "evenset/plan.h"

namespace evenset {

struct LearnedPlan {
  std::string yaml;                // as parse_plan reads it
  std::vector<std::string> notes;  // what could not be learned as it is, in words
};

// Rows by label: one entry a dimension of the plan, rows[d][v] for its value v.
// What is not counted in a dimension is unknown there.
using LabelCounts = std::vector<std::vector<int64_t>>;

// Write a plan like `plan` whose targets have the shares of a set of `rows`
// rows, with the default range. Targets are those of `plan`, unions as unions;
// its other sections stay, but for decisions. A dimension with no known label
// is left out, one with some unknown has the shares of the known, and where the
// set's shares leave no room beside the impossible pairs, those are left out:
// each is a note. Shares within a part (turn kinds) stay as in `plan`.
// whole_counts of the result at `rows` are the set's own counts, in every
// dimension that all rows are known in.
// Throws Error{input} where no dimension has a known label.
LearnedPlan learned_plan(const Plan& plan, const LabelCounts& counts, int64_t rows, const std::string& name);

}  // namespace evenset
