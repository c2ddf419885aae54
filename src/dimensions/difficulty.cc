// Codebook §2: how much has to be known, joined or weighed.
#include <algorithm>
#include <cmath>

#include "dimensions/verdicts.h"

namespace evenset {
namespace {

enum class Level : int16_t { easy, medium, hard };

double base(const Evidence& e, const Label& type) {
  if (is(type, Type::multi_step)) return 1.7 + 0.5 * e.has(Ask::design);
  if (is(type, Type::comparative))
    return 1.2 + 0.6 * e.has(Ask::trade_off) + 0.3 * e.count(Ask::choose, Ask::worth);
  if (is(type, Type::troubleshooting)) return 1.4;
  if (is(type, Type::how_to)) return 0.7 + 0.3 * e.any(Ask::code, Ask::and_then);
  return is(type, Type::factual) ? 0.3 + 0.4 * e.any(Ask::why, Ask::how_works) : 0.4;
}

double demands(const Evidence& e, const RowView& row) {
  double score = 0.5 * e.has(Ask::analyse) + 0.4 * e.has(Ask::advice) + 0.4 * e.has(Ask::ideas) +
                 0.25 * e.has(Ask::criterion) - 0.2 * e.has(Ask::definite);
  if (row.input_words > 12) score += 0.35;
  if (row.input_words > 20) score += 0.3;
  if (row.input_words > 50) score += 0.3;
  if (e.question.questions > 1) score += 0.3;
  return score;
}

// A long answer that names causes, options and conditions had much to weigh.
double answered(const Evidence& e, const RowView& row) {
  if (row.response_words == 0) return 0;
  double score =
      0.3 * e.opens(Reply::causes) + 0.35 * e.opens(Reply::depends) + 0.25 * e.opens(Reply::several);
  if (row.response_words < 12) score -= 0.3;
  if (row.response_words > 150) score += 0.3;
  if (row.response_words > 300) score += 0.3;
  return score;
}

Label label(const RowView& row) {
  const Evidence& e = row.evidence();
  if (!e.reads_question) return {};
  const Label negative = judged_negative(row);
  if (negative.value > 0) return as_label(Level::easy, 0.5 + 0.3 * negative.confidence);
  const double score = base(e, judged_type(row)) + demands(e, row) + answered(e, row);
  const double margin = std::min(std::abs(score - 1.0), std::abs(score - 2.0));
  const double confidence = 0.45 + 0.4 * std::min(margin, 1.0);
  return as_label(score < 1.0 ? Level::easy : score < 2.0 ? Level::medium : Level::hard, confidence);
}

}  // namespace

extern const Dimension difficulty{
    "difficulty", "How much a full answer has to know, join and weigh.", {"easy", "medium", "hard"}, label};

}  // namespace evenset
