// tests/cases/metrics/boilerplate.jsonl: answers, four stock phrases in some of them.
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "evenset/metric.h"
#include "metric_rows.h"

namespace evenset {
namespace {

TEST(Boilerplate, FindsTheStockPhrasesOfWrittenAnswers) {
  std::ifstream file(EVENSET_ROOT "/tests/cases/metrics/boilerplate.jsonl");
  const Plan plan;
  Examples rows;
  double wanted = 0;
  for (std::string line; std::getline(file, line);) {
    const auto row = nlohmann::json::parse(line);
    wanted += row["boilerplate"].get<bool>();
    tests::add_row(rows, plan, rows.size() + 1, {{Role::user, "?"}, {Role::assistant, row["response"]}});
  }
  ASSERT_EQ(rows.size(), 240u);
  Profile profile(plan);
  profile.add(rows);
  const Figures figures = profile.figures();
  EXPECT_DOUBLE_EQ(figures.number.at("boilerplate_share"), wanted / 240);
  EXPECT_DOUBLE_EQ(figures.number.at("largest_boilerplate_share"), 40. / 240);
}

}  // namespace
}  // namespace evenset
