#include "models/row_tokens.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace evenset {
namespace {

// q, r, u and a are pieces 3 to 6; every word is one.
const WordPiece& letters() {
  static const WordPiece pieces("[UNK]\n[CLS]\n[SEP]\nq\nr\nu\na\nx\ny");
  return pieces;
}

std::string repeated(std::string_view word, size_t count) {
  std::string out;
  for (size_t i = 0; i < count; ++i) out.append(word).append(" ");
  return out;
}

std::vector<RowView::Turn> turns(std::string_view user, std::string_view assistant, std::string_view question,
                                 std::string_view response) {
  std::vector<RowView::Turn> out;
  if (!user.empty()) out.push_back({Role::user, user});
  if (!assistant.empty()) out.push_back({Role::assistant, assistant});
  out.push_back({Role::user, question});
  if (!response.empty()) out.push_back({Role::assistant, response});
  return out;
}

PackedRows packed(const RowView& row) {
  PackedRows rows;
  append_row(rows, letters(), row);
  return rows;
}

ptrdiff_t count(const PackedRows& rows, int32_t id) {
  return std::count(rows.ids.begin(), rows.ids.end(), id);
}

TEST(RowTokens, Layout) {
  EXPECT_EQ(packed(RowView("q q", "r")).ids, (std::vector<int32_t>{1, 3, 3, 2, 4, 2}));
  EXPECT_EQ(packed(RowView("q q", "r")).types, (std::vector<uint8_t>{0, 0, 0, 0, 1, 1}));
  EXPECT_EQ(packed(RowView("", "")).ids, (std::vector<int32_t>{1, 2, 2}));
  const PackedRows all = packed(RowView(turns("u", "a a", "q", "r")));
  EXPECT_EQ(all.ids, (std::vector<int32_t>{1, 3, 2, 4, 2, 5, 6, 6, 2}));
  EXPECT_EQ(all.types, (std::vector<uint8_t>{0, 0, 0, 1, 1, 1, 1, 1, 1}));
}

// Words of question, response, user before, assistant before; pieces kept of each.
TEST(RowTokens, Shares) {
  const size_t table[][8] = {
      {50, 75, 0, 0, 50, 75, 0, 0},        // 125 places: all fits
      {51, 75, 0, 0, 51, 74, 0, 0},        // the question first, up to 55 %
      {500, 500, 0, 0, 69, 56, 0, 0},      // ceil(0.55 * 125)
      {500, 10, 0, 0, 115, 10, 0, 0},      // what the response leaves
      {10, 500, 0, 0, 10, 115, 0, 0},      // and the other way round
      {500, 500, 99, 99, 55, 45, 10, 14},  // 100 places
      {500, 0, 3, 0, 121, 0, 3, 0},       {500, 0, 0, 3, 121, 0, 0, 3},
  };
  for (const auto& row : table) {
    const std::string q = repeated("q", row[0]), r = repeated("r", row[1]), u = repeated("u", row[2]),
                      a = repeated("a", row[3]);
    const PackedRows rows = packed(RowView(turns(u, a, q, r)));
    for (size_t part = 0; part < 4; ++part)
      EXPECT_EQ(count(rows, static_cast<int32_t>(3 + part)), static_cast<ptrdiff_t>(row[4 + part]))
          << row[0] << " " << row[1] << " " << row[2] << " " << row[3];
    EXPECT_LE(rows.ids.size(), kMaxPieces);
  }
}

TEST(RowTokens, BeginningAndEndOfALongText) {
  // 69 places: 49 from the beginning, 20 from the end.
  const std::string question = repeated("q", 49) + repeated("x", 400) + repeated("y", 20);
  const PackedRows rows = packed(RowView(question, repeated("r", 400)));
  EXPECT_EQ(count(rows, 3), 49);
  EXPECT_EQ(count(rows, 7), 0);
  EXPECT_EQ(count(rows, 8), 20);
  // The assistant's end, the user's beginning.
  const std::string user = repeated("u", 10) + repeated("x", 30),
                    answer = repeated("y", 30) + repeated("a", 14);
  const PackedRows before = packed(RowView(turns(user, answer, "q", "r")));
  EXPECT_EQ(count(before, 5), 10);
  EXPECT_EQ(count(before, 6), 14);
  EXPECT_EQ(count(before, 7) + count(before, 8), 0);
}

TEST(RowTokens, OnlyTheBytesAtBothEndsOfAHugeText) {
  // Characters of three bytes: neither border is one of theirs.
  std::string text;
  for (size_t i = 0; i < 4000; ++i) text += "あ";
  const PackedRows rows = packed(RowView(text, ""));
  EXPECT_EQ(count(rows, 0), 2);  // two words over 100 characters
  const std::string huge(size_t{10} << 20, 'q');
  EXPECT_EQ(packed(RowView(huge, huge)).ids.size(), 7u);
}

TEST(RowTokens, SystemAndToolTurnsAreNotBefore) {
  const RowView row(std::vector<RowView::Turn>{
      {Role::system, "x"}, {Role::user, "q"}, {Role::tool, "x"}, {Role::assistant, "r"}});
  EXPECT_EQ(packed(row).ids, (std::vector<int32_t>{1, 3, 2, 4, 2}));
}

TEST(RowTokens, TextsAlone) {
  PackedRows rows;
  append_text(rows, letters(), "q r");
  append_text(rows, letters(), repeated("q", 9999));
  EXPECT_EQ(rows.starts, (std::vector<size_t>{0, 4, 132}));
  EXPECT_EQ(rows.ids.back(), 2);
  EXPECT_EQ(std::count(rows.types.begin(), rows.types.end(), 0), 132);
}

}  // namespace
}  // namespace evenset
