#include "solve/integer.h"

#include <gtest/gtest.h>

#include "solve/linear.h"
#include "solve/repair.h"

namespace evenset {
namespace {

// Three of which any two exclude each other's second half: 3/2 as a linear
// program, 1 in whole numbers.
Program odd_cycle() {
  Program program;
  for (size_t c = 0; c < 3; ++c) {
    program.add_entry(c, 1);
    program.add_entry((c + 1) % 3, 1);
    program.add_column(-1, 0, 1, true);
  }
  for (int r = 0; r < 3; ++r) program.add_row(-kInfinity, 1);
  return program;
}

TEST(LinearOptimum, HasAVertexAndItsPrices) {
  const LinearOptimum found = linear_optimum(odd_cycle());
  ASSERT_TRUE(found.found);
  for (const double x : found.x) EXPECT_NEAR(x, 0.5, 1e-9);
  for (const double price : found.dual) EXPECT_NEAR(price, -0.5, 1e-9);
}

TEST(LinearOptimum, SaysWhereThereIsNone) {
  Program program = odd_cycle();
  program.row_lower[0] = program.row_upper[0] = 5;
  EXPECT_FALSE(linear_optimum(program).found);
  EXPECT_FALSE(linear_optimum(Program{}).found);
}

TEST(IntegerOptimum, IsWholeAndProven) {
  const IntegerOptimum found = integer_optimum(odd_cycle(), {});
  ASSERT_TRUE(found.found);
  EXPECT_TRUE(found.proven);
  EXPECT_EQ(found.x[0] + found.x[1] + found.x[2], 1);
}

TEST(IntegerOptimum, FindsNothingBelowTheBest) {
  EXPECT_FALSE(integer_optimum(odd_cycle(), {.below = -1.5}).found);
}

TEST(Repair, ReachesTheWholeOptimum) {
  const Program program = odd_cycle();
  const std::vector<double> x = whole_solution(program, linear_optimum(program), {.goal = -1});
  ASSERT_EQ(x.size(), 3u);
  EXPECT_EQ(x[0] + x[1] + x[2], 1);
}

}  // namespace
}  // namespace evenset
