// Small integer programs, by COIN-OR Cbc.
#pragma once

#include "solve/program.h"

namespace evenset {

struct SearchLimits {
  double seconds = 60;       // by the clock; a step under way is finished first
  int nodes = 10000;         // of the search tree; the same on every machine
  double step = 1;           // costs of solutions lie at least so far apart
  double below = kInfinity;  // only solutions that cost less than this are wanted
};

struct IntegerOptimum {
  bool found = false;     // some solution; x is empty otherwise
  bool proven = false;    // none is cheaper by `step`, or none below the wanted cost exists
  std::vector<double> x;  // by column; the whole ones are rounded
};

// Search by branch and cut. The same program and node limit give the same
// solution, as long as the seconds are not used up. Meant for a few hundred
// columns; more are slow, not wrong.
IntegerOptimum integer_optimum(const Program& program, const SearchLimits& limits);

}  // namespace evenset
