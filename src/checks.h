// A plan's checks over the audit's figures. `Check::figure` is one of
//
//   share DIM=VALUE[+VALUE…]    of the rows with a label in DIM
//   within DIM=VALUE[+VALUE…]   the plan's share of a part
//   largest DIM                 share of DIM's largest value
//   smallest DIM                share of its smallest planned value (of any, where none is planned)
//   count DIM=VALUE[+VALUE…]    rows, as labelled
//   rows                        rows
//   reviewed                    share of the rows with labels by people
//   targets, metrics            share of them that pass; for phase items and edge cases
//   holdout                     1 where a part was set aside (Figures "holdout"), which
//                               an audit alone cannot know
//   matched NAME                share of the responses that do what rows of
//                               ambiguous, adversarial or negative want
//   metric KEY                  a metric's number
//   missing LIST                entries of a checklist that have no row
//
// with a blank or a colon behind the first word. The first four are estimated
// where labels are the machine's, and then judged by their interval.
#pragma once

#include <string>
#include <vector>

#include "evenset/audit.h"

namespace evenset {

// Throw Error{input} for an unknown figure, dimension, value, metric, list or comparison.
void validate_check(const Plan& plan, const Check& check);

// A share that is estimated, for counting the gates.
struct ShareKey {
  size_t dimension = 0;
  std::vector<int16_t> values;
};
// Shares that the check looks at: none, one, or all values of a dimension.
std::vector<ShareKey> shares_in(const Plan& plan, const Check& check);

struct CheckContext {
  const Plan& plan;
  const Profile& profile;
  const Figures& figures;
  double z;
  // Found so far; none are counted while empty.
  std::vector<TargetFinding> targets;
  std::vector<CheckFinding> metrics;
};

// The verdict is that of an item to be met.
CheckFinding met_item(const Check& check, const CheckContext& context);
// The verdict is that of a flag: fail when raised.
CheckFinding raised_flag(const Check& check, const CheckContext& context);

}  // namespace evenset
