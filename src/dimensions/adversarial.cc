// Codebook §5: what in the question cannot be, by the question's own words and
// by a response that objects.
#include "dimensions/verdicts.h"

namespace evenset {
namespace {

// How strongly the question looks wrong, without its kind.
double strain(const Evidence& e, const Label& behaviour, bool trouble) {
  double score = 2.0 * e.count(Ask::overriding, Ask::riddle) + 1.3 * e.count(Ask::zero, Ask::model_self) +
                 0.8 * e.count(Ask::extreme, Ask::absolute) +
                 0.8 * (e.has(Ask::boundary) && e.any(Ask::yes_no, Ask::how_to)) +
                 0.6 * e.count(Ask::conflict, Ask::heard) + 0.3 * e.has(Ask::presumes);
  score += 1.2 * e.opens(Reply::contradicts) + 0.9 * e.opens(Reply::not_possible) +
           0.9 * e.opens(Reply::mistaken) + 0.6 * e.opens(Reply::too_extreme) + 0.4 * e.opens(Reply::warns) +
           0.5 * e.opens(Reply::is_model);
  if (is(behaviour, Behaviour::corrects)) score += 1.0 + behaviour.confidence;
  if (e.denies && !e.has(Ask::yes_no)) score += 0.3;
  if (is(behaviour, Behaviour::clarifies)) score -= 0.6;
  // What is gone is outdated; what is broken is a fault, though it sounds odd.
  if (e.opens(Reply::gone)) score -= 1.2;
  if (trouble && !e.has(Ask::zero)) score -= 0.7;
  return score;
}

}  // namespace

Label judged_adversarial(const RowView& row) {
  const Evidence& e = row.evidence();
  if (!e.reads_question) return {};
  const bool trouble = is(judged_type(row), Type::troubleshooting);
  const double score = strain(e, judged_behaviour(row), trouble);
  if (score < 1.5) return {0, score > 0.9 ? 0.65f : 0.93f};
  return {1, static_cast<float>(surer(score, 1.2))};
}

extern const Dimension adversarial{
    "adversarial",
    "Whether the question holds a false premise, a contradiction, a trick or the like.",
    {"no", "yes"},
    judged_adversarial};

}  // namespace evenset
