// The page a person reads: the verdict, every target as a line, then only what
// is wrong or worth knowing. Sections have their name at the left, once.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "evenset/audit.h"
#include "pages/targets.h"
#include "pages/words.h"

namespace evenset {
namespace {

constexpr size_t kNameColumn = 12, kNarrowest = 64;
constexpr size_t kRowsShown = 4, kProblemsShown = 5, kEntriesShown = 6, kListsShown = 8;

class Page {
 public:
  explicit Page(PageStyle style) : style_(style) {}

  void line(const std::string& text) { out_ += text + "\n"; }

  // Begin a section: its name stands before the first item that follows.
  void section(std::string_view section) {
    name_ = section;
    blank_ = true;
  }
  // An item with a mark in front; long text goes on below itself.
  void item(std::string_view mark, Paint paint, const std::string& text, size_t indent = 0) {
    size_t lead = mark.empty() ? 0 : display_width(mark) + 1;
    size_t left = kNameColumn + 2 * indent;
    if (std::exchange(blank_, false)) line("");
    bool first = true;
    for (const std::string& part : wrapped(text, style_.width - left - lead)) {
      std::string head = style_.painted(name_, Paint::bold) + std::string(left - name_.size(), ' ');
      if (first && lead) head += style_.painted(mark, paint) + " ";
      line(head + std::string(first ? 0 : lead, ' ') + part);
      name_ = {};
      first = false;
    }
  }
  void item(Verdict verdict, const std::string& text, size_t indent = 0) {
    item(style_.glyph(verdict), paint_of(verdict), text, indent);
  }
  void item(const std::string& text) { item("", Paint::plain, text); }
  // A ticked or empty box.
  void box(Verdict verdict, const std::string& text, size_t indent) {
    const Glyphs& glyphs = style_.glyphs;
    std::string_view mark = verdict == Verdict::pass   ? glyphs.met
                            : verdict == Verdict::fail ? glyphs.unmet
                                                       : glyphs.unknown;
    item(mark, paint_of(verdict), text, indent);
  }
  std::string listed(const std::vector<uint64_t>& rows) const {
    return row_list(rows, kRowsShown, fmt::format(", {}", style_.glyphs.ellipsis));
  }
  // Facts on one line: "a · b · c".
  std::string joined(const std::vector<std::string>& parts) const {
    return fmt::format("{}", fmt::join(parts, fmt::format(" {} ", style_.glyphs.dot)));
  }

  const PageStyle& style() const { return style_; }
  std::string taken() { return std::move(out_); }

 private:
  PageStyle style_;
  std::string out_, name_;
  bool blank_ = false;  // an empty line is due before the next item
};

std::string with_rows(const Page& page, std::string text, const std::vector<uint64_t>& rows) {
  if (!rows.empty()) text += fmt::format(" ({})", page.listed(rows));
  return text;
}

void put_verdict(Page& page, const Audit& audit) {
  const PageStyle& style = page.style();
  auto rows = counted(static_cast<int64_t>(audit.rows), "row");
  page.line(style.painted(page.joined({"evenset audit", printable(audit.plan), rows}), Paint::bold));
  page.line("");
  constexpr std::string_view kWords[] = {"PASS", "FAIL", "UNDECIDED"};
  std::string mark =
      fmt::format("{} {}", style.glyph(audit.verdict), kWords[static_cast<size_t>(audit.verdict)]);
  size_t lead = display_width(mark) + 2;
  bool first = true;
  for (const std::string& part : wrapped(headline(audit), style.width - lead)) {
    page.line((first ? style.painted(mark, paint_of(audit.verdict)) + "  " : std::string(lead, ' ')) + part);
    first = false;
  }
}

void put_targets(Page& page, const Audit& audit) {
  if (audit.targets.empty()) return;
  const Glyphs& glyphs = page.style().glyphs;
  page.line("");
  page.line(target_table(audit, page.style()) +
            page.style().painted(
                fmt::format("  {0}{0} share   {1}{1} share in range   {2}{2} accepted range   {3} aim",
                            glyphs.outside, glyphs.inside, glyphs.accepted, glyphs.aim),
                Paint::faint));
  page.section("Estimates");
  for (const std::string& note : {whole_rows_words(audit), estimate_words(audit)})
    if (!note.empty()) page.item(note);
}

void put_behaviour(Page& page, const Audit& audit) {
  const std::pair<std::string_view, const Profile::Match*> kinds[] = {
      {"ambiguous", &audit.ambiguous}, {"adversarial", &audit.adversarial}, {"negative", &audit.negative}};
  page.section("Behaviour");
  std::vector<std::string> fine;
  for (auto [what, match] : kinds) {
    if (match->wanted == 0) continue;
    std::string text = fmt::format("{}: {} of {} responses do what it wants", what, grouped(match->matched),
                                   grouped(match->wanted));
    if (match->matched == match->wanted)
      fine.push_back(fmt::format("{} {} of {}", what, grouped(match->matched), grouped(match->wanted)));
    else
      page.item(Verdict::fail, with_rows(page, text + ", others not", match->mismatched));
  }
  if (!fine.empty()) page.item(Verdict::pass, "as wanted: " + page.joined(fine));
  if (fine.empty() &&
      std::all_of(std::begin(kinds), std::end(kinds), [](auto& k) { return k.second->wanted == 0; }))
    page.item("no ambiguous, adversarial or negative question is there to be matched");
}

// What does not pass one by one with its limit, the rest in one line of figures.
void put_metrics(Page& page, const Audit& audit) {
  page.section("Diversity");
  std::vector<std::string> fine;
  for (const CheckFinding& metric : audit.metrics)
    if (metric.verdict == Verdict::pass)
      fine.push_back(figure_words(metric));
    else
      page.item(metric.verdict, with_rows(page, printable(metric.why), metric.rows));
  if (!fine.empty()) page.item(Verdict::pass, page.joined(fine));
  std::string repetition = repetition_words(audit);
  if (!repetition.empty()) page.item(repetition);
  for (const std::string& reading : metric_readings(audit.figures)) page.item(reading);
}

void put_open(Page& page, const std::vector<std::string>& open, size_t indent = 0) {
  if (!open.empty()) page.item(Verdict::undecided, "cannot be told: " + page.joined(open), indent);
}

void put_red_flags(Page& page, const Audit& audit) {
  page.section("Red flags");
  std::vector<std::string> open;
  size_t quiet = 0;
  for (const CheckFinding& flag : audit.red_flags) {
    if (flag.verdict == Verdict::fail)
      page.item(flag.verdict, with_rows(page, title(flag) + ": " + printable(flag.why), flag.rows));
    if (flag.verdict == Verdict::undecided) open.push_back(printable(spaced(flag.name)));
    quiet += flag.verdict == Verdict::pass;
  }
  put_open(page, open);
  if (quiet > 0 && quiet == audit.red_flags.size())
    page.item(Verdict::pass, fmt::format("none of {} is raised", quiet));
}

void put_edge_cases(Page& page, const Audit& audit) {
  page.section("Edge cases");
  std::vector<std::string> met, open;
  for (const CheckFinding& edge : audit.edge_cases) {
    std::string what = printable(spaced(edge.name));
    if (edge.verdict == Verdict::fail) page.item(edge.verdict, what + " " + short_why(edge));
    if (edge.verdict == Verdict::pass) met.push_back(fmt::format("{} {}", what, percent(edge.figure)));
    if (edge.verdict == Verdict::undecided) open.push_back(what);
  }
  put_open(page, open);
  if (!met.empty()) page.item(Verdict::pass, page.joined(met));
}

void put_phase(Page& page, const PhaseFinding& phase) {
  size_t met = 0;
  std::vector<const CheckFinding*> missed;
  std::vector<std::string> open;
  for (const CheckFinding& item : phase.items) {
    met += item.verdict == Verdict::pass;
    if (item.verdict == Verdict::fail) missed.push_back(&item);
    if (item.verdict == Verdict::undecided) open.push_back(title(item));
  }
  Verdict whole = !missed.empty() ? Verdict::fail : open.empty() ? Verdict::pass : Verdict::undecided;
  page.box(whole, fmt::format("{} {}: {} of {}", phase.phase, printable(phase.name), met, phase.items.size()),
           0);
  for (const CheckFinding* item : missed) page.box(item->verdict, title(*item) + ": " + short_why(*item), 1);
  put_open(page, open, 1);
}

void put_phases(Page& page, const Audit& audit) {
  page.section("Phases");
  for (const PhaseFinding& phase : audit.phases) put_phase(page, phase);
}

void put_missing(Page& page, const Audit& audit) {
  page.section("Missing");
  size_t lists = 0;
  for (const auto& [list, entries] : audit.figures.missing) {
    if (entries.empty() || ++lists > kListsShown) continue;
    std::vector<std::string> shown;
    for (size_t i = 0; i < std::min(entries.size(), kEntriesShown); ++i)
      shown.push_back(printable(spaced(entries[i])));
    std::string text = fmt::format("{}: {}", printable(spaced(list)), fmt::join(shown, ", "));
    if (entries.size() > kEntriesShown) text += fmt::format(" and {} more", entries.size() - kEntriesShown);
    page.item(text);
  }
  if (lists > kListsShown)
    page.item(fmt::format("and entries of {}",
                          counted(static_cast<int64_t>(lists - kListsShown), "more list", "more lists")));
}

void put_quality(Page& page, const Audit& audit) {
  if (audit.quality.empty()) return;
  page.section("Quality");
  for (const CheckFinding& finding : audit.quality)
    page.item(
        with_rows(page, fmt::format("{}, {}", printable(spaced(finding.name)), finding.why), finding.rows));
}

void put_reading(Page& page, const Audit& audit) {
  page.section("Size");
  page.item(audit.size_advice);
  page.section("Reading");
  page.item(reading_words(audit.account));
  const auto& problems = audit.account.problems;
  for (size_t i = 0; i < std::min(problems.size(), kProblemsShown); ++i)
    page.item(problem_words(problems[i]));
  uint64_t more =
      problems.size() - std::min(problems.size(), kProblemsShown) + audit.account.problems_unlisted;
  if (more > 0)
    page.item(fmt::format("and {}", counted(static_cast<int64_t>(more), "more problem", "more problems")));
  for (const std::string& note : audit.account.notes) page.item(printable(note));
}

}  // namespace

std::string terminal_page(const Audit& audit, bool colour, int width, bool unicode) {
  auto columns = static_cast<size_t>(std::max(width, static_cast<int>(kNarrowest)));
  Page page({colour, columns, unicode ? kUnicodeGlyphs : kAsciiGlyphs});
  put_verdict(page, audit);
  if (audit.rows > 0) {
    put_targets(page, audit);
    put_behaviour(page, audit);
    put_metrics(page, audit);
    put_red_flags(page, audit);
    put_edge_cases(page, audit);
    put_phases(page, audit);
    put_missing(page, audit);
    put_quality(page, audit);
  }
  put_reading(page, audit);
  return page.taken();
}

}  // namespace evenset
