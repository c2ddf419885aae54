#include "models/row_measures.h"

#include <gtest/gtest.h>

namespace evenset {
namespace {

TEST(RowMeasures, SaySomethingOfEachPart) {
  const auto plain = row_measures(RowView("Reset it.", "Done."));
  EXPECT_NE(plain, row_measures(RowView("reset it.", "Done.")));
  EXPECT_NE(plain, row_measures(RowView("Reset it?", "Done.")));
  EXPECT_NE(plain, row_measures(RowView("Reset it.", "Done!")));
  EXPECT_NE(plain, row_measures(RowView("Reset it.", "Run `done`.")));
  EXPECT_NE(plain, row_measures(RowView("Reset it, please, at once, and now.", "Done.")));
  EXPECT_EQ(plain, row_measures(RowView("Start it.", "Gone.")));
}

TEST(RowMeasures, StandForAnyRow) {
  EXPECT_EQ(row_measures(RowView()).count(), 3u);  // no word, no word, no turn
  EXPECT_EQ(row_measures(RowView(" \n\t", "\r\n")).count(), 3u);
  EXPECT_GT(row_measures(RowView(std::string(10'000'000, '?'), "")).count(), 3u);
}

TEST(RowMeasures, FindTheTurnsBeforeTheQuestion) {
  const RowView row({{Role::system, "s"},
                     {Role::user, "first"},
                     {Role::assistant, "one?"},
                     {Role::user, "second"},
                     {Role::assistant, "two?"},
                     {Role::user, "third"},
                     {Role::assistant, "three"}});
  EXPECT_EQ(turns_before(row).question, "second");
  EXPECT_EQ(turns_before(row).reply, "two?");
  EXPECT_EQ(turns_before(RowView("q", "a")).reply, "");
  EXPECT_EQ(turns_before(RowView()).question, "");
}

}  // namespace
}  // namespace evenset
