#include "pages/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "pages/text.h"

namespace evenset {
namespace {

template <typename Finding>
int64_t count_of(const std::vector<Finding>& findings, Verdict verdict) {
  return std::count_if(findings.begin(), findings.end(), [&](auto& f) { return f.verdict == verdict; });
}

// "2 of 9 metrics are missed, 1 cannot be told yet"; "" where all are fine.
template <typename Finding>
std::string shortcomings(const std::vector<Finding>& findings, std::string_view what) {
  int64_t missed = count_of(findings, Verdict::fail), open = count_of(findings, Verdict::undecided);
  std::string all = grouped(static_cast<int64_t>(findings.size()));
  if (missed == 0 && open == 0) return "";
  if (missed == 0) return fmt::format("{} of {} {} cannot be told yet", grouped(open), all, what);
  std::string out =
      fmt::format("{} of {} {} {} missed", grouped(missed), all, what, missed == 1 ? "is" : "are");
  if (open > 0) out += fmt::format(", {} cannot be told yet", grouped(open));
  return out;
}

std::string flag_words(const std::vector<CheckFinding>& flags) {
  int64_t raised = count_of(flags, Verdict::fail), open = count_of(flags, Verdict::undecided);
  std::string out;
  if (raised > 0) out = fmt::format("{} {} raised", counted(raised, "red flag"), raised == 1 ? "is" : "are");
  if (open > 0)
    out += fmt::format("{}{}{} cannot be told yet", raised ? ", " : "", grouped(open),
                       raised      ? ""
                       : open == 1 ? " red flag"
                                   : " red flags");
  return out;
}

double number(const Figures& figures, const std::string& key) {
  auto found = figures.number.find(key);
  return found == figures.number.end() || !std::isfinite(found->second) ? -1 : found->second;
}

bool said_elsewhere(const TargetFinding& target, size_t targets_of_dimension) {
  if (!target.complement) return false;
  return targets_of_dimension == 2 || (target.count == 0 && target.target <= 0);
}

}  // namespace

std::string headline(const Audit& audit) {
  if (audit.rows == 0) return "There are no rows.";
  std::string out;
  for (const std::string& part : {shortcomings(audit.targets, "targets"),
                                  shortcomings(audit.metrics, "metrics"), flag_words(audit.red_flags)})
    if (!part.empty()) out += (out.empty() ? "" : "; ") + part;
  if (!out.empty()) return out + ".";
  auto targets = static_cast<int64_t>(audit.targets.size());
  return fmt::format("All {} hold, no red flag is raised.", counted(targets, "target"));
}

std::string reading_words(const Account& account) {
  auto count = [](uint64_t n) { return grouped(static_cast<int64_t>(n)); };
  return fmt::format("{} read: {} kept, {} repaired, {} rejected.",
                     counted(static_cast<int64_t>(account.read), "row"), count(account.kept),
                     count(account.repaired), count(account.rejected));
}

std::string problem_words(const Problem& problem) {
  std::string place = fmt::format("{}:{}", printable(problem.file), problem.line);
  if (problem.column > 0) place += fmt::format(":{}", problem.column);
  return fmt::format("{}: {}: {}", place, name(problem.action), printable(problem.what));
}

std::string title(const CheckFinding& finding) {
  std::string out = printable(finding.doc.empty() ? spaced(finding.name) : finding.doc);
  if (out.ends_with('.')) out.pop_back();
  return out;
}

std::string figure_words(const CheckFinding& finding) {
  return printable(finding.why.substr(0, finding.why.rfind("; ")));
}

std::string short_why(const CheckFinding& finding) {
  bool share = finding.wanted.ends_with('%') && finding.verdict != Verdict::undecided;
  if (!share) return printable(finding.why);
  return fmt::format("{}, wanted: {}", percent(finding.figure), finding.wanted);
}

std::string estimate_words(const Audit& audit) {
  std::vector<int64_t> reviews;
  bool machine = false;
  for (const TargetFinding& target : audit.targets) {
    machine |= target.method == Method::machine && target.known > 0;
    if (target.reviews > 0) reviews.push_back(target.reviews);
  }
  if (audit.rows == 0 || (!machine && reviews.empty())) return "";
  std::string out;
  if (machine && error_rates_source(audit.tier).empty())
    out = "The annotators' error rates are not measured: nothing can be told from machine labels alone.";
  else if (machine)
    out = fmt::format("Intervals of machine labels (tier {}) rest on error rates measured on {}.",
                      name(audit.tier), error_rates_source(audit.tier));
  if (reviews.empty()) return out;
  std::sort(reviews.begin(), reviews.end());
  auto open = static_cast<int64_t>(reviews.size());
  std::string some =
      fmt::format("{} reviewed at random (evenset review)", counted(reviews[reviews.size() / 2], "row"));
  if (!out.empty()) out += " ";
  if (open == 1) return out + fmt::format("About {} would decide the open target.", some);
  return out + fmt::format("About {} would decide half of the {} open targets, {} all of them.", some,
                           grouped(open), grouped(reviews.back()));
}

std::vector<std::string> metric_readings(const Figures& figures) {
  std::vector<std::string> out;
  double mattr = number(figures, "mattr_50"), ttr = number(figures, "ttr_2000");
  if (mattr >= 0 || ttr >= 0)
    out.push_back(
        "TTR is read over windows of 50 words (MATTR-50) and a fixed sample of 2,000 words; over a whole set "
        "it falls with size.");
  if (number(figures, "share_overlap_over_30_3") >= 0)
    out.push_back(
        "N-gram overlap is read as the share of questions that have 30 % or more of their word triples in "
        "one "
        "other question of a fixed sample.");
  return out;
}

std::string repetition_words(const Audit& audit) {
  auto sampled = [&](const char* key) {
    double rows = number(audit.figures, key);
    bool all = rows < 0 || rows >= static_cast<double>(audit.rows);
    return all ? std::string() : fmt::format(" in a sample of {}", counted(std::llround(rows), "row"));
  };
  std::string out;
  double exact = number(audit.figures, "exact_duplicates"), near = number(audit.figures, "near_duplicates"),
         groups = number(audit.figures, "variation_groups");
  if (exact >= 0) out = counted(std::llround(exact), "exact duplicate");
  if (near >= 0)  // equal rows are near ones too
    out += fmt::format("{}{} near or equal{}", out.empty() ? "" : ", ", counted(std::llround(near), "row"),
                       sampled("near_sampled_rows"));
  if (groups >= 0)
    out += fmt::format("{}{} that vary one question{}", out.empty() ? "" : ", ",
                       counted(std::llround(groups), "group"), sampled("variation_sampled_rows"));
  return out;
}

std::vector<TargetGroup> target_groups(const Audit& audit) {
  std::vector<TargetGroup> groups;
  for (const TargetFinding& target : audit.targets) {
    if (groups.empty() || groups.back().dimension != target.dimension || groups.back().part != target.part)
      groups.push_back({target.dimension, target.part, {}});
    groups.back().targets.push_back(&target);
  }
  for (TargetGroup& group : groups) {
    size_t all = group.targets.size();
    std::erase_if(group.targets, [all](auto* target) { return said_elsewhere(*target, all); });
  }
  return groups;
}

std::string_view verdict_words(const TargetFinding& target) {
  if (target.verdict != Verdict::fail) return name(target.verdict);
  return target.interval[1] < target.target ? "too few" : "too many";
}

std::string range_words(double low, double high, std::string_view dash) {
  std::string to = fmt::format("{:.3g} %", high * 100);
  return low == high ? to : fmt::format("{:.3g}{}{}", low * 100, dash, to);
}

std::string interval_words(const TargetFinding& target, std::string_view dash) {
  // A hair of rounding must not widen 5 % to 4-6 %.
  constexpr double kHair = 1e-9;
  const auto& interval = target.interval;
  if (target.method == Method::exact || target.known == 0) return "";
  if (interval[0] <= 0 && interval[1] >= 1) return "unknown";
  double low = std::floor(interval[0] * 100 + kHair), high = std::ceil(interval[1] * 100 - kHair);
  return low == high ? fmt::format("{:.0f} %", low) : fmt::format("{:.0f}{}{:.0f} %", low, dash, high);
}

std::string whole_rows_words(const Audit& audit) {
  auto bent = [](const TargetFinding& target) {
    return target.verdict == Verdict::pass && target.method == Method::exact &&
           (target.share < target.low || target.share > target.high);
  };
  if (std::none_of(audit.targets.begin(), audit.targets.end(), bent)) return "";
  return "Where no whole number of rows lies in a range, the numbers next to it are accepted.";
}

}  // namespace evenset
