// evenset label --explain
#pragma once

#include "cli/pool.h"

namespace evenset {

// Print what spoke for each label of row --explain, counted from 1 over all
// inputs. Throws Error{input} where there is no such row that can be used.
int explain_row(const Arguments& arguments, const Plan& plan, const AnnotatorOptions& options);

}  // namespace evenset
