// One column per kind of row, one per target and kind that its values have
// (rows of that target and kind), and two per target for what its count is above
// and below the aim. Rows: each kind of each dimension is dealt out over its
// targets; each target has its count; all rows are `size`.
#include "plan/tied_program.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "solve/integer.h"
#include "solve/linear.h"

namespace evenset {
namespace {

constexpr double kNear = 1e-6;
constexpr double kOwnWeight =
    128;  // a row off in a dimension's own target outweighs one in every joint target
constexpr double kSeconds = 20;

struct TargetRow {
  size_t target;
  size_t row;
  size_t over;  // column; the next is under
};

struct ShareColumn {
  size_t target, part, kind;
  size_t column;
};

struct TiedProgram {
  Program program;
  std::vector<TargetRow> rows;  // all targets but the rest of joint ones
  std::vector<size_t> cells;    // by column from 0
  std::vector<ShareColumn> shares;
};

void add_target(TiedProgram& out, size_t target, size_t row, const WholeEnds& ends, int64_t aim,
                double weight) {
  Program& p = out.program;
  const int64_t at = std::clamp(aim, ends.low[target], ends.high[target]);
  out.rows.push_back({target, row, p.columns()});
  p.add_entry(row, -1);
  p.add_column(weight, 0, static_cast<double>(ends.high[target] - at), true);
  p.add_entry(row, 1);
  p.add_column(weight, 0, static_cast<double>(at - ends.low[target]), true);
  p.row_lower[row] = p.row_upper[row] = static_cast<double>(at);
}

std::set<size_t> kinds_of(const TiedPart& part, const Target& target) {
  std::set<size_t> out;
  for (const int16_t value : target.values) out.insert(part.kind[static_cast<size_t>(value)]);
  return out;
}

bool is_planned(const Plan& plan, size_t dimension) {
  return std::any_of(plan.targets.begin(), plan.targets.end(),
                     [&](const Target& target) { return target.dimension == dimension; });
}

// The rows that cells stand in: all rows, then kinds by part, then joint targets.
struct CellRows {
  std::vector<size_t> first_kind;  // by part; 0: it has no targets to deal out over
  size_t first_joint = 0;
};

CellRows add_cell_rows(Program& p, const Plan& plan, const Tied& tied, int64_t size) {
  CellRows out{std::vector<size_t>(tied.parts.size(), 0), 0};
  p.add_row(static_cast<double>(size), static_cast<double>(size));
  for (size_t i = 0; i < tied.parts.size(); ++i) {
    if (!is_planned(plan, tied.parts[i].dimension)) continue;
    out.first_kind[i] = p.rows();
    for (size_t k = 0; k < tied.parts[i].value.size(); ++k) p.add_row(0, 0);
  }
  out.first_joint = p.rows();
  for (size_t j = 0; j < tied.joint.size(); ++j) p.add_row(0, 0);
  return out;
}

void add_cells(TiedProgram& out, const Tied& tied, const CellRows& rows, int64_t size, bool all_possible) {
  Program& p = out.program;
  for (size_t c = 0; c < tied.cells.size(); ++c) {
    const TiedCell& cell = tied.cells[c];
    if (cell.impossible && !all_possible) continue;
    p.add_entry(0, 1);
    for (size_t i = 0; i < tied.parts.size(); ++i)
      if (rows.first_kind[i] != 0) p.add_entry(rows.first_kind[i] + cell.kind[i], 1);
    for (size_t j = 0; j < tied.joint.size(); ++j)
      if (cell.holds[j]) p.add_entry(rows.first_joint + j, 1);
    out.cells.push_back(c);
    p.add_column(0, 0, static_cast<double>(size), true);
  }
}

TiedProgram program_of(const Plan& plan, const Tied& tied, int64_t size, const WholeEnds& ends,
                       const std::vector<int64_t>& aims, bool all_possible) {
  TiedProgram out;
  Program& p = out.program;
  const CellRows rows = add_cell_rows(p, plan, tied, size);
  add_cells(out, tied, rows, size, all_possible);
  for (size_t t = 0; t < plan.targets.size(); ++t) {
    const Target& target = plan.targets[t];
    for (size_t i = 0; i < tied.parts.size(); ++i) {
      if (target.dimension != tied.parts[i].dimension) continue;
      const size_t row = p.rows();
      p.add_row(0, 0);
      for (const size_t kind : kinds_of(tied.parts[i], target)) {
        p.add_entry(rows.first_kind[i] + kind, -1);
        p.add_entry(row, 1);
        out.shares.push_back({t, i, kind, p.columns()});
        p.add_column(0, 0, static_cast<double>(size), true);
      }
      add_target(out, t, row, ends, aims[t], kOwnWeight);
    }
    for (size_t j = 0; j < tied.joint.size(); ++j)
      if (target.dimension == tied.joint[j] && !target.complement)
        add_target(out, t, rows.first_joint + j, ends, aims[t], 1);
  }
  return out;
}

bool possible(const Plan& plan, const Tied& tied, int64_t size, const WholeEnds& ends, bool all_possible) {
  for (size_t t = 0; t < ends.low.size(); ++t)
    if (ends.low[t] > ends.high[t]) return false;
  return linear_optimum(program_of(plan, tied, size, ends, ends.low, all_possible).program).found;
}

// Ends that cannot hold together, all of which are needed for that; the others
// are put at 0 and `size`. What follows from other ends is left out first, joint
// targets are kept longest.
WholeEnds ends_that_clash(const Plan& plan, const Tied& tied, int64_t size, const WholeEnds& ends) {
  WholeEnds left = ends;
  std::vector<std::pair<int, size_t>> order;
  for (size_t t = 0; t < plan.targets.size(); ++t) {
    const Target& target = plan.targets[t];
    const int rank = target.complement ? 0 : plan.dimensions[target.dimension].derived() ? 2 : 1;
    if (in_group(plan, tied, t)) order.emplace_back(rank, t);
  }
  std::sort(order.begin(), order.end());
  const auto leave_out = [&](int64_t& end, int64_t without) {
    const int64_t stated = end;
    end = without;
    if (possible(plan, tied, size, left, false)) end = stated;
  };
  for (const auto& [rank, t] : order) {
    leave_out(left.high[t], size);
    leave_out(left.low[t], 0);
  }
  return left;
}

bool whole(const Program& program, const std::vector<double>& x) {
  for (size_t c = 0; c < program.columns(); ++c)
    if (std::abs(x[c] - std::round(x[c])) > kNear) return false;
  return true;
}

}  // namespace

std::optional<TiedCounts> tied_counts(const Plan& plan, const Tied& tied, int64_t size, const WholeEnds& ends,
                                      const std::vector<int64_t>& aim, bool all_possible) {
  for (size_t t = 0; t < ends.low.size(); ++t)
    if (ends.low[t] > ends.high[t]) return {};
  const TiedProgram tied_program = program_of(plan, tied, size, ends, aim, all_possible);
  const Program& program = tied_program.program;
  const LinearOptimum vertex = linear_optimum(program);
  if (!vertex.found) return {};
  std::vector<double> x = vertex.x;
  if (!whole(program, x)) {
    const IntegerOptimum found = integer_optimum(program, {.seconds = kSeconds, .nodes = 20000, .step = 1});
    if (!found.found) return {};
    x = found.x;
  }
  TiedCounts out{
      std::vector<int64_t>(plan.targets.size(), 0), std::vector<int64_t>(tied.cells.size(), 0), {}};
  for (const TargetRow& row : tied_program.rows)
    out.target[row.target] = std::llround(program.row_lower[row.row] + x[row.over] - x[row.over + 1]);
  for (size_t c = 0; c < tied_program.cells.size(); ++c) out.cell[tied_program.cells[c]] = std::llround(x[c]);
  for (const ShareColumn& share : tied_program.shares)
    out.shares.push_back({share.target, share.part, share.kind, std::llround(x[share.column])});
  for (size_t t = 0; t < plan.targets.size(); ++t) {  // the rest of a joint target stands behind it
    const bool is_rest = plan.targets[t].complement &&
                         std::binary_search(tied.joint.begin(), tied.joint.end(), plan.targets[t].dimension);
    if (is_rest) out.target[t] = size - out.target[t - 1];
  }
  return out;
}

std::string end_words(const Target& target, bool low) {
  const double share = low ? target.low : target.high;
  const int64_t count = low ? target.low_count : target.high_count;
  std::string amount = fmt::format("{:.4g} %", share * 100);
  if (count != 0) amount = share == 0 ? fmt::format("{}", count) : fmt::format("{} {:+}", amount, count);
  return fmt::format("at {} {}", low ? "least" : "most", amount);
}

std::string contradiction_of(const Plan& plan, const Tied& tied, int64_t size, const WholeEnds& ends) {
  if (possible(plan, tied, size, ends, false)) {
    std::vector<std::string> names;
    for (const size_t joint : tied.joint) names.push_back(plan.dimensions[joint].name);
    return fmt::format("{}: no whole numbers of {} examples meet all ranges at once", fmt::join(names, ", "),
                       size);
  }
  const WholeEnds left = ends_that_clash(plan, tied, size, ends);
  std::vector<std::string> needed;
  for (size_t t = 0; t < plan.targets.size(); ++t) {
    if (!in_group(plan, tied, t)) continue;
    for (const bool low : {true, false})
      if (low ? left.low[t] > 0 : left.high[t] < size)
        needed.push_back(label(plan, plan.targets[t]) + " " + end_words(plan.targets[t], low));
  }
  const char* all = needed.size() == 1 ? "this" : needed.size() == 2 ? "both" : "all of these";
  const bool by_pairs = possible(plan, tied, size, left, true);
  return fmt::format("{}: no {} examples can meet {}{}", fmt::join(needed, ", "), size, all,
                     by_pairs ? ", as some of their labels are called impossible together" : "");
}

}  // namespace evenset
