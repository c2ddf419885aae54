#include "evenset/audit.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "checks.h"
#include "pages/text.h"
#include "shares.h"

namespace evenset {
namespace {

constexpr std::string_view kQuality = "quality_";

// Shares that are estimated at all, each counted once: facts cannot err, and a
// share errs together with that of the other values of its dimension.
class Gates {
 public:
  Gates(const Profile& profile, const Plan& plan) : profile_(profile), plan_(plan) {}

  void add(size_t dimension, const std::vector<int16_t>& values) {
    if (!estimated(profile_, plan_, dimension)) return;
    std::vector<int16_t> rest;
    for (size_t v = 0; v < plan_.dimensions[dimension].values.size(); ++v)
      if (!std::binary_search(values.begin(), values.end(), static_cast<int16_t>(v)))
        rest.push_back(static_cast<int16_t>(v));
    gates_.insert({dimension, std::min(values, rest)});
  }
  void add(const std::vector<Check>& checks) {
    for (const Check& check : checks)
      for (const ShareKey& key : shares_in(plan_, check)) add(key.dimension, key.values);
  }
  double z() const { return simultaneous_z(static_cast<int64_t>(gates_.size())); }

 private:
  const Profile& profile_;
  const Plan& plan_;
  std::set<std::pair<size_t, std::vector<int16_t>>> gates_;
};

double gates_z(const Profile& profile, const Plan& plan) {
  Gates gates(profile, plan);
  for (const Target& target : plan.targets) gates.add(target.dimension, target.values);
  for (const WithinTarget& part : plan.within) gates.add(part.target.dimension, part.target.values);
  gates.add(plan.metrics);
  gates.add(plan.red_flags);
  gates.add(plan.edge_cases);
  for (const Phase& phase : plan.phases) gates.add(phase.items);
  return gates.z();
}

TargetFinding target_finding(const Plan& plan, const Target& target, const Share& share, double z) {
  TargetFinding out;
  out.dimension = plan.dimensions[target.dimension].name;
  out.value = target.name;
  // A target in rows is a share of the rows that are known; where nothing is, of one row.
  const int64_t rows = std::max<int64_t>(share.known, 1);
  const RowRange range = rows_of(target, rows);
  const auto part = [rows](double count) { return count / static_cast<double>(rows); };
  const double low = target.low_count == 0 ? target.low : part(range.low);
  const double high = target.high_count == 0 ? target.high : part(range.high);
  const bool moved = target.count != 0 || target.low_count != 0 || target.high_count != 0 || !target.aimed;
  out.target = moved ? part(range.aim) : target.share;
  out.low = std::min(low, 1.0);
  out.high = high;
  out.count = share.count;
  out.known = share.known;
  out.unknown = share.unknown;
  out.share = share.share;
  out.interval[0] = share.interval.low;
  out.interval[1] = share.interval.high;
  out.method = share.method;
  out.verdict = judge(share, low, high);
  out.complement = target.complement;
  if (out.verdict == Verdict::undecided) out.reviews = reviews_to_decide(share, low, high, z);
  return out;
}

// Drawn from all rows, only some are of the part.
int64_t of_all_rows(int64_t reviews, int64_t part, uint64_t rows) {
  if (reviews == 0) return 0;
  return std::llround(static_cast<double>(reviews) * static_cast<double>(rows) / static_cast<double>(part));
}

std::vector<TargetFinding> target_findings(const Profile& profile, const Plan& plan, double z) {
  std::vector<TargetFinding> out;
  for (const Target& target : plan.targets)
    out.push_back(
        target_finding(plan, target, share_of(profile, plan, target.dimension, target.values, z), z));
  for (size_t i = 0; i < plan.within.size(); ++i) {
    out.push_back(target_finding(plan, plan.within[i].target, share_within(profile, plan, i, z), z));
    const Target& part = plan.targets[plan.within[i].within];
    out.back().within = true;
    out.back().reviews = of_all_rows(out.back().reviews, profile.within[i][1], profile.rows);
    out.back().part = fmt::format("{}={}", plan.dimensions[part.dimension].name, part.name);
  }
  return out;
}

std::vector<CheckFinding> quality_findings(const Figures& figures) {
  std::vector<CheckFinding> out;
  for (const auto& [key, rows] : figures.evidence) {
    if (!key.starts_with(kQuality) || rows.empty()) continue;
    CheckFinding finding;
    finding.name = key.substr(kQuality.size());
    auto count = figures.number.find(key);
    finding.figure = count == figures.number.end() ? static_cast<double>(rows.size()) : count->second;
    finding.why = counted(static_cast<int64_t>(finding.figure), "row");
    finding.holds = true;
    finding.rows = rows;
    out.push_back(std::move(finding));
  }
  return out;
}

// What the rows are worth, repetition counted as little as it adds.
int64_t distinct_rows(const Figures& figures, int64_t rows) {
  auto worth = static_cast<double>(rows);
  if (auto found = figures.number.find("exact_duplicates"); found != figures.number.end())
    worth -= found->second;
  if (auto found = figures.number.find("effective_examples"); found != figures.number.end())
    worth = std::min(worth, found->second);
  return std::max<int64_t>(std::llround(worth), 0);
}

std::string range_words(int64_t low, int64_t high) {
  return high > low ? fmt::format("{} to {}", grouped(low), grouped(high)) : grouped(low);
}

// What the plan says about sets of this size, and how far the next one is.
std::string size_verdict(const Plan& plan, int64_t rows) {
  auto more = [rows](int64_t size) { return counted(size - rows, "row"); };
  if (rows < plan.minimum)
    return fmt::format("below the minimum of {}, {} short", grouped(plan.minimum), more(plan.minimum));
  if (rows < plan.recommended_low)
    return fmt::format("above the minimum of {}; {} are recommended, {} away", grouped(plan.minimum),
                       range_words(plan.recommended_low, plan.recommended_high), more(plan.recommended_low));
  if (rows < plan.production_low)
    return fmt::format("in the recommended {}; production sets have {}, {} away",
                       range_words(plan.recommended_low, plan.recommended_high),
                       range_words(plan.production_low, plan.production_high), more(plan.production_low));
  if (plan.production_low == 0) return "the plan names no size beyond this";
  if (plan.production_high > 0 && rows > plan.production_high)
    return fmt::format("above the {} of production sets; more variety helps more than more rows",
                       range_words(plan.production_low, plan.production_high));
  return fmt::format("production size ({})", range_words(plan.production_low, plan.production_high));
}

std::string size_advice(const Plan& plan, int64_t rows, int64_t distinct) {
  if (rows == 0) return fmt::format("No rows; the plan's minimum is {}.", grouped(plan.minimum));
  std::string have = counted(rows, "row");
  if (distinct < rows) have += fmt::format(", worth {} that repeat nothing", grouped(distinct));
  return have + ": " + size_verdict(plan, distinct) + ".";
}

Verdict worst(Verdict a, Verdict b) {
  if (a == Verdict::fail || b == Verdict::fail) return Verdict::fail;
  return a == Verdict::undecided || b == Verdict::undecided ? Verdict::undecided : Verdict::pass;
}

Verdict verdict_of(const Audit& audit) {
  if (audit.rows == 0) return Verdict::fail;
  Verdict verdict = Verdict::pass;
  for (const TargetFinding& target : audit.targets) verdict = worst(verdict, target.verdict);
  for (const CheckFinding& metric : audit.metrics) verdict = worst(verdict, metric.verdict);
  for (const CheckFinding& flag : audit.red_flags) verdict = worst(verdict, flag.verdict);
  return verdict;
}

}  // namespace

std::string_view name(Verdict verdict) {
  switch (verdict) {
    case Verdict::pass:
      return "pass";
    case Verdict::fail:
      return "fail";
    case Verdict::undecided:
      break;
  }
  return "undecided";
}

std::string_view name(Method method) {
  switch (method) {
    case Method::exact:
      return "exact";
    case Method::machine:
      return "machine";
    case Method::reviewed:
      break;
  }
  return "reviewed";
}

Audit audit(const Profile& profile, const Account& account, const Plan& plan) {
  return audit(profile, profile.figures(), account, plan);
}

Audit audit(const Profile& profile, const Figures& figures, const Account& account, const Plan& plan) {
  CheckContext context{plan, profile, figures, gates_z(profile, plan), {}, {}};
  auto items = [&](const std::vector<Check>& checks,
                   CheckFinding (*judged)(const Check&, const CheckContext&)) {
    std::vector<CheckFinding> out;
    for (const Check& check : checks) out.push_back(judged(check, context));
    return out;
  };
  Audit out;
  out.plan = plan.name;
  out.tier = profile.tier;
  out.account = account;
  out.rows = profile.rows;
  out.targets = context.targets = target_findings(profile, plan, context.z);
  out.metrics = context.metrics = items(plan.metrics, met_item);
  out.ambiguous = profile.ambiguous;
  out.adversarial = profile.adversarial;
  out.negative = profile.negative;
  out.edge_cases = items(plan.edge_cases, met_item);
  out.red_flags = items(plan.red_flags, raised_flag);
  out.quality = quality_findings(figures);
  for (const Phase& phase : plan.phases)
    out.phases.push_back({phase.number, phase.name, items(phase.items, met_item)});
  out.figures = figures;
  out.size_advice = size_advice(plan, static_cast<int64_t>(profile.rows),
                                distinct_rows(figures, static_cast<int64_t>(profile.rows)));
  out.verdict = verdict_of(out);
  return out;
}

}  // namespace evenset
