// Linear programs, by COIN-OR Clp.
#pragma once

#include <memory>

#include "solve/program.h"

namespace evenset {

struct LinearOptimum {
  bool found = false;        // false: infeasible, unbounded or given up; x and dual are zeros then
  std::vector<double> x;     // by column, at a vertex
  std::vector<double> dual;  // by row: what the optimum changes by per unit of the row's bound
};

// A program with few rows and many bounded columns, by sifting (Bixby et al. 1992):
// Clp's primal simplex method sees only the columns that have been worth a look so far;
// after each optimum all others are priced and the best join. It may grow, as in column
// generation: each time it is solved from where it stood.
// Cost: 39 rows, 30,000 columns: some tenths of a second. Same program, same vertex.
class LinearProgram {
 public:
  LinearProgram();
  ~LinearProgram();
  // The program of the last call with columns added at the end, other costs, other upper
  // bounds, or other lower bounds of columns that are not whole; the rows and entries
  // there were stay.
  LinearOptimum optimum(const Program& program);

 private:
  struct Solver;
  std::unique_ptr<Solver> solver_;
};

// Solve once.
LinearOptimum linear_optimum(const Program& program);

}  // namespace evenset
