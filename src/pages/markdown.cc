// The audit as Markdown: tables, so that it can be pasted into a ticket.
#include <fmt/format.h>

#include <algorithm>

#include "evenset/audit.h"
#include "pages/text.h"
#include "pages/words.h"

namespace evenset {
namespace {

constexpr size_t kRowsShown = 10, kProblemsShown = 20;
constexpr std::string_view kDash = "–";

// Names come from plans and files: none of them may break a table or start a tag.
std::string cell(std::string_view text) {
  std::string out;
  for (char c : printable(text)) {
    if (c == '<') {
      out += "&lt;";
      continue;
    }
    if (std::string_view("|\\`*[").find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  return out;
}

void put_row(std::string& out, const std::vector<std::string>& cells) {
  out += fmt::format("| {} |\n", fmt::join(cells, " | "));
}

// Alignment per column: 'l' or 'r'.
void put_head(std::string& out, std::string_view heading, const std::vector<std::string>& names,
              std::string_view aligned) {
  out += fmt::format("\n## {}\n\n", heading);
  put_row(out, names);
  out += '|';
  for (char side : aligned) out += side == 'r' ? " ---: |" : " --- |";
  out += '\n';
}

std::string mark(Verdict verdict) {
  const Glyphs& glyphs = kUnicodeGlyphs;
  std::string_view glyph = verdict == Verdict::pass   ? glyphs.pass
                           : verdict == Verdict::fail ? glyphs.fail
                                                      : glyphs.undecided;
  return fmt::format("{} {}", glyph, name(verdict));
}

std::string rows_cell(const std::vector<uint64_t>& rows) {
  return rows.empty() ? "" : row_list(rows, kRowsShown, ", …");
}

void put_targets(std::string& out, const Audit& audit) {
  put_head(out, "Targets",
           {"Dimension", "Value", "Share", "Rows", "Unknown", "Aim", "Accepted", "True share", "Method",
            "Verdict"},
           "llrrrrrrll");
  for (const TargetFinding& target : audit.targets) {
    std::string dimension = cell(target.dimension);
    if (target.within) dimension += " of " + cell(target.part);
    std::string verdict = mark(target.verdict);
    if (target.verdict == Verdict::fail) verdict += fmt::format(", {}", verdict_words(target));
    put_row(out, {dimension, cell(target.value), percent(target.share), grouped(target.count),
                  grouped(target.unknown), short_percent(target.target),
                  range_words(target.low, target.high, kDash), interval_words(target, kDash),
                  std::string(name(target.method)), verdict});
  }
  for (const std::string& note : {whole_rows_words(audit), estimate_words(audit)})
    if (!note.empty()) out += fmt::format("\n{}\n", cell(note));
}

void put_behaviour(std::string& out, const Audit& audit) {
  put_head(out, "Behaviour match", {"Questions", "Wanted", "Matched", "Share", "Others"}, "lrrrl");
  const std::pair<std::string_view, const Profile::Match*> kinds[] = {
      {"ambiguous", &audit.ambiguous}, {"adversarial", &audit.adversarial}, {"negative", &audit.negative}};
  for (auto [what, match] : kinds) {
    double share =
        match->wanted ? static_cast<double>(match->matched) / static_cast<double>(match->wanted) : 0;
    put_row(out, {std::string(what), grouped(match->wanted), grouped(match->matched),
                  match->wanted ? percent(share) : "", rows_cell(match->mismatched)});
  }
}

void put_checks(std::string& out, std::string_view heading, const std::vector<CheckFinding>& checks) {
  if (checks.empty()) return;
  put_head(out, heading, {"Check", "Verdict", "Why", "Rows"}, "llll");
  for (const CheckFinding& check : checks)
    put_row(out, {cell(title(check)), mark(check.verdict), cell(check.why), rows_cell(check.rows)});
}

void put_diversity(std::string& out, const Audit& audit) {
  put_checks(out, "Diversity", audit.metrics);
  std::string repetition = repetition_words(audit);
  if (!repetition.empty()) out += fmt::format("\nRepetition: {}.\n", repetition);
  for (const std::string& reading : metric_readings(audit.figures)) out += fmt::format("\n{}\n", reading);
}

void put_phases(std::string& out, const Audit& audit) {
  if (audit.phases.empty()) return;
  out += "\n## Phases\n";
  for (const PhaseFinding& phase : audit.phases) {
    out += fmt::format("\n### {} {}\n\n", phase.phase, cell(phase.name));
    for (const CheckFinding& item : phase.items)
      out += fmt::format("- [{}] {}: {}\n", item.verdict == Verdict::pass ? 'x' : ' ', cell(title(item)),
                         cell(item.why));
  }
}

void put_missing(std::string& out, const Audit& audit) {
  const auto& missing = audit.figures.missing;
  if (std::all_of(missing.begin(), missing.end(), [](auto& list) { return list.second.empty(); })) return;
  put_head(out, "Missing", {"List", "Entries without a row"}, "ll");
  for (const auto& [list, entries] : missing)
    if (!entries.empty())
      put_row(out, {cell(spaced(list)), cell(spaced(fmt::format("{}", fmt::join(entries, ", "))))});
}

void put_quality(std::string& out, const Audit& audit) {
  if (audit.quality.empty()) return;
  put_head(out, "Quality", {"Finding", "Rows", "Of them"}, "lrl");
  for (const CheckFinding& finding : audit.quality)
    put_row(out, {cell(spaced(finding.name)), grouped(static_cast<int64_t>(finding.figure)),
                  rows_cell(finding.rows)});
}

void put_reading(std::string& out, const Audit& audit) {
  out +=
      fmt::format("\n## Size\n\n{}\n\n## Reading\n\n{}\n", audit.size_advice, reading_words(audit.account));
  const auto& problems = audit.account.problems;
  if (!problems.empty()) out += '\n';
  for (size_t i = 0; i < std::min(problems.size(), kProblemsShown); ++i)
    out += fmt::format("- {}\n", cell(problem_words(problems[i])));
  uint64_t more =
      problems.size() - std::min(problems.size(), kProblemsShown) + audit.account.problems_unlisted;
  if (more > 0)
    out += fmt::format("- and {}\n", counted(static_cast<int64_t>(more), "more problem", "more problems"));
  for (const std::string& note : audit.account.notes) out += fmt::format("\n{}\n", cell(note));
}

}  // namespace

std::string markdown_page(const Audit& audit) {
  std::string out =
      fmt::format("# Audit: {}, {}\n\n**{}.** {}\n", cell(audit.plan),
                  counted(static_cast<int64_t>(audit.rows), "row"), mark(audit.verdict), headline(audit));
  put_targets(out, audit);
  put_behaviour(out, audit);
  put_diversity(out, audit);
  put_checks(out, "Red flags", audit.red_flags);
  put_checks(out, "Edge cases", audit.edge_cases);
  put_phases(out, audit);
  put_missing(out, audit);
  put_quality(out, audit);
  put_reading(out, audit);
  return out;
}

}  // namespace evenset
