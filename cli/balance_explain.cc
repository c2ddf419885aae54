#include "cli/balance_explain.h"

#include <fmt/format.h>

#include <algorithm>

#include "cli/reason_words.h"
#include "cli/terminal.h"

namespace evenset {
namespace {

constexpr size_t kKindsShown = 10;
constexpr size_t kIndent = 8;    // of what belongs to a row
constexpr size_t kColumns = 38;  // before a kind in the table

std::vector<OneMore> kinds_of(const Explained& all) {
  return best_of_one_more(all.cells, all.plan, all.options, all.answer, kKindsShown);
}

bool of_fill(const Explained& all) { return all.options.on_shortfall == OnShortfall::fill; }

// Broken at spaces, every line but the first behind `indent` of them.
std::string wrapped(std::string_view text, size_t indent) {
  const size_t width = static_cast<size_t>(page_width()) - indent;
  std::string out;
  while (text.size() > width) {
    size_t end = text.rfind(' ', width);
    if (end == std::string_view::npos) end = std::min(text.find(' '), text.size());
    out += fmt::format("{}\n{:{}}", text.substr(0, end), "", indent);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out + std::string(text) + "\n";
}

std::string row_page(const Explained& all, const RowQuestion& question) {
  const RowReason reason = reason_of(all, question);
  std::string out = "\n" + place_words(question) + ": " + outcome_words(reason, question) + "\n";
  if (!reason.target.empty()) {
    out +=
        "  kind  " + wrapped(fmt::format("{} ({} in the pool, {} chosen)",
                                         kind_words(all.plan, reason.target), reason.available, reason.taken),
                             kIndent);
  }
  out += "  why   " + wrapped(why_words(all, question, reason), kIndent);
  const std::string full = full_words(all, reason);
  if (!full.empty()) out += "  full  " + wrapped(full, kIndent);
  return out;
}

std::string price_words(const Explained& all) {
  std::string out;
  for (size_t t = 0; t < all.plan.targets.size(); ++t) {
    const double price = all.answer.certificate.prices[t];
    if (price == 0) continue;
    out += fmt::format("{}{} {}", out.empty() ? "" : ", ", target_words(all.plan, t), worth_figure(price));
  }
  return out;
}

// Said once for all kinds.
std::string rest_words(const Plan& plan) {
  std::string out;
  for (size_t t = 0; t < plan.targets.size(); ++t) {
    if (is_rest(plan, t)) out += (out.empty() ? "" : ", ") + target_words(plan, t);
  }
  return out;
}

std::string kinds_page(const Explained& all) {
  if (all.answer.met(all.options.size))
    return "\none more example would add nothing: every target is met to the row\n";
  const std::vector<OneMore> kinds = kinds_of(all);
  if (kinds.empty()) return "\nno single example would bring more, by the prices\n";
  std::string out = fmt::format(
      "\nwhat one more example of a kind would bring, by the prices of the proof\n\n"
      "  {:<16} {:>7} {:>9}  kind\n",
      of_fill(all) ? "deviation less" : "rows more", "in pool", "to write");
  for (const OneMore& kind : kinds) {
    out += fmt::format("  {:<16} {:>7} {:>9}  ", (kind.sure ? "" : "up to ") + worth_figure(kind.worth),
                       kind.available, kind.to_write);
    out += wrapped(short_kind_words(all.plan, kind.target), kColumns);
  }
  const std::string rest = rest_words(all.plan), prices = price_words(all);
  if (!rest.empty()) out += "\n" + wrapped("where not named: " + rest, 2);
  if (!of_fill(all) && !prices.empty())
    out += "\n" + wrapped("a row adds 1, and its places cost: " + prices, 2);
  return out;
}

Json labels_json(const Plan& plan, const std::vector<int16_t>& kind) {
  Json out = Json::object();
  for (const int16_t t : kind) {
    const Target& target = plan.targets[static_cast<size_t>(t)];
    out[plan.dimensions[target.dimension].name] = target.name;
  }
  return out;
}

Json row_json(const Explained& all, const RowQuestion& question) {
  const RowReason reason = reason_of(all, question);
  const bool candidate = !reason.target.empty();
  Json full = Json::array();
  for (const int16_t typed : reason.full) {
    const auto t = static_cast<size_t>(typed);
    const Target& target = all.plan.targets[t];
    full.push_back({{"dimension", all.plan.dimensions[target.dimension].name},
                    {"value", target.name},
                    {"wanted", all.answer.wanted[t]},
                    {"got", all.answer.got[t]},
                    {"price", all.answer.certificate.prices[t]}});
  }
  return {{"row", question.row == 0 ? Json() : Json(question.row)},
          {"file", question.file.empty() ? Json() : Json(question.file)},
          {"line", question.line == 0 ? Json() : Json(question.line)},
          {"chosen", reason.chosen},
          {"why", why_name(question, reason)},
          {"labels", labels_json(all.plan, reason.target)},
          {"available", reason.available},
          {"taken", reason.taken},
          {"worth", candidate ? Json(reason.worth) : Json()},
          {"full", full},
          {"words", why_words(all, question, reason)}};
}

}  // namespace

std::string explanation_page(const Explained& all) {
  std::string out;
  for (const RowQuestion& question : all.questions.all()) out += row_page(all, question);
  return all.questions.of_kinds() ? out + kinds_page(all) : out;
}

Json explanation_json(const Explained& all) {
  Json rows = Json::array(), kinds = Json::array();
  for (const RowQuestion& question : all.questions.all()) rows.push_back(row_json(all, question));
  for (const OneMore& kind : kinds_of(all)) {
    kinds.push_back({{"labels", labels_json(all.plan, kind.target)},
                     {"worth", kind.worth},
                     {"sure", kind.sure},
                     {"available", kind.available},
                     {"taken", kind.taken},
                     {"to_write", kind.to_write}});
  }
  return {{"rows", rows}, {"one_more", kinds}};
}

}  // namespace evenset
