// What else `evenset plan` does than to print one plan's counts; each gives the
// exit status.
#pragma once

#include "cli/arguments.h"
#include "evenset/plan.h"

namespace evenset {

// Write `size` work items, one JSON object of labels a line.
int write_slots(const Arguments& arguments, const Plan& plan, int64_t size);

// Print cumulative counts for the plan's phases.
int print_phases(const Arguments& arguments, const Plan& plan, int64_t size);

// Write a plan whose targets are the shares of the inputs' rows.
int write_learned(const Arguments& arguments, const Plan& plan);

// Print what the targets of --diff's plan have that `plan` has not, and the
// other way round. 1 where that is anything.
int print_differences(const Arguments& arguments, const Plan& plan, int64_t size);

// A target as tables show it: long unions by how many values they have.
std::string name_on_page(const Target& target);

}  // namespace evenset
