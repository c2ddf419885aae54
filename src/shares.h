// Shares of values with what is known of them: facts, or intervals.
#pragma once

#include <span>
#include <string>

#include "evenset/audit.h"
#include "statistics/interval.h"

namespace evenset {

struct Share {
  int64_t count = 0, known = 0, unknown = 0;  // rows
  double share = 0;                           // count / known; 0 where nothing is known
  Interval interval;                          // of the true share; a point where the method is exact
  Method method = Method::exact;
  // What a review can tell more of: rows without given labels, of them reviewed.
  int64_t reviewable = 0, reviewed = 0;
};

// The rows with any of `values`, of all rows with a label in `dimension`.
// z: see simultaneous_z. Machine labels of a derived dimension are bounded by the
// errors of its parts, added up: valid however these go together.
Share share_of(const Profile& profile, const Plan& plan, size_t dimension, std::span<const int16_t> values,
               double z);

// The share of a part: Profile::within[index]. The sources of its labels are
// not counted apart, so unless all of the dimension is a fact, all are taken
// to be the machine's.
Share share_within(const Profile& profile, const Plan& plan, size_t index, double z);

// Whether a dimension's shares are estimated: not measured, and some labels are the machine's.
bool estimated(const Profile& profile, const Plan& plan, size_t dimension);

// pass: the whole interval lies in [low, high]; fail: all of it outside. Both
// ends are taken to whole rows; where no whole number of rows lies between
// them, floor and ceil are inside, as in whole_counts.
Verdict judge(const Share& share, double low, double high);

// About how many more rows, drawn at random and reviewed, would decide an
// undecided share if the best guess of it is right; 0 where none can.
int64_t reviews_to_decide(const Share& share, double low, double high, double z);

// Value names joined with "+", as Target::name.
std::string joined_values(const Dimension& dimension, std::span<const int16_t> values);

}  // namespace evenset
