#include "solve/linear.h"

#include <ClpSimplex.hpp>
#include <ClpSolve.hpp>
#include <vector>

namespace evenset {
namespace {

bool feasible_at_lower_bounds(const Program& program) {
  std::vector<double> activity(program.rows(), 0.0);
  for (size_t c = 0; c < program.columns(); ++c) {
    for (int e = program.start[c]; e < program.start[c + 1]; ++e) {
      activity[program.row[e]] += program.coefficient[e] * program.lower[c];
    }
  }
  for (size_t r = 0; r < program.rows(); ++r) {
    if (activity[r] < program.row_lower[r] || activity[r] > program.row_upper[r]) return false;
  }
  return true;
}

// Sprint solves a sequence of programs over the columns that look best, which
// is three times as fast; but from an infeasible start it prints.
void solve(ClpSimplex& solver, bool feasible_start) {
  if (!feasible_start) {
    solver.primal();
    return;
  }
  ClpSolve method;
  method.setSolveType(ClpSolve::usePrimalorSprint);
  method.setPresolveType(ClpSolve::presolveOff);
  solver.initialSolve(method);
}

}  // namespace

LinearOptimum linear_optimum(const Program& program) {
  LinearOptimum out;
  out.x.assign(program.columns(), 0.0);
  out.dual.assign(program.rows(), 0.0);
  if (program.columns() == 0 || program.rows() == 0) return out;

  ClpSimplex solver;
  solver.setLogLevel(0);
  solver.loadProblem(static_cast<int>(program.columns()), static_cast<int>(program.rows()),
                     program.start.data(), program.row.data(), program.coefficient.data(),
                     program.lower.data(), program.upper.data(), program.cost.data(),
                     program.row_lower.data(), program.row_upper.data());
  solve(solver, feasible_at_lower_bounds(program));
  if (!solver.isProvenOptimal()) return out;
  out.found = true;
  out.x.assign(solver.primalColumnSolution(), solver.primalColumnSolution() + program.columns());
  out.dual.assign(solver.dualRowSolution(), solver.dualRowSolution() + program.rows());
  return out;
}

}  // namespace evenset
