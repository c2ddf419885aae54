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

// Solve by the primal simplex method, which on programs with few rows and many
// bounded columns is ten times faster than the dual one (39 rows, 30,000
// columns: about a second). Same program, same vertex.
LinearOptimum linear_optimum(const Program& program);

// A program that grows, as in column generation: each time it is solved from
// where it stood.
class GrowingLinear {
 public:
  GrowingLinear();
  ~GrowingLinear();
  // The program of the last call with columns added at the end, other costs or
  // other bounds of columns; the rows and the entries there were stay.
  LinearOptimum optimum(const Program& program);

 private:
  struct Solver;
  std::unique_ptr<Solver> solver_;
};

}  // namespace evenset
