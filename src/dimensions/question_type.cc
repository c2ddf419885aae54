// Codebook §1: the first type that holds, in the order troubleshooting,
// comparative, multi_step, how_to, factual; what has none of these forms is other.
#include "dimensions/verdicts.h"

namespace evenset {
namespace {

double trouble_score(const Evidence& e) {
  double score =
      2.0 * e.count(Ask::error, Ask::not_doing, Ask::will_not, Ask::deviates, Ask::why_mine, Ask::fix) +
      1.5 * e.count(Ask::fails, Ask::trouble) + 0.7 * e.count(Ask::fails_adjective, Ask::since) +
      0.6 * e.has(Ask::why_the);
  // "What happens when a payment fails?" asks about failing; nothing failed.
  if (e.any(Ask::hypothetical, Ask::meaning) && !e.any(Ask::why_mine, Ask::fix)) score -= 2.2;
  return score;
}

double comparison_score(const Evidence& e) {
  double score = 2.0 * e.count(Ask::difference, Ask::versus) + 1.5 * e.count(Ask::choose, Ask::trade_off) +
                 1.3 * e.has(Ask::worth);
  // "Is this an X or a Y?", "Do you take cards or PayPal?" weigh nothing.
  if (e.has(Ask::or_word) && e.has(Ask::weighs)) score += 1.5;
  if (e.any(Ask::which, Ask::what) && e.has(Ask::better)) score += 1.5;
  if (e.has(Ask::which_option) && e.any(Ask::best, Ask::weighs)) score += 1.5;
  // "gzip or zstd for logs?", "Which is lighter, A or B?"
  const bool asks_fact =
      e.any(Ask::what, Ask::place_or_time, Ask::how_much, Ask::how_to, Ask::why, Ask::wants);
  if (e.has(Ask::or_word) && !e.has(Ask::yes_no) && !asks_fact && e.question.sentences <= 2) score += 1.5;
  if (e.has(Ask::than) && e.question.questions > 0 && !e.has(Ask::deviates)) score += 1.5;
  return score;
}

double stages_score(const Evidence& e) {
  const bool acts =
      e.has(Ask::list_of_acts) && e.any(Ask::how_to, Ask::wants, Ask::help_with, Ask::how_to_what);
  return 1.5 * (e.count(Ask::end_to_end, Ask::everything, Ask::design, Ask::stages) + acts) +
         0.9 * e.has(Ask::wh_list) + 0.7 * e.has(Ask::and_then) + (e.question.questions > 1 ? 0.5 : 0.0);
}

bool asks_something(const Evidence& e) {
  return e.question.questions > 0 ||
         e.any(Ask::what, Ask::which, Ask::place_or_time, Ask::why, Ask::how_much, Ask::how_to,
               Ask::how_to_what, Ask::how_works, Ask::yes_no, Ask::tell, Ask::order);
}

// Texts to write or to work on, talk, thanks and wishes.
Label other(const Evidence& e, double trouble) {
  if (e.has(Ask::creative) && !e.has(Ask::code)) return as_label(Type::other, 0.85);
  if (e.has(Ask::transform) && !e.has(Ask::how_to)) return as_label(Type::other, 0.8);
  if (e.has(Ask::chat) && trouble < 2 && !e.any(Ask::how_to, Ask::how_much))
    return as_label(Type::other, 0.75);
  if (asks_something(e)) return {};
  if (e.has(Ask::thanks)) return as_label(Type::other, 0.85);
  if (e.has(Ask::wish) && trouble < 3) return as_label(Type::other, 0.75);
  return {};
}

Label single_request(const Evidence& e) {
  if (e.has(Ask::how_to) || (e.has(Ask::how_to_what) && !e.has(Ask::why))) return as_label(Type::how_to, 0.9);
  if (e.any(Ask::order, Ask::code)) return as_label(Type::how_to, e.has(Ask::yes_no) ? 0.65 : 0.8);
  if (e.any(Ask::what, Ask::which, Ask::place_or_time, Ask::how_much, Ask::how_works, Ask::why, Ask::yes_no))
    return as_label(Type::factual, 0.85);
  if (e.has(Ask::tell)) return as_label(Type::factual, 0.75);
  if (e.any(Ask::wants, Ask::help_with)) return as_label(Type::how_to, 0.65);
  if (e.question.questions > 0) return as_label(Type::factual, 0.5);
  return as_label(e.any(Ask::states, Ask::wish) ? Type::other : Type::factual, 0.35);
}

}  // namespace

Label judged_type(const RowView& row) {
  const Evidence& e = row.evidence();
  if (!e.reads_question) return {};
  const double trouble = trouble_score(e);
  if (const Label off = other(e, trouble); off.value >= 0) return off;
  const double comparison = comparison_score(e);
  // An explicit comparison is asked for even where a fault is the occasion.
  const bool compares = comparison >= 2 && comparison > trouble && e.question.questions > 0;
  if (trouble >= 1.5 && !compares) return as_label(Type::troubleshooting, surer(trouble, 1));
  if (comparison >= 1.5) return as_label(Type::comparative, surer(comparison, 1));
  const double stages = stages_score(e);
  if (stages >= 1.5) return as_label(Type::multi_step, surer(stages, 1));
  return single_request(e);
}

extern const Dimension question_type{
    "question_type",
    "What kind of answer the question asks for.",
    {"factual", "how_to", "comparative", "troubleshooting", "multi_step", "other"},
    judged_type};

}  // namespace evenset
