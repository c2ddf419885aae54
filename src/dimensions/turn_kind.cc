// Codebook §11: how the last user turn ties to what was said before.
#include <algorithm>

#include "dimensions/verdicts.h"

namespace evenset {
namespace {

enum class Kind : int16_t { none, follow_up, clarification, refinement };

// The assistant's turn before the question; "" where there is none.
std::string_view answer_before(const RowView& row) {
  bool question = false;
  for (size_t t = row.turns.size(); t > 0; --t) {
    const RowView::Turn& turn = row.turns[t - 1];
    if (turn.role == Role::user) question = true;
    if (question && turn.role == Role::assistant) return turn.text;
  }
  return {};
}

// Whether a text's last sentences ask: the question mark stands near the end.
bool asks_at_end(std::string_view text) {
  constexpr size_t kNear = 160;
  return text.substr(text.size() - std::min(text.size(), kNear)).find('?') != std::string_view::npos;
}

// `asked`: the assistant did; `asks`: the user does.
double weigh_clarification(const Evidence& e, bool asked, bool asks) {
  const double score = 1.6 * e.has(Ask::what_meant);
  // Who was asked and does not ask back, answers.
  if (asked && !asks) return score + 1.6 + 0.3 * e.has(Ask::states);
  if (!e.has(Ask::states) || asked != asks) return score;
  return score + (asked ? 0.6 : 0.9);
}

Label label(const RowView& row) {
  if (row.user_turns < 2) return as_label(Kind::none, 1);
  const Evidence& e = row.evidence();
  if (!e.reads_question) return {};
  const bool asked = asks_at_end(answer_before(row));
  const bool asks = e.question.questions > 0;

  const double clarification = weigh_clarification(e, asked, asks);
  double refinement = 1.4 * e.has(Ask::changes);
  double follow_up = 0.5 + 0.7 * asks + 0.4 * e.has(Ask::continues);
  if (!asked && e.any(Ask::order, Ask::transform, Ask::wants, Ask::code) && e.has(Ask::changes))
    refinement += 0.6;
  if (!asks && !asked) refinement += 0.3;
  if (e.any(Ask::how_to, Ask::why, Ask::how_much, Ask::place_or_time)) follow_up += 0.4;

  if (clarification > follow_up && clarification >= refinement)
    return as_label(Kind::clarification, surer(clarification, follow_up, 0.9));
  if (refinement > follow_up) return as_label(Kind::refinement, surer(refinement, follow_up, 0.9));
  return as_label(Kind::follow_up, surer(follow_up, std::max(clarification, refinement), 0.9));
}

}  // namespace

extern const Dimension turn_kind{"turn_kind",
                                 "What the last user turn does with the conversation before it.",
                                 {"none", "follow_up", "clarification", "refinement"},
                                 label};

}  // namespace evenset
