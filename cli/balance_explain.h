// What evenset balance --explain answers.
#pragma once

#include <string>

#include "cli/json.h"
#include "cli/row_questions.h"

namespace evenset {

// All it takes to explain a balance.
struct Explained {
  const Arguments& arguments;
  const CellCounter& counter;
  const Cells& cells;
  const Plan& plan;
  const BalanceOptions& options;
  const Balance& answer;
  const RowQuestions& questions;
};

// The rows asked for, and, if they are asked for, the kinds of which one more example is worth
// most. "" without --explain. As JSON always both.
std::string explanation_page(const Explained& all);
Json explanation_json(const Explained& all);

}  // namespace evenset
