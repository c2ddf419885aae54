// What balance and build both say of a selection.
#pragma once

#include <string>

#include "cli/arguments.h"
#include "cli/json.h"
#include "evenset/balance.h"

namespace evenset {

OnShortfall on_shortfall_of(const Arguments& arguments);
Json targets_json(const Balance& balance, const Plan& plan);
Json shortfall_json(const Balance& balance, const Plan& plan);
Json shortfall_proof_json(const Balance& balance, const Plan& plan);
// Rows that cannot be chosen, and why; "" where there are none.
std::string no_candidates_page(const CellCounter& counter);
Json no_candidates_json(const CellCounter& counter);
// The outcome in words; the missed targets, the proof, and what to write.
std::string balance_page(const Balance& balance, const Plan& plan, int64_t size);

}  // namespace evenset
