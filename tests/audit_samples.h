// A company's plan and profiles of made-up sets, for the tests of audit and pages.
#pragma once

#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "evenset/audit.h"

namespace evenset {

inline Dimension sample_dimension(std::string name, std::vector<std::string> values, bool exact = false) {
  Dimension out;
  out.name = std::move(name);
  out.values = std::move(values);
  out.exact = exact;
  return out;
}

// One target: values joined with "+", share, low, high.
struct SampleTarget {
  std::string dimension;
  std::vector<int16_t> values;
  double share, low, high;
  bool complement = false;
};

inline void add_target(Plan& plan, const SampleTarget& sample) {
  Target target;
  target.dimension = plan.dimension(sample.dimension);
  target.values = sample.values;
  for (int16_t value : sample.values) {
    if (!target.name.empty()) target.name += '+';
    target.name += plan.dimensions[target.dimension].values[static_cast<size_t>(value)];
  }
  target.share = sample.share;
  target.low = sample.low;
  target.high = sample.high;
  target.complement = sample.complement;
  plan.targets.push_back(std::move(target));
}

inline std::vector<Dimension> sample_dimensions() {
  return {
      sample_dimension("question_type",
                       {"troubleshooting", "comparative", "multi_step", "how_to", "factual", "other"}),
      sample_dimension("difficulty", {"easy", "medium", "hard"}),
      sample_dimension("openness", {"closed", "open"}),
      sample_dimension("ambiguous", {"yes", "no"}),
      sample_dimension("adversarial", {"yes", "no"}),
      sample_dimension("negative", {"none", "out_of_scope", "unethical", "outdated", "unknown", "competitor",
                                    "roadmap", "personal"}),
      sample_dimension("input_length", {"short", "medium", "long"}, true),
      sample_dimension("response_length", {"short", "medium", "long"}, true),
      sample_dimension("tone", {"professional", "conversational", "mixed"}),
      sample_dimension("turns", {"single", "multi"}, true),
      sample_dimension("turn_kind", {"none", "follow_up", "clarification", "refinement"}),
      sample_dimension("language_style", {"clean", "informal", "typos"}),
      sample_dimension("domain",
                       {"product_features", "api_integration", "pricing_billing", "setup_configuration",
                        "best_practices", "limitations", "use_cases", "policies", "other"}),
  };
}

inline void add_sample_targets(Plan& plan) {
  const SampleTarget targets[] = {
      {"question_type", {0}, 0.18, 0.15, 0.20},
      {"question_type", {1}, 0.12, 0.10, 0.15},
      {"question_type", {2}, 0.07, 0.05, 0.15},
      {"question_type", {3}, 0.28, 0.25, 0.30},
      {"question_type", {4}, 0.35, 0.30, 0.40},
      {"question_type", {5}, 0.00, 0.00, 0.00, true},
      {"difficulty", {0}, 0.40, 0.35, 0.45},
      {"difficulty", {1}, 0.40, 0.35, 0.45},
      {"difficulty", {2}, 0.20, 0.15, 0.25},
      {"openness", {0}, 0.40, 0.35, 0.45},
      {"openness", {1}, 0.60, 0.55, 0.65},
      {"ambiguous", {0}, 0.08, 0.05, 0.10},
      {"ambiguous", {1}, 0.92, 0.90, 0.95, true},
      {"adversarial", {0}, 0.08, 0.05, 0.10},
      {"adversarial", {1}, 0.92, 0.90, 0.95, true},
      {"negative", {0}, 0.88, 0.85, 0.90, true},
      {"negative", {1, 2, 3, 4, 5, 6, 7}, 0.12, 0.10, 0.15},
      {"input_length", {0}, 0.40, 0.35, 0.45},
      {"input_length", {1}, 0.40, 0.35, 0.45},
      {"input_length", {2}, 0.20, 0.15, 0.25},
      {"response_length", {0}, 0.30, 0.25, 0.35},
      {"response_length", {1}, 0.50, 0.45, 0.55},
      {"response_length", {2}, 0.20, 0.15, 0.25},
      {"tone", {0}, 0.40, 0.35, 0.45},
      {"tone", {1}, 0.40, 0.35, 0.45},
      {"tone", {2}, 0.20, 0.15, 0.25},
      {"turns", {0}, 0.90, 0.80, 0.90, true},
      {"turns", {1}, 0.10, 0.10, 0.20},
      {"language_style", {0}, 0.95, 0.90, 0.95, true},
      {"language_style", {1, 2}, 0.05, 0.05, 0.10},
      {"domain", {0}, 0.20, 0.15, 0.25},
      {"domain", {1}, 0.15, 0.10, 0.20},
      {"domain", {2}, 0.10, 0.05, 0.15},
      {"domain", {3}, 0.15, 0.10, 0.20},
      {"domain", {4}, 0.10, 0.05, 0.15},
      {"domain", {5}, 0.10, 0.05, 0.15},
      {"domain", {6}, 0.10, 0.05, 0.15},
      {"domain", {7}, 0.10, 0.05, 0.15},
      {"domain", {8}, 0.00, 0.00, 0.00, true},
  };
  for (const SampleTarget& target : targets) add_target(plan, target);
}

inline size_t sample_target_index(const Plan& plan, std::string_view dimension, std::string_view name) {
  for (size_t i = 0; i < plan.targets.size(); ++i)
    if (plan.dimensions[plan.targets[i].dimension].name == dimension && plan.targets[i].name == name)
      return i;
  return plan.targets.size();
}

inline void add_sample_checks(Plan& plan) {
  constexpr const char* kNegatives =
      "share negative=out_of_scope+unethical+outdated+unknown+competitor+roadmap+personal";
  plan.metrics = {{"unique_verbs", "Different main verbs.", "metric unique_verbs", ">=", 50, ""},
                  {"mattr_50", "Lexical diversity.", "metric mattr_50", ">", 0.3, ""},
                  {"length_cv", "Variation of response lengths.", "metric length_cv", ">=", 0.25, ""},
                  {"smallest_domain", "The least covered domain.", "smallest domain", ">=", 0.05, ""}};
  plan.red_flags = {
      {"same_template", "Questions follow one template.", "metric largest_template_share", ">", 0.1, ""},
      {"same_length", "Responses are of one length.", "metric length_cv", "<", 0.25, ""},
      {"no_negatives", "Nothing to refuse or redirect.", kNegatives, "<", 0.01, ""},
      {"no_ambiguous", "Nothing that needs a question back.", "share ambiguous=yes", "<", 0.01, ""},
      {"single_domain", "One domain dominates.", "largest domain", ">", 0.5, ""},
      {"single_style", "One style of response.", "largest tone", ">", 0.8, ""}};
  plan.edge_cases = {{"adversarial", "Adversarial examples.", "share adversarial=yes", ">=", 0.05, ""},
                     {"ambiguous", "Ambiguous questions.", "share ambiguous=yes", ">=", 0.05, ""},
                     {"negative", "Questions to refuse.", kNegatives, ">=", 0.10, ""}};
  plan.phases = {
      {1,
       "Foundation",
       0,
       1000,
       {{"every_domain", "Every domain has a tenth or more.", "smallest domain", ">=", 0.1, ""},
        {"every_question_type", "All five question types.", "smallest question_type", ">=", 0.01, ""},
        {"negatives", "A tenth of negative examples.", kNegatives, ">=", 0.1, ""}}},
      {2,
       "Diversity",
       1000,
       3000,
       {{"multi_turn", "Multi-turn conversations.", "share turns=multi", ">=", 0.1, ""},
        {"kinds", "Follow-ups.", "within turn_kind=follow_up", ">=", 0.2, ""}}},
      {3,
       "Edge cases",
       3000,
       5000,
       {{"clarification", "Ambiguous questions are answered by a question back.", "matched ambiguous",
         ">=", 0.5, ""},
        {"verbs", "Every verb.", "missing verbs", "<=", 0, ""}}},
      {4,
       "Quality review",
       5000,
       50000,
       {{"reviewed", "A random tenth was read by people.", "reviewed", ">=", 0.1, ""},
        {"distribution", "Share of the distribution targets that pass.", "targets", ">=", 1, ""},
        {"holdout", "A held-out part was set aside.", "holdout", ">=", 1, ""}}}};
  plan.checklists = {
      {"verbs", {{"create", {}, "", "", ""}, {"debug", {}, "", "", ""}, {"monitor", {}, "", "", ""}}}};
}

inline Plan sample_plan() {
  Plan plan;
  plan.name = "company-qa";
  plan.dimensions = sample_dimensions();
  add_sample_targets(plan);
  size_t multi = sample_target_index(plan, "turns", "multi");
  for (int16_t kind : {1, 2, 3}) {
    Plan part = plan;
    part.targets.clear();
    add_target(part, {"turn_kind", {kind}, 1.0 / 3, 0.2333, 0.4334});
    plan.within.push_back({part.targets[0], multi});
  }
  plan.minimum = 1000;
  plan.recommended_low = 5000;
  plan.recommended_high = 10000;
  plan.production_low = 10000;
  plan.production_high = 50000;
  add_sample_checks(plan);
  return plan;
}

enum class LabelsBy { given, machine, human };

inline std::vector<int64_t>& counts_by(Profile::Counts& counts, LabelsBy by) {
  return by == LabelsBy::given ? counts.stated : by == LabelsBy::human ? counts.human : counts.machine;
}

// Set a dimension's counts to `shares` of its values, of `rows` rows; the last
// value of the list takes what is left by rounding.
inline void set_counts(Profile& profile, const Plan& plan, std::string_view dimension,
                       const std::vector<double>& shares, int64_t rows, LabelsBy by = LabelsBy::given) {
  size_t d = plan.dimension(dimension), values = plan.dimensions[d].values.size();
  Profile::Counts& counts = profile.counts[d];
  for (auto* list : {&counts.machine, &counts.stated, &counts.human}) list->assign(values + 1, 0);
  std::vector<int64_t>& list = counts_by(counts, by);
  int64_t left = rows;
  for (size_t v = 0; v < shares.size(); ++v) {
    int64_t count = v + 1 == shares.size() ? left : std::llround(shares[v] * static_cast<double>(rows));
    list[v + 1] = count;
    left -= count;
  }
}

// Every target at its aim.
inline void fill_balanced(Profile& profile, const Plan& plan, int64_t rows, LabelsBy by = LabelsBy::given) {
  profile.rows = static_cast<uint64_t>(rows);
  profile.counts.resize(plan.dimensions.size());
  const std::pair<const char*, std::vector<double>> shares[] = {
      {"question_type", {0.18, 0.12, 0.07, 0.28, 0.35}},
      {"difficulty", {0.4, 0.4, 0.2}},
      {"openness", {0.4, 0.6}},
      {"ambiguous", {0.08, 0.92}},
      {"adversarial", {0.08, 0.92}},
      {"negative", {0.88, 0.02, 0.02, 0.02, 0.02, 0.02, 0.01, 0.01}},
      {"input_length", {0.4, 0.4, 0.2}},
      {"response_length", {0.3, 0.5, 0.2}},
      {"tone", {0.4, 0.4, 0.2}},
      {"turns", {0.9, 0.1}},
      {"turn_kind", {0.9, 0.0333, 0.0333, 0.0334}},
      {"language_style", {0.95, 0.02, 0.03}},
      {"domain", {0.2, 0.15, 0.1, 0.15, 0.1, 0.1, 0.1, 0.1}}};
  for (const auto& [dimension, list] : shares) set_counts(profile, plan, dimension, list, rows, by);
  int64_t multi = rows / 10;
  profile.within = {{multi / 3, multi}, {multi / 3, multi}, {multi - 2 * (multi / 3), multi}};
  auto all = [](int64_t count) { return Profile::Match{count, count, {}}; };
  profile.ambiguous = all(rows * 8 / 100);
  profile.adversarial = all(rows * 8 / 100);
  profile.negative = all(rows * 12 / 100);
}

inline Figures sample_figures() {
  Figures figures;
  figures.number = {{"unique_verbs", 83},
                    {"effective_verbs", 41.25},
                    {"unique_objects", 612},
                    {"effective_objects", 208.5},
                    {"unique_verb_objects", 2310},
                    {"effective_verb_objects", 1204.75},
                    {"unique_topics", 1480},
                    {"effective_topics", 903.5},
                    {"unique_entities", 212},
                    {"effective_entities", 97.25},
                    {"distinct_1", 0.21},
                    {"distinct_2", 0.68},
                    {"distinct_3", 0.9},
                    {"vendi_1000", 61.5},
                    {"incomplete_share", 0.04},
                    {"boilerplate_share", 0.06},
                    {"mattr_50", 0.8172},
                    {"ttr_2000", 0.412},
                    {"ttr", 0.06},
                    {"mtld", 71.4},
                    {"hdd", 0.84},
                    {"length_cv", 0.61},
                    {"tone_entropy", 1.52},
                    {"share_overlap_over_30_3", 0.021},
                    {"share_overlap_over_30_4", 0.012},
                    {"share_overlap_over_30_5", 0.008},
                    {"largest_template_share", 0.031},
                    {"exact_duplicates", 0},
                    {"near_duplicates", 12},
                    {"effective_examples", 4800},
                    {"variation_groups", 140},
                    {"holdout", 1}};
  for (const char* verb : {"create", "debug", "monitor"})
    figures.number[std::string("check:verbs:") + verb] = 10;
  return figures;
}

inline Account sample_account(uint64_t rows) {
  Account account;
  account.read = account.kept = rows;
  return account;
}

}  // namespace evenset
