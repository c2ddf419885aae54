// Codebook §13: what the question is about; the most specific domain wins.
#include <algorithm>
#include <array>

#include "dimensions/verdicts.h"

namespace evenset {
namespace {

enum class Domain : int16_t {
  product_features,
  api_integration,
  pricing_billing,
  setup_configuration,
  best_practices,
  limitations,
  use_cases,
  policies,
  other
};
constexpr size_t kDomains = 9;
using Scores = std::array<double, kDomains>;

double& of(Scores& scores, Domain domain) { return scores[static_cast<size_t>(domain)]; }

// Scores by the words of one turn.
Scores by_words(const Cues& cues) {
  const auto has = [&](Ask ask) { return cues[static_cast<size_t>(ask)] ? 1.0 : 0.0; };
  Scores s{};
  of(s, Domain::product_features) = 0.9 * has(Ask::feature);
  of(s, Domain::api_integration) = 2.1 * has(Ask::api) + 0.6 * has(Ask::api_weak);
  of(s, Domain::pricing_billing) =
      2.0 * has(Ask::price) + 2.3 * has(Ask::refund) + 0.5 * has(Ask::price_weak);
  of(s, Domain::setup_configuration) = 1.5 * has(Ask::setup) + 0.4 * has(Ask::setup_weak);
  of(s, Domain::best_practices) = 1.5 * has(Ask::practice);
  of(s, Domain::limitations) = 1.7 * has(Ask::limits) + 0.3 * has(Ask::limits_weak);
  of(s, Domain::use_cases) = 1.6 * has(Ask::use_case);
  of(s, Domain::policies) = 2.2 * has(Ask::policy) + 0.4 * has(Ask::policy_weak);
  return s;
}

void weigh_type(Scores& s, const Evidence& e, const Label& type) {
  if (is(type, Type::how_to)) of(s, Domain::setup_configuration) += 0.4;
  if (is(type, Type::factual) || is(type, Type::comparative)) of(s, Domain::product_features) += 0.3;
  if (is(type, Type::multi_step)) of(s, Domain::use_cases) += 0.6;
  if (is(type, Type::troubleshooting)) of(s, Domain::setup_configuration) += 0.3;
  if (is(type, Type::other)) of(s, Domain::other) += e.any(Ask::creative, Ask::chat) ? 1.5 : 0.6;
}

void weigh_borders(Scores& s, const Evidence& e) {
  if (e.any(Ask::end_to_end, Ask::design)) of(s, Domain::use_cases) += 0.4;
  // A quota of the API is a limit, a limit that is a price is pricing.
  if (e.has(Ask::limits) && e.has(Ask::api)) of(s, Domain::limitations) += 0.8;
  if (e.has(Ask::personal)) of(s, Domain::policies) += 1.6;
  if (e.has(Ask::roadmap)) of(s, Domain::product_features) += 0.6;
  if (e.has(Ask::how_to) && !e.has(Ask::best)) of(s, Domain::best_practices) -= 0.5;
  if (e.has(Ask::off_topic)) of(s, Domain::other) += 1.6 + (e.opens(Reply::scope) ? 1.0 : 0.0);
}

Label label(const RowView& row) {
  const Evidence& e = row.evidence();
  if (!e.reads_question) return {};
  Scores scores = by_words(e.ask);
  weigh_type(scores, e, judged_type(row));
  weigh_borders(scores, e);
  // A short turn in a conversation is about what was spoken of before.
  if (row.user_turns > 1) {
    const Scores before = by_words(e.earlier);
    for (size_t d = 0; d < kDomains; ++d) scores[d] += 0.6 * before[d];
  }
  const auto best = std::max_element(scores.begin(), scores.end());
  if (*best < 0.3) return as_label(Domain::product_features, 0.3);
  double second = 0;
  for (auto score = scores.begin(); score != scores.end(); ++score)
    if (score != best) second = std::max(second, *score);
  return as_label(static_cast<Domain>(best - scores.begin()), surer(*best, second, 0.9));
}

}  // namespace

extern const Dimension domain{
    "domain",
    "What the question is about.",
    {"product_features", "api_integration", "pricing_billing", "setup_configuration", "best_practices",
     "limitations", "use_cases", "policies", "other"},
    label};

}  // namespace evenset
