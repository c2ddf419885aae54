#include "cli/reason_words.h"

#include <fmt/format.h>

namespace evenset {
namespace {

// By the flags that leave rows out.
std::string left_out_words(const Arguments& arguments) {
  std::vector<std::string> flags;
  for (const char* flag : {"--exclude", "--cap", "--base"})
    if (arguments.has(flag)) flags.push_back(std::string(flag) + " " + arguments.text(flag));
  return fmt::format("{} leaves it out", fmt::join(flags, " or "));
}

constexpr size_t kNamedOfUnion = 3;  // values of a target that are all named

std::string label_words(const Plan& plan, const NoCandidate& reason) {
  const Dimension& dimension = plan.dimensions[reason.dimension];
  return dimension.name + "=" + dimension.values[static_cast<size_t>(reason.value)];
}

std::string no_candidate_words(const Explained& all, const NoCandidate& reason) {
  const std::string& dimension = all.plan.dimensions[reason.dimension].name;
  switch (reason.why) {
    case NoCandidate::mismatched:
      return fmt::format("its response does not behave as {} asks for", label_words(all.plan, reason));
    case NoCandidate::unknown:
      return fmt::format(
          "its {} is unknown; give the label in the row's \"evenset\" member, or try another --tier",
          dimension);
    case NoCandidate::off_plan:
      return fmt::format("the plan has no target for {}", label_words(all.plan, reason));
    case NoCandidate::candidate:
      break;
  }
  return "";
}

// Which rows of a kind.
std::string choice_words(const Arguments& arguments) {
  if (arguments.text("--mode") == "random") return "by chance, --seed " + arguments.text("--seed");
  if (arguments.has("--prefer"))
    return fmt::format("what people labelled and the higher {} first, then variety",
                       arguments.text("--prefer"));
  return "by variety";
}

// What the prices say of one row of its kind.
std::string worth_words(const Explained& all, const RowReason& reason) {
  const double worth = reason.worth;
  if (all.answer.met(all.options.size)) return "";
  if (worth == 0) return "; by the prices, rows of other kinds would do as well";
  if (all.options.on_shortfall == OnShortfall::fill) {
    if (worth > 0) return fmt::format("; without one, the deviation would be {} more", worth_figure(worth));
    return fmt::format("; with one more, the deviation would be {} more", worth_figure(-worth));
  }
  return fmt::format("; by the prices it adds 1 row, and its places cost {}",
                     worth == 1 ? "nothing" : worth_figure(1 - worth));
}

std::string candidate_words(const Explained& all, const RowReason& reason) {
  const std::string some = fmt::format("{} of {} of its kind {} chosen", reason.taken, reason.available,
                                       reason.taken == 1 ? "is" : "are");
  switch (reason.why) {
    case RowReason::kept:
      return "--keep " + all.arguments.text("--keep") + " takes it";
    case RowReason::all_of_kind:
      return (reason.available == 1 ? "it is the only one of its kind, and taken"
                                    : fmt::format("all {} of its kind are chosen", reason.available)) +
             worth_words(all, reason);
    case RowReason::some_of_kind:
      return fmt::format("{}, {} ({}){}", some, reason.chosen ? "this one among them" : "not this one",
                         choice_words(all.arguments), worth_words(all, reason));
    case RowReason::none_of_kind:
      if (all.answer.met(all.options.size)) return "every target is met without its kind";
      return "none of its kind is chosen" + worth_words(all, reason);
    case RowReason::refused:
      return "--on-shortfall fail takes no row where a target is missed";
    case RowReason::no_candidate:
      break;
  }
  return "";
}

std::string joined(const Plan& plan, const std::vector<int16_t>& kind, bool with_rest) {
  std::string out;
  for (const int16_t typed : kind) {
    const auto t = static_cast<size_t>(typed);
    if (!with_rest && is_rest(plan, t)) continue;
    out += (out.empty() ? "" : ", ") + target_words(plan, t);
  }
  return out;
}

}  // namespace

RowReason reason_of(const Explained& all, const RowQuestion& question) {
  return question.number ? row_reason(all.cells, all.options, all.answer, *question.number) : RowReason();
}

std::string worth_figure(double worth) {
  std::string out = fmt::format("{:.2f}", worth);
  while (out.back() == '0') out.pop_back();
  if (out.back() == '.') out.pop_back();
  return out;
}

std::string target_words(const Plan& plan, size_t t) {
  const Target& target = plan.targets[t];
  const std::string& dimension = plan.dimensions[target.dimension].name;
  if (target.values.size() <= kNamedOfUnion) return dimension + "=" + target.name;
  return fmt::format("{}={}+{}_more", dimension, target.name.substr(0, target.name.find('+')),
                     target.values.size() - 1);
}

std::string kind_words(const Plan& plan, const std::vector<int16_t>& kind) {
  return joined(plan, kind, true);
}

bool is_rest(const Plan& plan, size_t t) {
  constexpr double kMost = 0.5;
  return plan.targets[t].complement && plan.targets[t].share > kMost;
}

std::string short_kind_words(const Plan& plan, const std::vector<int16_t>& kind) {
  const std::string out = joined(plan, kind, false);
  return out.empty() ? kind_words(plan, kind) : out;
}

std::string place_words(const RowQuestion& question) {
  std::string place = question.file.empty() ? "" : fmt::format("{}:{}", question.file, question.line);
  if (question.row == 0) return place;
  return fmt::format("row {}{}", question.row, place.empty() ? "" : " (" + place + ")");
}

std::string outcome_words(const RowReason& reason, const RowQuestion& question) {
  if (!question.number) return "rejected";
  if (reason.why == RowReason::no_candidate) return "no candidate";
  return reason.chosen ? "chosen" : "not chosen";
}

std::string why_name(const RowQuestion& question, const RowReason& reason) {
  if (!question.number) return "rejected";
  if (reason.why != RowReason::no_candidate) return std::string(name(reason.why));
  // A candidate in no cell was taken out of it.
  return question.reason.why == NoCandidate::candidate ? "excluded" : std::string(name(question.reason.why));
}

std::string why_words(const Explained& all, const RowQuestion& question, const RowReason& reason) {
  if (!question.number) {
    return question.fault.empty() ? "it could not be read; --json lists the reasons under rows.problems"
                                  : "it could not be read: " + question.fault;
  }
  if (reason.why != RowReason::no_candidate) return candidate_words(all, reason);
  if (question.reason.why == NoCandidate::candidate) return left_out_words(all.arguments);
  return no_candidate_words(all, question.reason);
}

std::string full_words(const Explained& all, const RowReason& reason) {
  if (reason.chosen || all.answer.met(all.options.size)) return "";
  std::string out;
  for (const int16_t typed : reason.full) {
    const auto t = static_cast<size_t>(typed);
    const double price = all.answer.certificate.prices[t];
    out += fmt::format("{}{} ({} of {}{})", out.empty() ? "" : ", ", target_words(all.plan, t),
                       all.answer.got[t], all.answer.wanted[t],
                       price == 0 || all.options.on_shortfall == OnShortfall::fill
                           ? ""
                           : fmt::format(", price {}", worth_figure(price)));
  }
  return out;
}

}  // namespace evenset
