#include "pages/targets.h"

#include <fmt/format.h>

#include <algorithm>

#include "pages/words.h"

namespace evenset {
namespace {

constexpr size_t kWidestLabel = 24, kNarrowestLabel = 8, kWidestBar = 36, kNarrowestBar = 8, kShareWidth = 7;
constexpr std::string_view kElements = "elements", kTrueShare = "true share";

// Lines under one heading, with one scale.
struct Block {
  std::string heading;
  std::vector<std::pair<std::string, const TargetFinding*>> lines;
  double scale = 0;
  int64_t unknown = 0;
};

// The name of a dimension's only line: "ambiguous", "turns multi", "informal+typos".
std::string lone_label(const TargetFinding& target) {
  if (target.value == "yes") return target.dimension;
  std::string whole = target.dimension + " " + target.value;
  if (display_width(whole) <= kWidestLabel) return whole;
  if (display_width(target.value) <= kWidestLabel) return target.value;
  auto values = std::count(target.value.begin(), target.value.end(), '+') + 1;
  return values > 1 ? fmt::format("{}, any of {}", target.dimension, values) : whole;
}

void add_line(Block& block, std::string label, const TargetFinding* target) {
  block.lines.emplace_back(printable(label), target);
  block.scale = std::max(block.scale, bar_scale(std::max(target->share, target->high)));
  block.unknown = std::max(block.unknown, target->unknown);
}

// One block per dimension; dimensions with one line share a block.
std::vector<Block> blocks_of(const Audit& audit) {
  std::vector<Block> blocks;
  for (const TargetGroup& group : target_groups(audit)) {
    bool lone = group.targets.size() == 1;
    std::string heading = lone ? std::string(kElements) : printable(group.dimension);
    if (!group.part.empty()) heading += " of " + printable(group.part);
    auto block = std::find_if(blocks.begin(), blocks.end(), [&](auto& b) { return b.heading == heading; });
    if (block == blocks.end()) block = blocks.insert(block, Block{heading, {}, 0, 0});
    for (const TargetFinding* target : group.targets)
      add_line(*block, lone ? lone_label(*target) : target->value, target);
  }
  return blocks;
}

class Table {
 public:
  Table(const Audit& audit, const PageStyle& style) : style_(style), blocks_(blocks_of(audit)) {
    for (const Block& block : blocks_)
      for (const auto& [label, target] : block.lines) measure(label, *target);
    if (interval_ > 0) interval_ = std::max(interval_, kTrueShare.size());
    label_ = std::min(label_, kWidestLabel);
    // Too narrow a page loses the ranges (the bar has them), then ends of names.
    if (!bar_fits()) accepted_ = 0;
    while (!bar_fits() && label_ > kNarrowestLabel) --label_;
    bar_ = std::clamp(style.width - std::min(style.width, taken()), kNarrowestBar, kWidestBar);
  }

  std::string drawn() const {
    std::string out = style_.painted(header(), Paint::faint) + "\n";
    for (const Block& block : blocks_) {
      out += heading(block) + "\n";
      for (const auto& [label, target] : block.lines) out += line(label, *target, block.scale) + "\n";
    }
    return out;
  }

 private:
  std::string accepted(const TargetFinding& target) const {
    return range_words(target.low, target.high, style_.glyphs.dash);
  }
  std::string interval(const TargetFinding& target) const {
    return interval_words(target, style_.glyphs.dash);
  }
  void measure(const std::string& label, const TargetFinding& target) {
    label_ = std::max(label_, display_width(label));
    rows_ = std::max(rows_, grouped(target.count).size());
    accepted_ = std::max(accepted_, display_width(accepted(target)));
    interval_ = std::max(interval_, display_width(interval(target)));
  }
  // Columns beside the bar: two of indent, one or two between columns.
  size_t taken() const {
    constexpr size_t kVerdict = 11;  // "? undecided"
    return 2 + label_ + 1 + 1 + kShareWidth + 2 + rows_ + (accepted_ ? 2 + accepted_ : 0) +
           (interval_ ? 2 + interval_ : 0) + 2 + kVerdict;
  }
  bool bar_fits() const { return taken() + kNarrowestBar <= style_.width; }

  std::string columns(std::string_view share, std::string_view rows, std::string_view range,
                      std::string_view truth) const {
    std::string out = padded_left(share, kShareWidth) + "  " + padded_left(rows, rows_);
    if (accepted_) out += "  " + padded_left(range, accepted_);
    if (interval_) out += "  " + padded_left(truth, interval_);
    return out;
  }
  std::string header() const {
    return std::string(2 + label_ + 1 + bar_ + 1, ' ') + columns("share", "rows", "accepted", kTrueShare) +
           "  verdict";
  }
  std::string heading(const Block& block) const {
    std::string scale = short_percent(block.scale);
    size_t end = 2 + label_ + 1 + bar_;
    std::string out = style_.painted(block.heading, Paint::bold);
    size_t used = display_width(block.heading) + scale.size();
    out += style_.painted(std::string(end - std::min(end - 1, used), ' ') + scale, Paint::faint);
    if (block.unknown > 0)
      out += style_.painted("   " + counted(block.unknown, "row") + " unknown", Paint::faint);
    return out;
  }
  std::string line(const std::string& label, const TargetFinding& target, double scale) const {
    BarParts parts{target.share, target.low, target.high, target.target, scale};
    Bar drawing = bar(parts, bar_, style_.glyphs);
    Paint paint = paint_of(target.verdict);
    std::string verdict = fmt::format("{} {}", style_.glyph(target.verdict), verdict_words(target));
    return "  " + padded(label, label_, style_.glyphs.ellipsis) + " " + style_.painted(drawing.drawn, paint) +
           style_.painted(drawing.rest, Paint::faint) + " " +
           columns(percent(target.share), grouped(target.count), accepted(target), interval(target)) + "  " +
           style_.painted(verdict, paint);
  }

  const PageStyle& style_;
  std::vector<Block> blocks_;
  size_t label_ = 0, bar_ = 0, rows_ = 4, accepted_ = 8, interval_ = 0;
};

}  // namespace

Paint paint_of(Verdict verdict) {
  return verdict == Verdict::pass ? Paint::good : verdict == Verdict::fail ? Paint::bad : Paint::open;
}

std::string PageStyle::painted(std::string_view text, Paint paint) const {
  if (!colour || paint == Paint::plain || text.empty()) return std::string(text);
  constexpr std::string_view kCodes[] = {"0", "1", "2", "32", "31", "33"};
  return fmt::format("\x1b[{}m{}\x1b[0m", kCodes[static_cast<size_t>(paint)], text);
}

std::string_view PageStyle::glyph(Verdict verdict) const {
  return verdict == Verdict::pass ? glyphs.pass : verdict == Verdict::fail ? glyphs.fail : glyphs.undecided;
}

std::string target_table(const Audit& audit, const PageStyle& style) { return Table(audit, style).drawn(); }

}  // namespace evenset
