// A linear or integer program, column by column: what both solvers read.
//
//   minimise cost·x  with  row_lower <= A·x <= row_upper  and  lower <= x <= upper
#pragma once

#include <cstddef>
#include <limits>
#include <vector>

namespace evenset {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

struct Program {
  std::vector<double> cost, lower, upper;  // by column
  std::vector<char> whole;                 // by column: takes whole numbers only
  std::vector<int> start{0};               // column c has the entries start[c] … start[c+1]-1
  std::vector<int> row;                    // by entry
  std::vector<double> coefficient;         // by entry
  std::vector<double> row_lower, row_upper;

  size_t columns() const { return cost.size(); }
  size_t rows() const { return row_lower.size(); }

  // Close the column whose entries were put in since the last one.
  void add_column(double column_cost, double low, double high, bool is_whole) {
    cost.push_back(column_cost);
    lower.push_back(low);
    upper.push_back(high);
    whole.push_back(is_whole ? 1 : 0);
    start.push_back(static_cast<int>(row.size()));
  }
  void add_entry(size_t in_row, double value) {
    row.push_back(static_cast<int>(in_row));
    coefficient.push_back(value);
  }
  void add_row(double low, double high) {
    row_lower.push_back(low);
    row_upper.push_back(high);
  }
};

}  // namespace evenset
