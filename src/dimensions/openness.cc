// Codebook §3: whether two experts would give the same answer.
#include <algorithm>
#include <cmath>

#include "dimensions/verdicts.h"

namespace evenset {
namespace {

enum class Openness : int16_t { closed, open };

// Above 0: open.
double base(const Evidence& e, const Label& type) {
  if (is(type, Type::multi_step)) return 0.5 + 0.4 * e.has(Ask::design);
  if (is(type, Type::comparative)) {
    if (e.any(Ask::choose, Ask::weighs, Ask::worth, Ask::trade_off)) return 0.5;
    return e.has(Ask::than) ? -0.3 : 0.0;
  }
  // Several causes make a fault open; a named error has a known one.
  if (is(type, Type::troubleshooting)) return e.has(Ask::error) ? 0.0 : 0.4;
  if (is(type, Type::how_to)) return -0.5;
  return is(type, Type::other) ? 0.2 : -0.7;
}

Label label(const RowView& row) {
  const Evidence& e = row.evidence();
  if (!e.reads_question) return {};
  const Label negative = judged_negative(row);
  if (negative.value > 0) return as_label(Openness::closed, 0.5 + 0.35 * negative.confidence);
  const Label ambiguous = judged_ambiguous(row);
  if (ambiguous.value == 1) return as_label(Openness::open, 0.5 + 0.4 * ambiguous.confidence);
  double score = base(e, judged_type(row)) + 0.8 * e.has(Ask::advice) + 0.8 * e.has(Ask::ideas) +
                 0.3 * e.has(Ask::best) - 0.3 * e.has(Ask::definite) - 0.3 * e.has(Ask::how_much);
  score += 0.5 * e.opens(Reply::depends) + 0.3 * e.opens(Reply::several) + 0.3 * e.opens(Reply::causes);
  if (e.opens_any(Reply::says_no, Reply::says_yes)) score -= 0.4;
  if (judged_adversarial(row).value == 1) score -= 0.3;
  return as_label(score > 0 ? Openness::open : Openness::closed, 0.5 + 0.4 * std::min(std::abs(score), 1.0));
}

}  // namespace

extern const Dimension openness{
    "openness", "Whether there is one definite answer.", {"closed", "open"}, label};

}  // namespace evenset
