// Codebook §4: something is missing that the answer depends on.
#include "dimensions/verdicts.h"

namespace evenset {
namespace {

// What the response says of the question.
double weigh_response(const Evidence& e, const Label& behaviour, bool trouble, int vague) {
  if (is(behaviour, Behaviour::clarifies))
    return (trouble ? 0.6 : 1.6) + (e.opens_any(Reply::readings, Reply::needs_more) ? 0.3 : 0.0);
  if (behaviour.value > 0 && !is(behaviour, Behaviour::empty)) return -0.7;
  return e.opens(Reply::depends) && vague > 0 ? 0.3 : 0.0;
}

}  // namespace

Label judged_ambiguous(const RowView& row) {
  const Evidence& e = row.evidence();
  if (!e.reads_question) return {};
  const Label behaviour = judged_behaviour(row);
  // A fault report without details is a hard diagnosis.
  const bool trouble = is(judged_type(row), Type::troubleshooting);
  const int vague = e.count(Ask::vague_act, Ask::vague_better, Ask::vague_cost, Ask::vague_best,
                            Ask::vague_which, Ask::vague_time) +
                    (e.has(Ask::vague_thing) && row.input_words <= 9);
  double score = 0;
  // Earlier turns settle what a short question leaves out.
  if (row.user_turns == 1 && row.input_words <= 14) score += 1.2 * (vague > 0) + 0.3 * (vague > 1);
  score += weigh_response(e, behaviour, trouble, vague);
  // What needs the asker's private facts is unknown, not ambiguous.
  if (e.has(Ask::unknowable) && vague == 0 && !is(behaviour, Behaviour::clarifies)) score -= 0.5;
  if (trouble) score -= 0.4;
  if (score >= 1.15) return {1, static_cast<float>(surer(score, 1))};
  return {0, static_cast<float>(score > 0.5 ? 0.65 : 0.92)};
}

extern const Dimension ambiguous{
    "ambiguous",
    "Whether something is missing that the answer depends on, and nothing settles it.",
    {"no", "yes"},
    judged_ambiguous};

}  // namespace evenset
