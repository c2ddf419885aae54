#include "models/row_measures.h"

#include <algorithm>
#include <array>

namespace evenset {
namespace {

constexpr size_t kReadBytes = 4000;

// Where each measure starts; the numbers stand in models, so they stay.
enum Start : size_t { kAsked = 0, kAnswered = 18, kAskedWords = 36, kAnsweredWords = 46, kTalk = 56 };

enum Mark : size_t {
  has_question_mark,
  ends_with_question_mark,
  several_question_marks,
  has_exclamation,
  ends_with_exclamation,
  ends_with_stop,
  ends_openly,  // on a letter or digit
  has_digit,
  has_backtick,
  has_code_sign,
  has_break,
  many_breaks,
  starts_low,
  has_no_capital,
  mostly_capitals,
  has_apostrophe,
  has_list,
  is_not_ascii,
};
static_assert(is_not_ascii + size_t{1} == kAnswered - kAsked);

struct Counts {
  std::array<uint32_t, 256> of{};
  uint32_t capitals = 0, small = 0, digits = 0, wide = 0;
};

Counts counted(std::string_view text) {
  Counts out;
  for (const char c : text) ++out.of[static_cast<unsigned char>(c)];
  for (unsigned c = 'A'; c <= 'Z'; ++c) out.capitals += out.of[c], out.small += out.of[c + 32];
  for (unsigned c = '0'; c <= '9'; ++c) out.digits += out.of[c];
  for (unsigned c = 0x80; c < 256; ++c) out.wide += out.of[c];
  return out;
}

bool is_small(char c) { return c >= 'a' && c <= 'z'; }
bool is_letter_or_digit(char c) {
  return is_small(c) || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (c & 0x80) != 0;
}

using Shown = std::bitset<kRowMeasures>;

void mark_text(Shown& out, size_t start, std::string_view text) {
  const size_t last = text.find_last_not_of(" \t\r\n");
  if (last == std::string_view::npos) return;
  const std::string_view part = text.substr(0, kReadBytes);
  const Counts counts = counted(part);
  const auto count = [&](char c) { return counts.of[static_cast<unsigned char>(c)]; };
  const auto mark = [&](Mark which, bool holds) { out[start + which] = holds; };
  const char end = text[last];
  mark(has_question_mark, count('?') > 0);
  mark(ends_with_question_mark, end == '?');
  mark(several_question_marks, count('?') > 1);
  mark(has_exclamation, count('!') > 0);
  mark(ends_with_exclamation, end == '!');
  mark(ends_with_stop, end == '.');
  mark(ends_openly, is_letter_or_digit(end));
  mark(has_digit, counts.digits > 0);
  mark(has_backtick, count('`') > 0);
  mark(has_code_sign, count('{') + count('=') + count('<') + count('_') + count('\\') > 0);
  mark(has_break, count('\n') > 0);
  mark(many_breaks, count('\n') > 4);
  mark(starts_low, is_small(text[text.find_first_not_of(" \t\r\n")]));
  mark(has_no_capital, counts.capitals == 0);
  mark(mostly_capitals, counts.capitals > counts.small);
  mark(has_apostrophe, count('\'') > 0);
  mark(has_list, part.find("\n- ") != std::string_view::npos || part.find("\n1. ") != std::string_view::npos);
  mark(is_not_ascii, counts.wide > 0);
}

template <size_t N>
size_t bin(uint32_t number, const uint32_t (&bounds)[N]) {
  return static_cast<size_t>(std::upper_bound(bounds, bounds + N, number) - bounds);
}

constexpr uint32_t kQuestionBounds[] = {3, 5, 8, 12, 16, 21, 36, 61, 101};
constexpr uint32_t kResponseBounds[] = {1, 9, 16, 31, 51, 81, 121, 201, 401};
static_assert(kAnsweredWords - kAskedWords == std::size(kQuestionBounds) + 1);
static_assert(kTalk - kAnsweredWords == std::size(kResponseBounds) + 1);

}  // namespace

TurnsBefore turns_before(const RowView& row) {
  TurnsBefore out;
  bool at_question = true;
  for (auto turn = row.turns.rbegin(); turn != row.turns.rend(); ++turn) {
    if (turn->role == Role::user) {
      if (!at_question) {
        out.question = turn->text;
        break;
      }
      at_question = false;
    } else if (turn->role == Role::assistant && !at_question && out.reply.empty()) {
      out.reply = turn->text;
    }
  }
  return out;
}

Shown row_measures(const RowView& row) {
  Shown out;
  mark_text(out, kAsked, row.question);
  mark_text(out, kAnswered, row.response);
  out.set(kAskedWords + bin(row.input_words, kQuestionBounds));
  out.set(kAnsweredWords + bin(row.response_words, kResponseBounds));
  out.set(kTalk + std::min<size_t>(row.user_turns, 3));
  out[kTalk + 4] = !row.turns.empty() && row.turns.front().role == Role::system;
  const std::string_view reply = turns_before(row).reply;
  const size_t last = reply.find_last_not_of(" \t\r\n");
  out[kTalk + 5] = last != std::string_view::npos && reply[last] == '?';
  out[kTalk + 6] =
      last != std::string_view::npos && reply.substr(0, kReadBytes).find('?') != std::string_view::npos;
  return out;
}

}  // namespace evenset
