// Dimensions that joint targets tie together, and the kinds of rows there can
// be of them.
//
// A joint target speaks of whole sets of values; values that no condition and no
// impossible pair tells apart are one kind. So six question types and nine
// domains under one joint target are 2 x 2 kinds of rows, and a linear program
// over them, with the targets' values dealt out over the kinds, is exact.
#pragma once

#include "evenset/plan.h"

namespace evenset {

constexpr size_t kMostTiedKinds = 4096;

// One dimension that a joint target names.
struct TiedPart {
  size_t dimension = 0;        // index into Plan::dimensions
  std::vector<size_t> kind;    // by value
  std::vector<int16_t> value;  // by kind: the first value of it
};

// A kind of row.
struct TiedCell {
  std::vector<size_t> kind;  // one per part
  std::vector<char> holds;   // one per joint target
  bool impossible = false;   // two of its values are an impossible pair
};

struct Tied {
  std::vector<TiedPart> parts;  // by dimension
  std::vector<size_t> joint;    // the derived dimensions, ascending
  std::vector<TiedCell> cells;
};

// Groups of dimensions that hang together by joint targets; others are in none.
std::vector<Tied> tied_dimensions(const Plan& plan);

// Whether a target is of the group's dimensions, joint ones included.
bool in_group(const Plan& plan, const Tied& tied, size_t target);

// The kinds of rows of the largest group; at most kMostTiedKinds + 1 is counted.
size_t most_tied_kinds(const Plan& plan);

}  // namespace evenset
