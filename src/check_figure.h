// A check's figure and comparison, parsed: see checks.h for the words.
#pragma once

#include <string_view>
#include <vector>

#include "evenset/plan.h"

namespace evenset {

struct Comparison {
  std::string_view sign, words;
  bool (*holds)(double figure, double limit);
};

struct ParsedCheck {
  enum Kind {
    share,
    within,
    largest,
    smallest,
    count,
    rows,
    reviewed,
    targets,
    metrics,
    holdout,
    matched,
    metric,
    missing
  };
  Kind kind = rows;
  size_t dimension = 0;
  std::vector<int16_t> values;
  std::string_view name;     // into Check::figure
  size_t within_target = 0;  // index into Plan::within
  const Comparison* comparison = nullptr;
};

// `check` must outlive the result. Throws Error{input} for what is unknown.
ParsedCheck parse_check(const Plan& plan, const Check& check);

}  // namespace evenset
