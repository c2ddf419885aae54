#include <gtest/gtest.h>

#include "evenset/balance.h"
#include "evenset/metric.h"
#include "solve/random.h"

namespace evenset {
namespace {

// Rows of the built-in plan that hold its first targets, each in every dimension.
Examples labelled(const Plan& plan, size_t rows) {
  Examples out;
  out.shape.assign(rows, Shape::openai);
  out.labels.resize(plan.dimensions.size());
  for (Labels& labels : out.labels) {
    labels.value.assign(rows, -1);
    labels.source.assign(rows, Source::given);
    labels.confidence.assign(rows, 1.0f);
  }
  for (const Target& target : plan.targets) {
    if (target.complement || out.labels[target.dimension].value[0] < 0) {
      out.labels[target.dimension].value.assign(rows, target.values.front());
    }
  }
  return out;
}

void set(Examples& examples, const Plan& plan, size_t row, std::string_view dimension,
         std::string_view value) {
  const size_t d = plan.dimension(dimension);
  examples.labels[d].value[row] = value.empty() ? int16_t{-1} : plan.dimensions[d].value(value);
}

TEST(CellCounter, CountsByTargetAndLeavesOutNoCandidates) {
  const Plan& plan = builtin_plan();
  Examples rows = labelled(plan, 8);
  set(rows, plan, 1, "difficulty", "hard");
  set(rows, plan, 2, "difficulty", "hard");
  set(rows, plan, 3, "tone", "");  // unknown
  set(rows, plan, 4, "ambiguous", "yes");
  set(rows, plan, 4, "behaviour", "answers");  // should ask back
  set(rows, plan, 5, "negative", "roadmap");
  set(rows, plan, 5, "behaviour", "declines");
  set(rows, plan, 6, "negative", "personal");  // one target with `roadmap`
  set(rows, plan, 6, "behaviour", "declines");
  CellCounter counter(plan);
  counter.add(rows);
  counter.add(rows);
  const Cells& cells = counter.cells();
  EXPECT_EQ(cells.dimensions, plan.planned().size());
  EXPECT_EQ(cells.available, (std::vector<int64_t>{4, 4, 4}));
  const uint32_t none = Cells::kNoCell;
  EXPECT_EQ(std::vector<uint32_t>(cells.cell_of_row.begin(), cells.cell_of_row.begin() + 8),
            (std::vector<uint32_t>{0, 1, 1, none, none, 2, 2, 0}));
  EXPECT_EQ(counter.unknown(), 2);
  EXPECT_EQ(counter.mismatched(), 2);
  EXPECT_EQ(counter.off_plan(), 0);
}

TEST(CellCounter, LeavesOutValuesWithoutTarget) {
  Plan plan;
  plan.dimensions.resize(1);
  plan.dimensions[0].name = "colour";
  plan.dimensions[0].values = {"red", "blue"};
  plan.targets.push_back({0, {0}, "red", 1, 0, 1, "", false});
  Examples rows = labelled(plan, 2);
  rows.labels[0].value[1] = 1;
  CellCounter counter(plan);
  counter.add(rows);
  EXPECT_EQ(counter.off_plan(), 1);
  EXPECT_EQ(counter.cells().cell_of_row[1], Cells::kNoCell);
}

TEST(CellCounter, ExcludesARowOnce) {
  const Plan& plan = builtin_plan();
  CellCounter counter(plan);
  counter.add(labelled(plan, 3));
  counter.exclude(1);
  counter.exclude(1);
  EXPECT_EQ(counter.cells().available[0], 2);
  EXPECT_EQ(counter.cells().cell_of_row[1], Cells::kNoCell);
}

TEST(CellCounter, ManyCellsStayApart) {
  Plan plan;
  for (int d = 0; d < 3; ++d) {
    Dimension dimension;
    dimension.name = "d" + std::to_string(d);
    for (int v = 0; v < 40; ++v) {
      dimension.values.push_back("v" + std::to_string(v));
      plan.targets.push_back(
          {static_cast<size_t>(d), {static_cast<int16_t>(v)}, dimension.values.back(), 0, 0, 1, "", false});
    }
    plan.dimensions.push_back(std::move(dimension));
  }
  Examples rows = labelled(plan, 64000);
  for (size_t row = 0; row < rows.size(); ++row) {
    rows.labels[0].value[row] = static_cast<int16_t>(row % 40);
    rows.labels[1].value[row] = static_cast<int16_t>(row / 40 % 40);
    rows.labels[2].value[row] = static_cast<int16_t>(row / 1600);
  }
  CellCounter counter(plan);
  counter.add(rows);
  counter.add(rows);
  ASSERT_EQ(counter.cells().size(), 64000u);
  for (const int64_t available : counter.cells().available) ASSERT_EQ(available, 2);
}

}  // namespace
}  // namespace evenset
