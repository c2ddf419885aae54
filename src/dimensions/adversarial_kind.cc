// Codebook §5: which way an adversarial question is wrong.
#include <algorithm>

#include "dimensions/verdicts.h"

namespace evenset {
namespace {

enum class Flaw : int16_t {
  none,
  contradiction,
  impossible,
  boundary,
  conflicting_requirements,
  model_limits,
  false_premise
};

Flaw kind(const Evidence& e) {
  struct Reading {
    Flaw flaw;
    double score;
  };
  const Reading readings[] = {
      {Flaw::false_premise, 0.9 + 0.6 * e.count(Ask::presumes, Ask::heard) + 0.7 * e.opens(Reply::mistaken) +
                                0.5 * e.opens(Reply::no_such) + 0.3 * e.has(Ask::why)},
      {Flaw::contradiction,
       1.4 * e.opens(Reply::contradicts) + 0.5 * e.has(Ask::conflict) + 1.2 * e.has(Ask::riddle)},
      {Flaw::impossible, 1.3 * e.opens(Reply::not_possible) + 0.8 * e.count(Ask::absolute, Ask::boundary) +
                             0.4 * e.has(Ask::yes_no)},
      {Flaw::boundary, 1.5 * e.has(Ask::zero) + 1.2 * e.has(Ask::extreme) +
                           0.9 * e.opens(Reply::too_extreme) + 0.3 * e.has(Ask::boundary)},
      {Flaw::conflicting_requirements,
       1.3 * e.has(Ask::conflict) + 1.0 * e.opens(Reply::contradicts) + 0.4 * e.any(Ask::how_to, Ask::wants)},
      {Flaw::model_limits,
       2.0 * e.has(Ask::model_self) + 2.2 * e.has(Ask::overriding) + 1.2 * e.opens(Reply::is_model)}};
  const Reading* best =
      std::max_element(std::begin(readings), std::end(readings),
                       [](const Reading& a, const Reading& b) { return a.score < b.score; });
  return best->flaw;
}

Label label(const RowView& row) {
  Label out = judged_adversarial(row);
  // The kind is a second guess on top of the first.
  if (out.value == 1) out = as_label(kind(row.evidence()), 0.7 * out.confidence);
  return out;
}

}  // namespace

extern const Dimension adversarial_kind{"adversarial_kind",
                                        "What is wrong with an adversarial question.",
                                        {"none", "contradiction", "impossible", "boundary",
                                         "conflicting_requirements", "model_limits", "false_premise"},
                                        label};

}  // namespace evenset
