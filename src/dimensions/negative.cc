// Codebook §6: why the question should be declined, redirected or left open.
#include <algorithm>
#include <array>

#include "dimensions/verdicts.h"

namespace evenset {
namespace {

struct Reading {
  Reason reason;
  double asked;     // what the question's own words say
  double answered;  // what a response that declines names as its ground
};

std::array<Reading, 7> readings(const Evidence& e) {
  return {{
      {Reason::unethical, 1.1 * e.has(Ask::unethical) + 1.1 * e.has(Ask::overriding),
       0.8 * e.opens(Reply::ethics) + 0.5 * e.opens(Reply::not_allowed)},
      {Reason::personal, 1.0 * e.has(Ask::personal) + 0.3 * e.has(Ask::kin), 0.8 * e.opens(Reply::privacy)},
      {Reason::roadmap, 1.0 * e.has(Ask::roadmap),
       1.0 * e.opens(Reply::unannounced) + 0.3 * e.opens(Reply::future) + 0.3 * e.opens(Reply::unpublished)},
      {Reason::competitor, 0.8 * e.has(Ask::competitor), 0.9 * e.opens(Reply::elsewhere)},
      {Reason::outdated, 0.7 * e.has(Ask::outdated), 1.2 * e.opens(Reply::gone)},
      {Reason::unknown, 0.6 * e.has(Ask::unknowable),
       0.8 * e.opens(Reply::cannot_tell) + 0.7 * e.opens(Reply::unknown) + 0.3 * e.opens(Reply::look_up)},
      {Reason::out_of_scope, 0.8 * e.has(Ask::off_topic) + 0.4 * e.has(Ask::advice_elsewhere),
       1.0 * e.opens(Reply::scope) + 0.8 * e.opens(Reply::expert) + 0.3 * e.opens(Reply::elsewhere)},
  }};
}

template <class Score>
const Reading& highest(const std::array<Reading, 7>& all, Score score) {
  return *std::max_element(all.begin(), all.end(),
                           [&](const Reading& a, const Reading& b) { return score(a) < score(b); });
}

}  // namespace

Label judged_negative(const RowView& row) {
  const Evidence& e = row.evidence();
  if (!e.reads_question) return {};
  const Label behaviour = judged_behaviour(row);
  const auto all = readings(e);
  const auto both = [](const Reading& r) { return r.asked + r.answered; };
  const Reading& likely = highest(all, both);

  if (is(behaviour, Behaviour::declines) || is(behaviour, Behaviour::unknown_answer)) {
    if (both(likely) >= 0.6)
      return as_label(likely.reason, surer(both(likely), 0.5) * behaviour.confidence + 0.1);
    const Reason usual = is(behaviour, Behaviour::declines) ? Reason::out_of_scope : Reason::unknown;
    return as_label(usual, 0.4);
  }
  if (is(behaviour, Behaviour::corrects)) {
    if (e.opens(Reply::gone)) return as_label(Reason::outdated, e.has(Ask::outdated) ? 0.85 : 0.7);
    if (e.any(Ask::unethical, Ask::overriding)) return as_label(Reason::unethical, 0.6);
    return as_label(Reason::none, 0.8);
  }
  // An answer or a question back may be naive: the question must say it by itself.
  const Reading& asked = highest(all, [](const Reading& r) { return r.asked; });
  if (asked.asked >= 1.0 && !is(behaviour, Behaviour::clarifies)) return as_label(asked.reason, 0.6);
  if (asked.asked >= 0.7 && both(asked) >= 1.5) return as_label(asked.reason, 0.6);
  return as_label(Reason::none, asked.asked > 0 ? 0.75 : 0.95);
}

extern const Dimension negative{
    "negative",
    "Why the question should be declined, redirected or left open; none where it should be answered.",
    {"none", "out_of_scope", "unethical", "outdated", "unknown", "competitor", "roadmap", "personal"},
    judged_negative};

}  // namespace evenset
