// Statements by sections: what stands under "Deprecated", "Not supported" or
// "Coming soon" needs no verb. Tables there name the thing in their first column.
#include "documents/statements.h"

#include <re2/re2.h>

#include <algorithm>
#include <map>
#include <memory>
#include <tuple>

#include "documents/sentences.h"
#include "documents/things.h"
#include "text/words.h"

namespace evenset {
namespace {

std::string lower(std::string_view text) {
  std::string out;
  append_lower(out, text);
  return out;
}

bool matches(std::string_view text, const re2::RE2& finder) {
  return re2::RE2::PartialMatch({text.data(), text.size()}, finder);
}

class PageStatements {
 public:
  PageStatements(const Page& page, uint32_t number, std::vector<Statement>& out)
      : page_(page), number_(number), out_(out) {}

  void read() {
    for (passage_ = 0; passage_ < page_.passages.size(); ++passage_) read_passage(page_.passages[passage_]);
  }

 private:
  void read_passage(const Passage& passage) {
    // The nearest heading counts.
    in_section_ = false;
    for (size_t h = passage.headings.size(); h > 0 && !in_section_; --h)
      in_section_ = section_standing(passage.headings[h - 1], section_);
    in_section_ = in_section_ || section_standing(page_.title, section_);
    limits_ = speaks_of_limits(passage);
    read_heading(passage);
    columns_.clear();
    each_line(passage.text, [&](std::string_view line) { read_line(line, passage); });
  }

  static bool speaks_of_limits(const Passage& passage) {
    static const re2::RE2 finder("(?i)limit|unsupported|not support|does not|doesn't|is not|restrict");
    return std::any_of(passage.headings.begin(), passage.headings.end(),
                       [](const std::string& heading) { return matches(heading, finder); });
  }

  // "FSDP1 (deprecated)"; and each heading below "Deprecated" names a thing.
  void read_heading(const Passage& passage) {
    if (passage.headings.empty()) return;
    const std::string& heading = passage.headings.back();
    static const re2::RE2 aside(R"((?i)^(.*?)\s*[(\[-]\s*(?:deprecated|removed|discontinued|legacy)\b)");
    re2::StringPiece named;
    if (re2::RE2::PartialMatch(heading, aside, &named) && !named.empty())
      add_all(Standing::deprecated, things({named.data(), named.size()}));
    for (Statement& found : sentence_statements(heading)) add(std::move(found));
    Standing own;
    static const re2::RE2 question(
        R"((?i)^(?:how|what|why|when|who|where|can|if|is|are|migrat|upgrad|overview|notes?)\b|\?$)");
    if (in_section_ && section_ == Standing::deprecated && passage.headings.size() > 1 &&
        !section_standing(heading, own) && !matches(heading, question))
      add_all(Standing::deprecated, things(heading));
  }

  void read_line(std::string_view line, const Passage& passage) {
    const std::vector<std::string_view> row = cells(line);
    if (!row.empty()) return read_row(row);
    columns_.clear();
    for (const Sentence& sentence : sentences(line)) {
      if (in_section_ && sentence.item) read_item(sentence.text);
      if (in_section_ && !sentence.item && section_ == Standing::unsupported) read_fragments(sentence.text);
      read_absence(sentence.text);
      for (Statement& found : sentence_statements(sentence.text)) add(std::move(found));
      read_lone_notice(sentence.text, passage);
    }
  }

  // "Deprecated: please use X" says it of the heading.
  void read_lone_notice(std::string_view sentence, const Passage& passage) {
    static const re2::RE2 notice(R"((?i)^\W*(?:deprecated|removed|discontinued)\s*[:.,!-])");
    if (passage.headings.empty() || !matches(sentence, notice)) return;
    for (const std::string& name : things(passage.headings.back())) {
      Statement statement;
      statement.thing = name;
      for (Statement& other : sentence_statements("x9 is " + std::string(sentence)))
        statement.replacement = other.replacement;
      add(std::move(statement));
    }
  }

  // "Gateway G1: last sold in 2023 …": the lead of an item names it.
  void read_item(std::string_view text) {
    std::string_view lead = text;
    for (std::string_view mark : {": ", " — ", " – ", " - "}) lead = lead.substr(0, lead.find(mark));
    const bool led = lead.size() < text.size();
    if (section_ == Standing::unsupported && (lead.starts_with("No ") || lead.starts_with("no ")))
      return add_all(section_, objects(lead.substr(3)));
    const bool short_item = std::count(text.begin(), text.end(), ' ') <= 7;
    if (!led && !short_item) return;
    // "Removed entirely: …" speaks of what follows.
    static const re2::RE2 no_name(R"((?i)^\W*(?:removed|deprecated|retired|note|see|use)\b| not )");
    if (matches(lead, no_name)) return;
    const bool codes = lead.find("`, ") != std::string_view::npos;
    add_all(section_, codes ? subjects(lead) : things(lead));
  }

  // Lists without a verb: "Modbus, BACnet, LoRaWAN; cameras".
  void read_fragments(std::string_view sentence) {
    static const re2::RE2 verb(
        R"((?i)\b(?:is|are|was|were|be|has|have|can|cannot|can't|will|do|does|doesn't|don't|please|must|should|see|use|work|works|need|needs|it|you|we)\b)");
    if (matches(sentence, verb)) return read_denied_acts(sentence);
    if (sentence.find("; ") == std::string_view::npos) return;
    for (size_t at = 0; at < sentence.size();) {
      const size_t end = std::min(sentence.find("; ", at), sentence.size());
      const std::string_view part = sentence.substr(at, end - at);
      // "SDKs other than Python" is no list of what is missing.
      const bool excepts = part.find(" except ") != std::string_view::npos ||
                           part.find(" other than ") != std::string_view::npos;
      if (!excepts) add_all(section_, subjects(part));
      at = end + 2;
    }
  }

  // "It does not switch irrigation valves, vents or heaters."
  void read_denied_acts(std::string_view sentence) {
    static const re2::RE2 act(R"((?i)\b(?:does|do)(?: not|n't|n’t) (?:\w+) )");
    re2::StringPiece text(sentence.data(), sentence.size());
    if (!re2::RE2::FindAndConsume(&text, act)) return;
    add_all(section_, objects({text.data(), text.size()}));
  }

  // "There is no GraphQL interface": under a heading of limits, or of a name.
  void read_absence(std::string_view sentence) {
    static const re2::RE2 absent(R"((?i)\bthere (?:is|are)(?: currently| still)? no )");
    static const re2::RE2 empty_word(
        R"((?i)^(?:\w+ )?(?:limit|need|way|guarantee|charge|cost|fee|difference|minimum|maximum|longer|one|reason|problem|risk|refund|default|change|substitute|requirement|restriction|hard|such)\w*\b|limit)");
    re2::StringPiece text(sentence.data(), sentence.size());
    if (sentence.ends_with('?') || !re2::RE2::FindAndConsume(&text, absent)) return;
    const std::string_view after(text.data(), text.size());
    if (matches(after, empty_word)) return;
    std::vector<std::string> found = objects(after);
    if (!limits_) std::erase_if(found, [](const std::string& name) { return !holds_name(name); });
    add_all(Standing::unsupported, std::move(found));
  }

  void read_row(const std::vector<std::string_view>& row) {
    if (columns_.empty()) {
      columns_.assign(row.begin(), row.end());
      return;
    }
    if (row[0].find("---") != std::string_view::npos) return;
    static const re2::RE2 marked(
        R"((?i)^\W*\(?(?:deprecated|removed|discontinued|not (?:yet )?(?:supported|available)|unsupported|planned|coming soon)\b)");
    Standing standing = section_;
    bool told = in_section_;
    for (size_t c = 1; c < row.size() && !told; ++c)
      if (matches(row[c], marked))
        told = section_standing(row[c].substr(row[c].find_first_not_of(" (*")), standing);
    if (!told) return;
    const std::string replacement = standing == Standing::deprecated ? replacement_in(row) : std::string();
    for (const std::string& name : things(row[0])) add({standing, name, replacement});
  }

  std::string replacement_in(const std::vector<std::string_view>& row) const {
    static const re2::RE2 column("(?i)instead|replace|alternative|successor|migrate");
    for (size_t c = 1; c < row.size() && c < columns_.size(); ++c)
      if (matches(columns_[c], column)) return thing(row[c].substr(0, row[c].find(" (")));
    return {};
  }

  void add_all(Standing standing, std::vector<std::string> names) {
    for (std::string& name : names) add({standing, std::move(name), {}});
  }

  void add(Statement statement) {
    if (statement.thing.empty()) return;
    statement.page = number_;
    statement.passage = static_cast<uint32_t>(passage_);
    const auto known = seen_.emplace(std::pair(statement.standing, lower(statement.thing)), out_.size());
    if (known.second)
      out_.push_back(std::move(statement));
    else if (out_[known.first->second].replacement.empty())
      out_[known.first->second].replacement = std::move(statement.replacement);
  }

  const Page& page_;
  uint32_t number_;
  std::vector<Statement>& out_;
  std::map<std::pair<Standing, std::string>, size_t> seen_;
  size_t passage_ = 0;
  Standing section_ = Standing::deprecated;
  bool in_section_ = false, limits_ = false;
  std::vector<std::string> columns_;  // of the open table
};

}  // namespace

bool section_standing(std::string_view heading, Standing& standing) {
  struct Kind {
    Standing standing;
    const char* pattern;
  };
  static constexpr Kind kKinds[] = {
      {Standing::unsupported,
       R"((?i)^\W*(?:not (?:yet )?(?:supported|available|covered|included)|unsupported|out[- ]of[- ]scope(?:\W*$| /)|what (?:\S+ ){1,4}(?:does not|doesn't|is not|isn't)\b))"},
      {Standing::planned,
       R"((?i)^\W*(?:(?:our |product )?roadmap|coming soon|planned(?: features| work)?|upcoming(?: features| releases)?|future (?:plans|features))\W*$)"},
      {Standing::deprecated,
       R"((?i)^\W*(?:deprecated|deprecations?|removed|retired|discontinued|withdrawn|end[- ]of[- ]life|sunset|legacy (?:features|apis?|options|fields)|removals?)(?:\W*$| (?:and|in|features?|apis?|options?|fields?|endpoints?|versions?|since|with|\(|things|functions|parameters|arguments|settings|products)))"}};
  static const auto finders = [] {
    std::vector<std::unique_ptr<re2::RE2>> out;
    for (const Kind& kind : kKinds) out.push_back(std::make_unique<re2::RE2>(kind.pattern));
    return out;
  }();
  for (size_t k = 0; k < finders.size(); ++k)
    if (matches(heading, *finders[k])) {
      standing = kKinds[k].standing;
      return true;
    }
  return false;
}

namespace {

// "Migrating from API v1": a thing of the company's own, not of another maker.
bool is_own(const Statement& vendor, const std::vector<Statement>& all) {
  return vendor.standing == Standing::other_vendor &&
         std::any_of(all.begin(), all.end(), [&](const Statement& other) {
           return other.standing == Standing::deprecated && lower(other.thing) == lower(vendor.thing);
         });
}

}  // namespace

std::vector<Statement> find_statements(const Documents& documents) {
  std::vector<Statement> out;
  for (size_t p = 0; p < documents.pages.size(); ++p)
    PageStatements(documents.pages[p], static_cast<uint32_t>(p), out).read();
  const std::vector<Statement> all = out;
  std::erase_if(out, [&](const Statement& statement) { return is_own(statement, all); });
  std::stable_sort(out.begin(), out.end(), [](const Statement& a, const Statement& b) {
    return std::tie(a.page, a.passage) < std::tie(b.page, b.passage);
  });
  return out;
}

}  // namespace evenset
