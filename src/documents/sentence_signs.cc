// The sentence patterns. Each finds a verb that gives a thing its standing; the
// thing stands before it or after it (things.h). Conditions ("if X is not
// supported") and pronouns ("it was removed") say nothing and are left out.
#include <re2/re2.h>

#include <memory>

#include "documents/statements.h"
#include "documents/things.h"
#include "text/words.h"

namespace evenset {
namespace {

enum class Side : uint8_t { before, after };

struct Sign {
  Standing standing;
  Side side;
  std::string_view pattern;
};

#define BE R"(\b(?:is|are|was|were|(?:has|have) been)(?: now| also| already| officially| currently)?)"
#define NOT \
  R"(\b(?:is|are)(?: currently| still)?(?: not|n't|n’t)(?: yet| currently| officially| natively| directly| \w+ly)*)"

constexpr Sign kSigns[] = {
    {Standing::deprecated, Side::before,
     BE
     R"( (?:deprecated|retired|discontinued|sunset(?:ted)?|phased out|superseded|withdrawn|end[- ]of[- ]life|obsolete)\b)"},
    {Standing::deprecated, Side::before,
     R"(\b(?:was|were|(?:has|have) been) (?:removed|replaced|dropped|shut down|switched off)(?: entirely| completely)? (?:on \d|in (?:version |release )?v?\d|since|as of|by |with |from v?\d|in favou?r))"},
    {Standing::deprecated, Side::before,
     R"(\b(?:is|are) no longer (?:supported|available|sold|offered|maintained|accepted|developed|provided|recommended|possible)\b|\bno longer works?\b|\bclosed to new customers\b|\b(?:has|have) been unsupported since\b|\breach(?:ed|es) (?:its |their )?end[- ]of[- ]life\b)"},
    {Standing::deprecated, Side::before,
     R"(\bwill (?:soon )?be (?:deprecated|retired|discontinued|sunset|phased out)\b|\bwill be removed (?:in (?:an? |the |some )?(?:future|upcoming|next|later|coming)|in (?:version |release )?v?\d|on \d|soon))"},
    {Standing::deprecated, Side::after,
     R"(\bwe(?:'re|’re| are| will be| have|'ve)? (?:deprecating|retiring|sunsetting|discontinuing|phasing out|discontinued|deprecated|retired|dropped support for)\b)"},
    {Standing::deprecated, Side::after,
     R"(^(?:\W|\d)*(?:deprecate|remove support for|drop support for|retire)\b)"},
    {Standing::deprecated, Side::after,
     R"(\bsupport for ((?:[^.,;:]|\.\d){2,60}?) (?:has )?(?:ended|ends|will end|was (?:dropped|removed|discontinued)|been (?:dropped|removed|discontinued))\b)"},
    {Standing::unsupported, Side::before,
     NOT R"( (?:supported|offered|sold|provided|for sale|available|compatible)\b)"},
    {Standing::unsupported, Side::before,
     R"(\b(?:is|are)(?: currently| still)? (?:unsupported|incompatible)\b)"},
    {Standing::unsupported, Side::after,
     R"(\b(?:does|do)(?: not|n't|n’t)(?: yet| currently| officially| natively)* support\b)"},
    {Standing::unsupported, Side::after,
     R"(\bwe(?: currently)? (?:do not|don't|don’t)(?: yet| currently)* (?:offer|sell|provide|ship|make)\b)"},
    {Standing::unsupported, Side::after, R"(\b(?:has|have|is|are|there(?:'s| is)) no support for\b)"},
    {Standing::planned, Side::before,
     R"(\b(?:is|are)(?: currently| also| already)? (?:coming soon|on (?:the|our) roadmap|planned\b|in development|under development|being developed|in the works|expected in (?:a|the|an?|q|20))|\bcoming soon\W*$)"},
    {Standing::planned, Side::before,
     R"(\bwill (?:soon )?be (?:added|available|supported|released|launched|introduced|rolled out) (?:soon|in (?:an?|the) (?:future|upcoming|next|later)|later (?:this|in)|shortly|in (?:q[1-4]|20\d\d)|by (?:the end of|q[1-4]))|\bwill soon be (?:added|available|supported|released|launched)\b)"},
    {Standing::planned, Side::after, R"(^\W*coming soon: )"},
    {Standing::planned, Side::after,
     R"(\bwe(?:'re|’re| are)? (?:plan|intend|aim|planning|working)(?: to| on) (?:add(?:ing)? support for|add(?:ing)?|support(?:ing)?|releas(?:e|ing)|launch(?:ing)?|offer(?:ing)?|introduc(?:e|ing)|bring(?:ing)?)\b)"},
    {Standing::other_vendor, Side::after,
     R"(\b(?:alternatives? to|competitors? (?:such as|like)|(?:third-party|other|rival) (?:providers|vendors|makers|brands|suppliers|platforms|tools|services) (?:such as|like|including)|(?:migrat(?:e|ing)|switch(?:ing)?|moving) (?:over )?from)\b)"},
};
#undef BE
#undef NOT

constexpr std::string_view kReplaced =
    R"(\b(?:in favou?r of|(?:superseded|replaced) (?:by|with)|use instead:?|(?:please |then )?use|switch to|migrate to|move to|see)\b)";

std::unique_ptr<re2::RE2> compiled(std::string_view pattern) {
  re2::RE2::Options how;
  how.set_case_sensitive(false);
  how.set_log_errors(false);
  return std::make_unique<re2::RE2>("(" + std::string(pattern) + ")", how);
}

const std::vector<std::unique_ptr<re2::RE2>>& finders() {
  static const auto all = [] {
    std::vector<std::unique_ptr<re2::RE2>> out;
    for (const Sign& sign : kSigns) out.push_back(compiled(sign.pattern));
    return out;
  }();
  return all;
}

bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }

std::string replacement_in(std::string_view rest) {
  static const auto finder = compiled(kReplaced);
  re2::StringPiece found;
  if (!re2::RE2::PartialMatch({rest.data(), rest.size()}, *finder, &found)) return {};
  const std::string_view after = rest.substr(static_cast<size_t>(found.data() + found.size() - rest.data()));
  const std::vector<std::string> named = objects(after);
  const bool reference = found.starts_with("see") || found.starts_with("See");
  return named.empty() || (reference && !holds_name(named[0])) ? std::string() : named[0];
}

std::vector<std::string> named_by(const Sign& sign, std::string_view before, std::string_view match,
                                  std::string_view inner, std::string_view after) {
  if (sign.side == Side::before) return subjects(before);
  std::vector<std::string> out = objects(inner.empty() ? after : inner);
  if (sign.standing == Standing::other_vendor)
    std::erase_if(out, [](const std::string& name) { return !is_capital(name[0]); });
  if (sign.standing == Standing::unsupported && match.starts_with("do") && before.empty()) out.clear();
  return out;
}

// "… are not supported on private Spaces": what is missing is missing there.
std::string condition(std::string_view after) {
  static const auto finder =
      compiled(R"(^ (?:for|with|on|in|under|when|if|by) (?:[^ .,;:()]|\.\w)+(?: (?:[^ .,;:()]|\.\w)+){0,5})");
  re2::StringPiece found;
  if (!re2::RE2::PartialMatch({after.data(), after.size()}, *finder, &found)) return {};
  const char next = found.size() < after.size() ? after[found.size()] : '.';
  std::string out(found);
  std::erase(out, '`');
  return next == ' ' ? std::string() : out;
}

// "not supported by all providers" is supported by some.
bool is_partly(std::string_view after) {
  for (std::string_view part : {" by all ", " by every", " in all ", " on all ", " for all ", " everywhere"})
    if (after.starts_with(part)) return true;
  return false;
}

bool asks(std::string_view sentence) { return sentence.ends_with('?'); }

}  // namespace

std::vector<Statement> sentence_statements(std::string_view sentence) {
  std::vector<Statement> out;
  if (sentence.size() > 2000 || asks(sentence)) return out;
  for (size_t s = 0; s < std::size(kSigns); ++s) {
    re2::StringPiece found, inner;
    const re2::StringPiece text(sentence.data(), sentence.size());
    const re2::RE2& finder = *finders()[s];
    const bool hit = finder.NumberOfCapturingGroups() > 1
                         ? re2::RE2::PartialMatch(text, finder, &found, &inner)
                         : re2::RE2::PartialMatch(text, finder, &found);
    if (!hit) continue;
    const auto begin = static_cast<size_t>(found.data() - sentence.data());
    const std::string_view before = sentence.substr(0, begin);
    const std::string_view after = sentence.substr(begin + found.size());
    const std::string_view match(found.data(), found.size()), part(inner.data(), inner.size());
    const bool lacking = kSigns[s].standing == Standing::unsupported && kSigns[s].side == Side::before;
    if (lacking && is_partly(after)) continue;
    for (std::string& name : named_by(kSigns[s], before, match, part, after)) {
      Statement& statement = out.emplace_back();
      statement.standing = kSigns[s].standing;
      statement.thing = std::move(name);
      if (lacking) statement.thing += condition(after);
      if (statement.standing == Standing::deprecated)
        statement.replacement = replacement_in(sentence.substr(begin));
    }
  }
  return out;
}

}  // namespace evenset
