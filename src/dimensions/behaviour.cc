// Codebook §7: what the response does, by the phrases it opens and closes with.
#include <algorithm>

#include "dimensions/verdicts.h"

namespace evenset {
namespace {

// A short response has little room for an answer beside the phrase.
constexpr uint32_t kShort = 45, kLong = 160;

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

bool presupposes(const Evidence& e) {
  return e.any(Ask::why, Ask::how_to, Ask::presumes, Ask::heard, Ask::place_or_time, Ask::how_works) ||
         (e.any(Ask::what, Ask::which, Ask::how_much) && !e.has(Ask::yes_no));
}

bool strains(const Evidence& e) {
  return e.any(Ask::zero, Ask::extreme, Ask::conflict, Ask::absolute, Ask::boundary, Ask::heard);
}

double declining(const Evidence& e, const RowView& row) {
  double score = 3.0 * e.opens(Reply::cannot_help) + 1.3 * e.opens(Reply::i_cannot) + 0.7 * e.we_deny +
                 2.4 * e.opens(Reply::unpublished) + 1.8 * e.opens(Reply::scope) +
                 0.7 * e.opens(Reply::not_allowed) + 0.6 * e.opens(Reply::sorry) +
                 0.8 * e.opens(Reply::elsewhere) + 0.8 * e.opens(Reply::expert) +
                 0.5 * e.opens(Reply::privacy) + 0.5 * e.opens(Reply::ethics) + 0.6 * e.opens(Reply::offers);
  if (e.opens(Reply::contact)) score += row.response_words <= kShort ? 1.5 : 0.4;
  // "No, we do not support X" answers "Do you support X?".
  if (e.has(Ask::yes_no) && e.opens(Reply::says_no) && !e.opens_any(Reply::cannot_help, Reply::contact))
    score -= 1.2;
  if (row.response_words > kLong && !e.opens(Reply::cannot_help)) score -= 1;
  return score;
}

double not_knowing(const Evidence& e, const RowView& row) {
  double score = 2.2 * e.opens(Reply::unknown) + 2.2 * e.opens(Reply::cannot_tell) +
                 2.6 * e.opens(Reply::unannounced) + 0.4 * e.opens(Reply::look_up) +
                 0.3 * e.opens(Reply::future);
  if (row.response_words > kLong) score -= 1;
  return score;
}

double correcting(const Evidence& e) {
  double score = 2.0 * e.opens(Reply::mistaken) + 2.2 * e.opens(Reply::contradicts) +
                 2.0 * e.opens(Reply::gone) + 1.5 * e.opens(Reply::not_possible) +
                 1.1 * e.opens(Reply::too_extreme) + 1.2 * e.opens(Reply::warns) +
                 1.0 * e.opens(Reply::actually) + 0.5 * e.opens(Reply::does_not);
  if (e.opens(Reply::no_such)) score += presupposes(e) ? 0.7 : 0.4;
  // A denial at once, where nothing was asked that "no" answers, objects to the question.
  const bool negated = e.any(Ask::not_doing, Ask::will_not);
  if (e.denies && !e.we_deny && !negated) score += e.has(Ask::yes_no) ? 0.6 : 1.6;
  if (strains(e)) score += 0.5;
  // A yes/no question that presupposes nothing is answered by "no".
  if (e.has(Ask::yes_no) && !strains(e) && !e.opens_any(Reply::gone, Reply::warns)) score -= 1;
  if (e.opens(Reply::says_yes)) score -= 1;
  return score;
}

double asking_back(const Evidence& e, const RowView& row) {
  const size_t questions = e.head.questions + e.tail.questions;
  const size_t bytes = e.head.text.size() + e.tail.text.size();
  const double asked =
      static_cast<double>(e.head.question_bytes + e.tail.question_bytes) / static_cast<double>(bytes + 1);
  const bool asks =
      e.opens_any(Reply::asks, Reply::which_one) || e.closes(Reply::asks) || e.closes(Reply::which_one);
  double score =
      2.0 * e.opens(Reply::readings) + 1.0 * (e.opens(Reply::needs_more) || e.closes(Reply::needs_more));
  if (asks) score += questions > 0 ? 1.0 : 0.6;
  if (asked > 0.3) score += asks ? 1.5 : 0.8;
  if (asked > 0.5 && row.response_words <= kShort && !e.opens(Reply::offers)) score += 1.2;
  if (asks && row.response_words <= kShort) score += 0.6;
  if (row.response_words > kLong) score -= 1;
  return score;
}

}  // namespace

Label judged_behaviour(const RowView& row) {
  if (is_blank(row.response)) return as_label(Behaviour::empty, 1);
  const Evidence& e = row.evidence();
  if (!e.reads_response) return {};

  struct Reading {
    Behaviour behaviour;
    double score;
  };
  const Reading readings[] = {{Behaviour::clarifies, asking_back(e, row)},
                              {Behaviour::declines, declining(e, row)},
                              {Behaviour::unknown_answer, not_knowing(e, row)},
                              {Behaviour::corrects, correcting(e)}};
  Reading best{Behaviour::answers, 1.9};
  for (const Reading& reading : readings)
    if (reading.score > best.score) best = reading;
  if (best.behaviour == Behaviour::answers) {
    double highest = 0;
    for (const Reading& reading : readings) highest = std::max(highest, reading.score);
    return as_label(best.behaviour, 0.95 - 0.2 * highest);
  }
  return as_label(best.behaviour, surer(best.score, 1.2));
}

extern const Dimension behaviour{"behaviour",
                                 "What the response does with the question.",
                                 {"answers", "clarifies", "corrects", "declines", "unknown_answer", "empty"},
                                 judged_behaviour};

}  // namespace evenset
