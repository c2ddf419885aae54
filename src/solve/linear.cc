#include "solve/linear.h"

#include <ClpSimplex.hpp>
#include <ClpSolve.hpp>
#include <algorithm>
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

void load(ClpSimplex& solver, const Program& program) {
  solver.setLogLevel(0);
  solver.loadProblem(static_cast<int>(program.columns()), static_cast<int>(program.rows()),
                     program.start.data(), program.row.data(), program.coefficient.data(),
                     program.lower.data(), program.upper.data(), program.cost.data(),
                     program.row_lower.data(), program.row_upper.data());
}

// Those from `first` on, with bounds and costs still to be set.
void add_columns(ClpSimplex& solver, const Program& program, size_t first) {
  if (program.columns() == first) return;
  const int entries = program.start[first];
  std::vector<int> start;
  for (size_t c = first; c <= program.columns(); ++c) start.push_back(program.start[c] - entries);
  solver.addColumns(static_cast<int>(program.columns() - first), nullptr, nullptr, nullptr, start.data(),
                    program.row.data() + entries, program.coefficient.data() + entries);
}

LinearOptimum nothing_found(const Program& program) {
  LinearOptimum out;
  out.x.assign(program.columns(), 0.0);
  out.dual.assign(program.rows(), 0.0);
  return out;
}

LinearOptimum answer(const ClpSimplex& solver, const Program& program) {
  LinearOptimum out = nothing_found(program);
  if (!solver.isProvenOptimal()) return out;
  out.found = true;
  out.x.assign(solver.primalColumnSolution(), solver.primalColumnSolution() + program.columns());
  out.dual.assign(solver.dualRowSolution(), solver.dualRowSolution() + program.rows());
  return out;
}

}  // namespace

LinearOptimum linear_optimum(const Program& program) {
  if (program.columns() == 0 || program.rows() == 0) return nothing_found(program);
  ClpSimplex solver;
  load(solver, program);
  solve(solver, feasible_at_lower_bounds(program));
  return answer(solver, program);
}

struct GrowingLinear::Solver {
  ClpSimplex clp;
  size_t columns = 0;
};

GrowingLinear::GrowingLinear() : solver_(std::make_unique<Solver>()) {}
GrowingLinear::~GrowingLinear() = default;

LinearOptimum GrowingLinear::optimum(const Program& program) {
  if (program.columns() == 0 || program.rows() == 0) return nothing_found(program);
  ClpSimplex& clp = solver_->clp;
  size_t& columns = solver_->columns;
  if (columns == 0) {
    load(clp, program);
  } else {
    add_columns(clp, program, columns);
    std::copy(program.cost.begin(), program.cost.end(), clp.objective());
    std::copy(program.lower.begin(), program.lower.end(), clp.columnLower());
    std::copy(program.upper.begin(), program.upper.end(), clp.columnUpper());
  }
  columns = program.columns();
  clp.primal();
  return answer(clp, program);
}

}  // namespace evenset
