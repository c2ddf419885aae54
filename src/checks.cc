#include "checks.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "check_figure.h"
#include "pages/text.h"
#include "shares.h"

namespace evenset {
namespace {

// The sets of values that "smallest" looks at: the dimension's planned targets.
std::vector<std::vector<int16_t>> planned_sets(const Plan& plan, size_t dimension) {
  std::vector<std::vector<int16_t>> sets;
  for (const Target& target : plan.targets)
    if (target.dimension == dimension && target.share > 0) sets.push_back(target.values);
  return sets;
}

std::vector<std::vector<int16_t>> single_values(const Dimension& dimension) {
  std::vector<std::vector<int16_t>> sets;
  for (size_t v = 0; v < dimension.values.size(); ++v) sets.push_back({static_cast<int16_t>(v)});
  return sets;
}

std::vector<std::vector<int16_t>> sets_of(const Plan& plan, const ParsedCheck& parsed) {
  if (parsed.kind == ParsedCheck::share || parsed.kind == ParsedCheck::within) return {parsed.values};
  std::vector<std::vector<int16_t>> sets;
  if (parsed.kind == ParsedCheck::smallest) sets = planned_sets(plan, parsed.dimension);
  if (parsed.kind == ParsedCheck::largest || (parsed.kind == ParsedCheck::smallest && sets.empty()))
    sets = single_values(plan.dimensions[parsed.dimension]);
  return sets;
}

// A figure with what is known of it, in words.
struct Known {
  double figure = 0;
  Interval interval;  // [figure, figure] for a fact
  bool is_share = false;
  std::string words;
  std::vector<uint64_t> rows;
  int64_t base = 0;  // a share of so many rows; 0 for others
};

Known fact(double figure, std::string words) {
  return {figure, {figure, figure}, false, std::move(words), {}, 0};
}

std::string label(const Dimension& dimension, const std::vector<int16_t>& values) {
  if (values.size() > 3) return fmt::format("{} (any of {} values)", dimension.name, values.size());
  return fmt::format("{} {}", dimension.name, joined_values(dimension, values));
}

Known from_share(const Share& share, std::string words) {
  Known out{share.share, share.interval, true, std::move(words), {}, share.known};
  if (share.interval.low <= 0 && share.interval.high >= 1)
    out.words += " (as labelled; the true share is not known)";
  else if (share.interval.low < share.interval.high)
    out.words += fmt::format(" (the true share is {} to {})", percent(share.interval.low),
                             percent(share.interval.high));
  return out;
}

// The first rows with one of the values.
std::vector<uint64_t> rows_with(const Profile& profile, size_t dimension, std::span<const int16_t> values) {
  std::vector<uint64_t> out;
  const auto& first = profile.counts[dimension].first;
  for (const int16_t value : values)
    if (const auto at = static_cast<size_t>(value + 1); at < first.size())
      out.insert(out.end(), first[at].begin(), first[at].end());
  std::sort(out.begin(), out.end());
  out.resize(std::min<size_t>(out.size(), 10));
  return out;
}

std::optional<Known> known_share(const ParsedCheck& parsed, const CheckContext& context) {
  bool within = parsed.kind == ParsedCheck::within;
  Share share = within ? share_within(context.profile, context.plan, parsed.within_target, context.z)
                       : share_of(context.profile, context.plan, parsed.dimension, parsed.values, context.z);
  if (share.known == 0) return {};
  std::string what = label(context.plan.dimensions[parsed.dimension], parsed.values);
  if (!within) {
    Known out = from_share(share, fmt::format("{} has {} of rows", what, percent(share.share)));
    out.rows = rows_with(context.profile, parsed.dimension, parsed.values);
    return out;
  }
  const Target& part = context.plan.targets[context.plan.within[parsed.within_target].within];
  return from_share(share, fmt::format("{} has {} of the {} with {}", what, percent(share.share),
                                       counted(share.known, "row"),
                                       label(context.plan.dimensions[part.dimension], part.values)));
}

// Whichever value is the largest (smallest), the share of the largest lies
// between the largest lower end and the largest upper end.
std::optional<Known> known_extreme(const ParsedCheck& parsed, const CheckContext& context) {
  const Dimension& dimension = context.plan.dimensions[parsed.dimension];
  bool largest = parsed.kind == ParsedCheck::largest;
  auto beyond = [largest](double a, double b) { return largest ? a > b : a < b; };
  Share extreme;
  std::string named;
  std::vector<uint64_t> rows;
  for (const auto& values : sets_of(context.plan, parsed)) {
    Share share = share_of(context.profile, context.plan, parsed.dimension, values, context.z);
    if (named.empty()) extreme.interval = share.interval;
    if (beyond(share.interval.low, extreme.interval.low)) extreme.interval.low = share.interval.low;
    if (beyond(share.interval.high, extreme.interval.high)) extreme.interval.high = share.interval.high;
    if (!named.empty() && !beyond(share.share, extreme.share)) continue;
    share.interval = extreme.interval;
    extreme = share;
    named = label(dimension, values);
    rows = rows_with(context.profile, parsed.dimension, values);
  }
  if (extreme.known == 0) return {};
  Known out = from_share(extreme, fmt::format("{} is the {} with {}", named, largest ? "largest" : "smallest",
                                              percent(extreme.share)));
  out.rows = std::move(rows);
  return out;
}

// Words for the figures that plans test most; others go by their key.
constexpr std::pair<std::string_view, std::string_view> kMetricWords[] = {
    {"unique_verbs", "{} different verbs"},
    {"unique_objects", "{} different objects"},
    {"unique_topics", "{} different topics"},
    {"mattr_50", "MATTR-50 is {}"},
    {"ttr_2000", "the TTR of 2,000 words is {}"},
    {"share_overlap_over_30_3", "{} of questions share 30 % or more of their word triples with another"},
    {"length_cv", "response lengths vary by {} of their mean"},
    {"tone_entropy", "tones have an entropy of {} bits"},
    {"largest_template_share", "{} of questions follow the most common template"},
    {"repeated_openings_share", "{} of responses begin with the same five words"},
    {"repeated_closings_share", "{} of responses end with the same five words"},
    {"boilerplate_share", "{} of responses hold a stock phrase of eight words"},
    {"incomplete_share", "{} of questions break off or ask nothing"},
    {"variation_rows_share", "{} of rows ask what another row asks in other words"},
};

std::string metric_words(std::string_view key, const std::string& number) {
  for (const auto& [known, words] : kMetricWords)
    if (known == key) return fmt::format(fmt::runtime(words), number);
  return fmt::format("{} is {}", spaced(key), number);
}

std::optional<Known> known_metric(const ParsedCheck& parsed, const Figures& figures) {
  std::string key(parsed.name);
  auto number = figures.number.find(key);
  if (number == figures.number.end() || !std::isfinite(number->second)) return {};
  Known out = fact(number->second, "");
  out.is_share = key.find("share") != key.npos;
  out.words = metric_words(key, out.is_share ? percent(out.figure) : figure(out.figure));
  auto rows = figures.evidence.find(key);
  if (rows != figures.evidence.end()) out.rows = rows->second;
  return out;
}

// How many of the findings pass; those that cannot be told may go either way.
template <typename Finding>
std::optional<Known> known_passes(const std::vector<Finding>& findings, std::string_view what) {
  if (findings.empty()) return {};
  int64_t pass = 0, open = 0;
  for (const Finding& finding : findings) {
    pass += finding.verdict == Verdict::pass;
    open += finding.verdict == Verdict::undecided;
  }
  auto all = static_cast<double>(findings.size());
  Known out{static_cast<double>(pass) / all, {}, true, {}, {}, 0};
  out.interval = {out.figure, static_cast<double>(pass + open) / all};
  out.words = fmt::format("{} of {} {} pass", pass, findings.size(), what);
  if (open > 0) out.words += fmt::format(", {} cannot be told", open);
  return out;
}

std::optional<Known> known_holdout(const Figures& figures) {
  auto found = figures.number.find("holdout");
  if (found == figures.number.end()) return {};
  return fact(found->second, found->second > 0 ? "a part is held out" : "no part is held out");
}

std::optional<Known> known_match(const ParsedCheck& parsed, const Profile& profile) {
  const auto& match = parsed.name == "ambiguous"     ? profile.ambiguous
                      : parsed.name == "adversarial" ? profile.adversarial
                                                     : profile.negative;
  if (match.wanted == 0) return {};
  Known out = fact(static_cast<double>(match.matched) / static_cast<double>(match.wanted), "");
  out.is_share = true;
  out.words = fmt::format("{} of {} responses do what {} questions want", grouped(match.matched),
                          grouped(match.wanted), parsed.name);
  out.rows = match.mismatched;
  return out;
}

// The checklists metric counts the rows of each entry under "check:LIST:ENTRY"
// and lists those without.
std::optional<Known> known_missing(const ParsedCheck& parsed, const Figures& figures) {
  std::string prefix = fmt::format("check:{}:", parsed.name);
  auto first = figures.number.lower_bound(prefix);
  auto list = figures.missing.find(std::string(parsed.name));
  if (list == figures.missing.end() || list->second.empty()) {
    if (first == figures.number.end() || !first->first.starts_with(prefix)) return {};
    return fact(0, fmt::format("every entry of {} has a row", spaced(parsed.name)));
  }
  return fact(static_cast<double>(list->second.size()),
              fmt::format("no row for {} of {}: {}",
                          counted(static_cast<int64_t>(list->second.size()), "entry", "entries"),
                          spaced(parsed.name), fmt::join(list->second, ", ")));
}

// Rows with a label by people in any dimension; they need not be the same rows
// in all, so this is a lower bound.
Known known_reviewed(const Profile& profile) {
  int64_t most = 0;
  for (const Profile::Counts& counts : profile.counts) {
    int64_t people = 0;
    for (int64_t count : counts.human) people += count;
    most = std::max(most, people);
  }
  Known out = fact(static_cast<double>(most) / static_cast<double>(profile.rows), "");
  out.is_share = true;
  out.base = static_cast<int64_t>(profile.rows);
  out.words = fmt::format("{} reviewed by people, {}", counted(most, "row"), percent(out.figure));
  return out;
}

Known known_count(const ParsedCheck& parsed, const CheckContext& context) {
  Share share = share_of(context.profile, context.plan, parsed.dimension, parsed.values, context.z);
  return fact(static_cast<double>(share.count),
              fmt::format("{} with {}", counted(share.count, "row"),
                          label(context.plan.dimensions[parsed.dimension], parsed.values)));
}

std::optional<Known> known_figure(const ParsedCheck& parsed, const CheckContext& context) {
  auto rows = static_cast<int64_t>(context.profile.rows);
  switch (parsed.kind) {
    case ParsedCheck::rows:
      return fact(static_cast<double>(rows), counted(rows, "row"));
    case ParsedCheck::count:
      return known_count(parsed, context);
    case ParsedCheck::reviewed:
      return known_reviewed(context.profile);
    case ParsedCheck::targets:
      return known_passes(context.targets, "targets");
    case ParsedCheck::metrics:
      return known_passes(context.metrics, "metrics");
    case ParsedCheck::holdout:
      return known_holdout(context.figures);
    case ParsedCheck::share:
    case ParsedCheck::within:
      return known_share(parsed, context);
    case ParsedCheck::largest:
    case ParsedCheck::smallest:
      return known_extreme(parsed, context);
    case ParsedCheck::matched:
      return known_match(parsed, context.profile);
    case ParsedCheck::metric:
      return known_metric(parsed, context.figures);
    case ParsedCheck::missing:
      return known_missing(parsed, context.figures);
  }
  return {};
}

bool in_percent(const ParsedCheck& parsed, const std::optional<Known>& known) {
  if (known) return known->is_share;
  constexpr ParsedCheck::Kind kNumbers[] = {ParsedCheck::metric, ParsedCheck::missing, ParsedCheck::rows,
                                            ParsedCheck::count, ParsedCheck::holdout};
  return std::find(std::begin(kNumbers), std::end(kNumbers), parsed.kind) == std::end(kNumbers);
}

std::string wanted_words(const Check& check, const ParsedCheck& parsed, const std::optional<Known>& known) {
  return fmt::format("{} {}", parsed.comparison->words,
                     in_percent(parsed, known) ? short_percent(check.limit) : figure(check.limit));
}

std::string_view unmeasured_words(const ParsedCheck& parsed, const Profile& profile) {
  if (profile.rows == 0) return "there are no rows";
  if (parsed.kind == ParsedCheck::holdout) return "an audit alone cannot tell";
  if (parsed.kind == ParsedCheck::matched) return "no row asks for it";
  return "not measured";
}

// A floor or ceiling of a share in whole rows: 10 % of 1,005 rows is met by
// 100, as it is in whole_counts. A floor above 0 needs a row in any case.
double whole_limit(const Check& check, const Known& known) {
  if (known.base == 0 || check.compare.size() < 2) return check.limit;
  constexpr double kRounding = 1e-6;
  auto rows = static_cast<double>(known.base);
  if (check.compare == "<=") return std::ceil(check.limit * rows - kRounding) / rows;
  return check.limit > 0 ? std::max(1.0, std::floor(check.limit * rows + kRounding)) / rows : 0;
}

CheckFinding evaluate(const Check& check, const CheckContext& context, bool is_flag) {
  ParsedCheck parsed = parse_check(context.plan, check);
  std::optional<Known> known;
  if (context.profile.rows > 0) known = known_figure(parsed, context);
  CheckFinding out;
  out.name = check.name;
  out.doc = check.doc;
  out.wanted = wanted_words(check, parsed, known);
  std::string_view lead = is_flag ? "raised when" : "wanted:";
  if (!known) {
    out.why = fmt::format("{}; {} {}", unmeasured_words(parsed, context.profile), lead, out.wanted);
    return out;
  }
  out.why = fmt::format("{}; {} {}", known->words, lead, out.wanted);
  out.figure = known->figure;
  out.rows = std::move(known->rows);
  auto evidence = context.figures.evidence.find(check.name);
  if (evidence != context.figures.evidence.end()) out.rows = evidence->second;
  double limit = whole_limit(check, *known);
  auto holds = [&](double figure) { return parsed.comparison->holds(figure, limit); };
  out.holds = holds(known->figure);
  if (holds(known->interval.low) == holds(known->interval.high))
    out.verdict = holds(known->interval.low) != is_flag ? Verdict::pass : Verdict::fail;
  return out;
}

}  // namespace

void validate_check(const Plan& plan, const Check& check) { parse_check(plan, check); }

std::vector<ShareKey> shares_in(const Plan& plan, const Check& check) {
  ParsedCheck parsed = parse_check(plan, check);
  std::vector<ShareKey> out;
  for (auto& values : sets_of(plan, parsed)) out.push_back({parsed.dimension, std::move(values)});
  return out;
}

CheckFinding met_item(const Check& check, const CheckContext& context) {
  return evaluate(check, context, false);
}

CheckFinding raised_flag(const Check& check, const CheckContext& context) {
  return evaluate(check, context, true);
}

}  // namespace evenset
