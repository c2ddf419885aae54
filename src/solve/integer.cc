#include "solve/integer.h"

#include <CbcHeuristicDiveCoefficient.hpp>
#include <CbcHeuristicFPump.hpp>
#include <CbcModel.hpp>
#include <CglGomory.hpp>
#include <CglMixedIntegerRounding2.hpp>
#include <CglZeroHalf.hpp>
#include <OsiClpSolverInterface.hpp>
#include <cmath>

namespace evenset {
namespace {

void load(OsiClpSolverInterface& solver, const Program& program) {
  solver.messageHandler()->setLogLevel(0);
  solver.getModelPtr()->setLogLevel(0);
  solver.setHintParam(OsiDoReducePrint, true, OsiHintTry);
  const CoinPackedMatrix matrix(true, static_cast<int>(program.rows()), static_cast<int>(program.columns()),
                                static_cast<int>(program.row.size()), program.coefficient.data(),
                                program.row.data(), program.start.data(), nullptr);
  solver.loadProblem(matrix, program.lower.data(), program.upper.data(), program.cost.data(),
                     program.row_lower.data(), program.row_upper.data());
  for (size_t c = 0; c < program.columns(); ++c) {
    if (program.whole[c]) solver.setInteger(static_cast<int>(c));
  }
}

// CbcModel copies what it is given.
void add_methods(CbcModel& model) {
  CglGomory gomory;
  CglMixedIntegerRounding2 rounding;
  CglZeroHalf zero_half;  // odd cycles of targets are what makes the linear bound unreachable
  model.addCutGenerator(&gomory, -99, "gomory");
  model.addCutGenerator(&rounding, -99, "rounding");
  model.addCutGenerator(&zero_half, -99, "zero-half");
  CbcHeuristicFPump pump(model);
  CbcHeuristicDiveCoefficient dive(model);
  model.addHeuristic(&pump);
  model.addHeuristic(&dive);
}

}  // namespace

IntegerOptimum integer_optimum(const Program& program, const SearchLimits& limits) {
  IntegerOptimum out;
  OsiClpSolverInterface solver;
  load(solver, program);
  CbcModel model(solver);
  model.setLogLevel(0);
  model.messageHandler()->setLogLevel(0);
  add_methods(model);
  model.setUseElapsedTime(true);
  model.setMaximumSeconds(limits.seconds);
  model.setMaximumNodes(limits.nodes);
  model.setCutoffIncrement(limits.step - 1e-5);
  if (limits.below < kInfinity) model.setCutoff(limits.below);
  model.branchAndBound();

  out.proven = model.status() == 0;
  if (model.bestSolution() == nullptr) return out;
  out.found = true;
  out.x.assign(model.bestSolution(), model.bestSolution() + program.columns());
  for (size_t c = 0; c < program.columns(); ++c) {
    if (program.whole[c]) out.x[c] = std::round(out.x[c]);
  }
  return out;
}

}  // namespace evenset
