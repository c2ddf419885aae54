#include "solve/linear.h"

#include <ClpSimplex.hpp>
#include <algorithm>
#include <vector>

namespace evenset {
namespace {

constexpr double kWorth = 1e-7;  // of a reduced cost: Clp's own tolerance
constexpr size_t kJoin = 300;    // columns at a time

LinearOptimum nothing_found(const Program& program) {
  LinearOptimum out;
  out.x.assign(program.columns(), 0.0);
  out.dual.assign(program.rows(), 0.0);
  return out;
}

}  // namespace

// Columns that Clp does not see are at their lower bounds, which are 0.
struct LinearProgram::Solver {
  ClpSimplex clp;
  std::vector<size_t> column;  // of the program, by column of Clp
  std::vector<char> seen;      // by column of the program

  void begin(const Program& program);
  void update(const Program& program);
  void join(const Program& program, const std::vector<size_t>& columns);
  void join_all(const Program& program);
  std::vector<size_t> worth_a_look(const Program& program) const;
  LinearOptimum answer(const Program& program) const;
};

void LinearProgram::Solver::begin(const Program& program) {
  clp.setLogLevel(0);
  clp.resize(static_cast<int>(program.rows()), 0);
  std::copy(program.row_lower.begin(), program.row_lower.end(), clp.rowLower());
  std::copy(program.row_upper.begin(), program.row_upper.end(), clp.rowUpper());
}

void LinearProgram::Solver::join(const Program& program, const std::vector<size_t>& columns) {
  std::vector<int> start{0}, row;
  std::vector<double> coefficient, cost, lower, upper;
  for (const size_t c : columns) {
    row.insert(row.end(), program.row.begin() + program.start[c], program.row.begin() + program.start[c + 1]);
    coefficient.insert(coefficient.end(), program.coefficient.begin() + program.start[c],
                       program.coefficient.begin() + program.start[c + 1]);
    start.push_back(static_cast<int>(row.size()));
    cost.push_back(program.cost[c]);
    lower.push_back(program.lower[c]);
    upper.push_back(program.upper[c]);
    column.push_back(c);
    seen[c] = 1;
  }
  clp.addColumns(static_cast<int>(columns.size()), lower.data(), upper.data(), cost.data(), start.data(),
                 row.data(), coefficient.data());
}

void LinearProgram::Solver::join_all(const Program& program) {
  std::vector<size_t> columns;
  for (size_t c = 0; c < program.columns(); ++c)
    if (!seen[c]) columns.push_back(c);
  join(program, columns);
}

// What has changed in the columns that Clp sees; and the continuous ones, few and often
// what makes the program feasible, join at once.
void LinearProgram::Solver::update(const Program& program) {
  for (size_t i = 0; i < column.size(); ++i) {
    clp.objective()[i] = program.cost[column[i]];
    clp.columnLower()[i] = program.lower[column[i]];
    clp.columnUpper()[i] = program.upper[column[i]];
  }
  std::vector<size_t> columns;
  for (size_t c = seen.size(); c < program.columns(); ++c)
    if (!program.whole[c] || program.lower[c] != 0) columns.push_back(c);
  seen.resize(program.columns(), 0);
  join(program, columns);
}

// The columns not seen that would lower the cost most, at the price and as far as they go.
std::vector<size_t> LinearProgram::Solver::worth_a_look(const Program& program) const {
  const double* dual = clp.dualRowSolution();  // zeros where nothing was solved yet
  std::vector<std::pair<double, size_t>> gains;
  for (size_t c = 0; c < program.columns(); ++c) {
    if (seen[c] || program.upper[c] <= 0) continue;
    double cost = program.cost[c];
    for (int e = program.start[c]; e < program.start[c + 1]; ++e)
      cost -= dual[program.row[e]] * program.coefficient[e];
    if (cost < -kWorth) gains.emplace_back(cost * program.upper[c], c);
  }
  const size_t count = std::min(gains.size(), kJoin);
  std::partial_sort(gains.begin(), gains.begin() + static_cast<std::ptrdiff_t>(count), gains.end());
  std::vector<size_t> out;
  for (size_t i = 0; i < count; ++i) out.push_back(gains[i].second);
  return out;
}

LinearOptimum LinearProgram::Solver::answer(const Program& program) const {
  LinearOptimum out = nothing_found(program);
  if (!clp.isProvenOptimal()) return out;
  out.found = true;
  for (size_t i = 0; i < column.size(); ++i) out.x[column[i]] = clp.primalColumnSolution()[i];
  out.dual.assign(clp.dualRowSolution(), clp.dualRowSolution() + program.rows());
  return out;
}

LinearProgram::LinearProgram() : solver_(std::make_unique<Solver>()) {}
LinearProgram::~LinearProgram() = default;

LinearOptimum LinearProgram::optimum(const Program& program) {
  if (program.columns() == 0 || program.rows() == 0) return nothing_found(program);
  Solver& solver = *solver_;
  if (solver.column.empty()) solver.begin(program);
  solver.update(program);
  if (solver.column.empty()) solver.join(program, solver.worth_a_look(program));
  if (solver.column.empty()) solver.join_all(program);
  while (true) {
    solver.clp.primal();
    if (!solver.clp.isProvenOptimal()) {
      if (solver.column.size() == program.columns()) break;
      solver.join_all(program);
      continue;
    }
    const std::vector<size_t> columns = solver.worth_a_look(program);
    if (columns.empty()) break;
    solver.join(program, columns);
  }
  return solver.answer(program);
}

LinearOptimum linear_optimum(const Program& program) { return LinearProgram().optimum(program); }

}  // namespace evenset
