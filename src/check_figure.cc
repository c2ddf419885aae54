#include "check_figure.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "evenset/error.h"
#include "evenset/metric.h"

namespace evenset {
namespace {

// What follows the first word.
enum class Operand { none, values, dimension, name };

struct KindRow {
  std::string_view word;
  ParsedCheck::Kind kind;
  Operand operand;
};
constexpr KindRow kKinds[] = {
    {"share", ParsedCheck::share, Operand::values},
    {"within", ParsedCheck::within, Operand::values},
    {"largest", ParsedCheck::largest, Operand::dimension},
    {"smallest", ParsedCheck::smallest, Operand::dimension},
    {"count", ParsedCheck::count, Operand::values},
    {"rows", ParsedCheck::rows, Operand::none},
    {"reviewed", ParsedCheck::reviewed, Operand::none},
    {"targets", ParsedCheck::targets, Operand::none},
    {"metrics", ParsedCheck::metrics, Operand::none},
    {"holdout", ParsedCheck::holdout, Operand::none},
    {"matched", ParsedCheck::matched, Operand::name},
    {"metric", ParsedCheck::metric, Operand::name},
    {"missing", ParsedCheck::missing, Operand::name},
};

constexpr Comparison kComparisons[] = {
    {"<", "below", [](double a, double b) { return a < b; }},
    {"<=", "at most", [](double a, double b) { return a <= b; }},
    {">", "above", [](double a, double b) { return a > b; }},
    {">=", "at least", [](double a, double b) { return a >= b; }},
};

// The loader puts file and line in front.
[[noreturn]] void refuse(const Check& check, const std::string& what) {
  throw Error(ErrorKind::input, fmt::format("check \"{}\": {}", check.name, what));
}

size_t find_dimension(const Plan& plan, const Check& check, std::string_view name) {
  for (size_t d = 0; d < plan.dimensions.size(); ++d)
    if (plan.dimensions[d].name == name) return d;
  refuse(check, fmt::format("\"{}\" is no dimension of this plan", name));
}

void parse_values(const Plan& plan, const Check& check, std::string_view text, ParsedCheck& out) {
  size_t equals = text.find('=');
  if (equals == text.npos) refuse(check, fmt::format("\"{}\" is no DIMENSION=VALUE", text));
  out.dimension = find_dimension(plan, check, text.substr(0, equals));
  const Dimension& dimension = plan.dimensions[out.dimension];
  for (size_t from = equals + 1; from <= text.size();) {
    size_t to = std::min(text.find('+', from), text.size());
    std::string_view value = text.substr(from, to - from);
    out.values.push_back(dimension.value(value));
    if (out.values.back() < 0)
      refuse(check, fmt::format("\"{}\" is no value of \"{}\"", value, dimension.name));
    from = to + 1;
  }
  std::sort(out.values.begin(), out.values.end());
}

void parse_within(const Plan& plan, const Check& check, ParsedCheck& out) {
  for (out.within_target = 0; out.within_target < plan.within.size(); ++out.within_target) {
    const Target& target = plan.within[out.within_target].target;
    if (target.dimension == out.dimension && target.values == out.values) return;
  }
  refuse(check, fmt::format("\"{}\" has no target within a part", check.figure));
}

bool known_metric(std::string_view key) {
  for (const Metric* metric : builtin_metrics())
    if (std::find(metric->figures.begin(), metric->figures.end(), key) != metric->figures.end()) return true;
  return false;
}

void parse_name(const Plan& plan, const Check& check, ParsedCheck& out) {
  auto is_list = [&](const Checklist& list) { return list.name == out.name; };
  if (out.kind == ParsedCheck::metric && !known_metric(out.name))
    refuse(check, fmt::format("\"{}\" is no metric's figure; docs/metrics.md lists them", out.name));
  if (out.kind == ParsedCheck::missing &&
      std::none_of(plan.checklists.begin(), plan.checklists.end(), is_list))
    refuse(check, fmt::format("\"{}\" is no checklist of this plan", out.name));
  constexpr std::array<std::string_view, 3> kMatched = {"ambiguous", "adversarial", "negative"};
  if (out.kind == ParsedCheck::matched &&
      std::find(kMatched.begin(), kMatched.end(), out.name) == kMatched.end())
    refuse(check, fmt::format("\"{}\" is none of ambiguous, adversarial, negative", out.name));
}

}  // namespace

ParsedCheck parse_check(const Plan& plan, const Check& check) {
  std::string_view text = check.figure;
  size_t end = std::min(text.find_first_of(" :"), text.size());
  std::string_view word = text.substr(0, end), rest = text.substr(std::min(end + 1, text.size()));
  while (!rest.empty() && rest.front() == ' ') rest.remove_prefix(1);
  auto row = std::find_if(std::begin(kKinds), std::end(kKinds), [&](auto& k) { return k.word == word; });
  if (row == std::end(kKinds) || (row->operand == Operand::none) != rest.empty())
    refuse(check, fmt::format("\"{}\" is no figure; docs/plan.md lists them", text));
  ParsedCheck out;
  out.kind = row->kind;
  if (row->operand == Operand::values) parse_values(plan, check, rest, out);
  if (row->operand == Operand::dimension) out.dimension = find_dimension(plan, check, rest);
  out.name = rest;
  if (row->operand == Operand::name) parse_name(plan, check, out);
  if (out.kind == ParsedCheck::within) parse_within(plan, check, out);
  for (const Comparison& comparison : kComparisons)
    if (comparison.sign == check.compare) out.comparison = &comparison;
  if (!out.comparison) refuse(check, fmt::format("\"{}\" is none of <, <=, >, >=", check.compare));
  return out;
}

}  // namespace evenset
