// The audit as the one JSON document that scripts and CI read. Keys, their
// names and their order are an interface: add, never change.
#include <cmath>
#include <nlohmann/json.hpp>

#include "evenset/audit.h"

namespace evenset {
namespace {

using Json = nlohmann::ordered_json;

Json rows_json(const Account& account) {
  Json problems = Json::array();
  for (const Problem& problem : account.problems)
    problems.push_back({{"file", problem.file},
                        {"line", problem.line},
                        {"column", problem.column},
                        {"what", problem.what},
                        {"action", name(problem.action)}});
  return {{"read", account.read},
          {"kept", account.kept},
          {"repaired", account.repaired},
          {"rejected", account.rejected},
          {"problems", std::move(problems)},
          {"problems_unlisted", account.problems_unlisted},
          {"notes", account.notes}};
}

Json target_json(const TargetFinding& target) {
  return {{"dimension", target.dimension}, {"value", target.value},
          {"target", target.target},       {"low", target.low},
          {"high", target.high},           {"count", target.count},
          {"share", target.share},         {"interval", {target.interval[0], target.interval[1]}},
          {"method", name(target.method)}, {"verdict", name(target.verdict)},
          {"known", target.known},         {"unknown", target.unknown},
          {"within", target.part},         {"complement", target.complement},
          {"reviews", target.reviews}};
}

Json match_json(const Profile::Match& match) {
  return {{"wanted", match.wanted}, {"matched", match.matched}, {"rows", match.mismatched}};
}

Json edge_json(const CheckFinding& edge) {
  return {{"name", edge.name},
          {"share", edge.figure},
          {"wanted", edge.wanted},
          {"met", edge.verdict == Verdict::pass},
          {"verdict", name(edge.verdict)},
          {"why", edge.why},
          {"rows", edge.rows}};
}

Json flag_json(const CheckFinding& flag) {
  return {{"name", flag.name}, {"raised", flag.holds},          {"why", flag.why},
          {"rows", flag.rows}, {"verdict", name(flag.verdict)}, {"figure", flag.figure}};
}

Json item_json(const CheckFinding& item) {
  return {{"name", item.name},     {"met", item.verdict == Verdict::pass},
          {"why", item.why},       {"verdict", name(item.verdict)},
          {"figure", item.figure}, {"rows", item.rows}};
}

template <typename Findings>
Json list_json(const Findings& findings, Json (*one)(const typename Findings::value_type&)) {
  Json out = Json::array();
  for (const auto& finding : findings) out.push_back(one(finding));
  return out;
}

Json quality_json(const CheckFinding& finding) {
  return {{"name", finding.name}, {"rows", finding.rows}, {"count", static_cast<int64_t>(finding.figure)}};
}

Json phase_json(const PhaseFinding& phase) {
  return {{"phase", phase.phase}, {"items", list_json(phase.items, item_json)}, {"name", phase.name}};
}

// The figures, each a finite number: JSON has no other. What is no such number
// is 0 and named.
class Numbers {
 public:
  explicit Numbers(const Figures& figures) : figures_(figures) {}

  Json real(const std::string& key) {
    auto found = figures_.number.find(key);
    if (found != figures_.number.end() && std::isfinite(found->second)) return found->second;
    unmeasured_.push_back(key);
    return 0.0;
  }
  Json whole(const std::string& key) { return std::llround(real(key).get<double>()); }
  Json all() const {
    Json out = Json::object();
    for (const auto& [key, number] : figures_.number)
      if (std::isfinite(number)) out[key] = number;
    return out;
  }
  const std::vector<std::string>& unmeasured() const { return unmeasured_; }

 private:
  const Figures& figures_;
  std::vector<std::string> unmeasured_;
};

Json diversity_json(Numbers& numbers) {
  Json out;
  for (const char* key : {"length_cv", "tone_entropy"}) out[key] = numbers.real(key);
  out["unique_verbs"] = numbers.whole("unique_verbs");
  out["effective_verbs"] = numbers.real("effective_verbs");
  for (const char* key : {"unique_objects", "unique_topics"}) out[key] = numbers.whole(key);
  for (const char* key : {"ttr", "mattr_50", "mtld", "hdd"}) out[key] = numbers.real(key);
  for (const char* n : {"3", "4", "5"})
    out["share_overlap_over_30"][n] = numbers.real(std::string("share_overlap_over_30_") + n);
  out["largest_template_share"] = numbers.real("largest_template_share");
  for (const char* key : {"exact_duplicates", "near_duplicates", "variation_groups"})
    out[key] = numbers.whole(key);
  for (const char* key : {"unique_verb_objects", "unique_entities", "effective_examples"})
    out[key] = numbers.whole(key);
  for (const char* key : {"effective_objects", "effective_verb_objects", "effective_topics",
                          "effective_entities", "vendi_1000", "incomplete_share", "boilerplate_share"})
    out[key] = numbers.real(key);
  for (const char* n : {"1", "2", "3"}) out["distinct"][n] = numbers.real(std::string("distinct_") + n);
  return out;
}

}  // namespace

std::string json_page(const Audit& audit) {
  Numbers numbers(audit.figures);
  Json out;
  out["schema"] = 1;
  out["rows"] = rows_json(audit.account);
  out["targets"] = list_json(audit.targets, target_json);
  out["behaviour"] = {{"ambiguous", match_json(audit.ambiguous)},
                      {"adversarial", match_json(audit.adversarial)},
                      {"negative", match_json(audit.negative)}};
  out["edge_cases"] = list_json(audit.edge_cases, edge_json);
  out["quality"] = list_json(audit.quality, quality_json);
  out["size_advice"] = audit.size_advice;
  out["diversity"] = diversity_json(numbers);
  out["red_flags"] = list_json(audit.red_flags, flag_json);
  out["phases"] = list_json(audit.phases, phase_json);
  out["verdict"] = name(audit.verdict);
  out["plan"] = audit.plan;
  out["metrics"] = list_json(audit.metrics, item_json);
  out["missing"] = audit.figures.missing;
  out["figures"] = numbers.all();
  out["unmeasured"] = numbers.unmeasured();
  out["tier"] = name(audit.tier);
  out["error_rates"] = error_rates_source(audit.tier);
  return out.dump(1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace evenset
