// What else `evenset plan` does than to print one plan's counts; each gives the
// exit status.
#pragma once

#include "cli/arguments.h"
#include "evenset/plan.h"

namespace evenset {

// Write `size` work items, one JSON object of labels a line.
int write_slots(const Arguments& arguments, const Plan& plan, int64_t size);

}  // namespace evenset
