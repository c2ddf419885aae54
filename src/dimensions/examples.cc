// Codebook §10: code, commands, snippets or a worked case in the response.
#include "dimensions/evidence.h"
#include "text/cues.h"

namespace evenset {
namespace {

enum class Shows : int16_t { with, conceptual };
enum Sign : size_t { kCode, kWorked, kLikely, kName };

constexpr Cue kSigns[] = {
    {kCode, "```|~~~"},
    {kCode, "`[^`\n]*[ =(){}<>/|$\\[;][^`\n]*`"},  // inline code that is more than a name
    {kCode, "`(?:-{1,2}\\w[^`\n]*|[^`\n]*\\.(?:py|js|sh|json|ya?ml|toml|conf|ini|csv|sql|env|xml))`"},
    {kCode, "(?:^|\n)[ \t]*(?:\\$|>>>|#!|C:\\\\>|PS>) ?\\S"},
    {kCode, "(?:^|[\\s(\"'])--[a-z][\\w-]+"},
    {kCode,
     "(?:^|\n|: ?)(?:curl|pip3? install|npm (?:i|install|run)|sudo|git "
     "(?:clone|push|pull|commit|checkout)|docker (?:run|build|compose|pull|exec)|kubectl|apt(?:-get)? "
     "install|brew install|ssh|wget|import|from \\w+ import|def|const|SELECT|INSERT INTO|UPDATE|DELETE "
     "FROM|CREATE TABLE) "},
    {kCode, "(?:GET|POST|PUT|PATCH|DELETE) (?:https?://|/)\\S"},
    {kCode,
     "\\b(?:curl -|pip install |npm install |docker run |SELECT \\S+ FROM "
     "|\\w+\\.\\w+\\([^)\n]*\\)|\\w+\\(\"[^)\n]*\\)|\\w+\\('[^)\n]*\\)|print\\(|def \\w+\\(|function "
     "\\w*\\(|return \\w+;|=> \\{)"},
    {kCode, "\\{\\s*\"[\\w$ -]+\"\\s*:"},
    {kCode, "=(?:IF|SUM|AVERAGE|VLOOKUP|COUNTIF|XLOOKUP|INDEX|ROUND)\\("},
    {kCode, "(?:^|[\\s(])[a-z][a-z0-9]*_[a-z0-9_]+ ?(?:=|:) ?[\\w\"'.-]+"},
    {kCode, "\\b[A-Z][A-Z0-9]*_[A-Z0-9_]+=\\S"},
    {kCode, "<[a-z][a-z0-9]*(?: [a-z-]+=\"[^\"]*\")*>[^<\n]*</[a-z]"},
    {kCode, "\\b(?:[a-z]+=[\\w.%-]+&[a-z_]+=|[?&][a-z_]+=[\\w{<])"},
    {kCode, "(?:^|\n)(?:\t| {4,})\\S[^\n]*[={};()]"},
    // A sum worked out: an operation and its result.
    {kWorked,
     "\\d[\\d.,]*\\)? ?(?:GB|MB|kWh|W|V|A|h|hours?|days?|months?|seats?|users?|units?|%|€|\\$)? "
     "?(?:\xC3\x97|x|\\*|\\+|/|\xC3\xB7|-|\xE2\x88\x92|times|plus|minus|divided by) "
     "?[$€£]?\\d[^\n=]{0,60}(?:=|\xE2\x89\x88|is|comes to|makes|gives|equals) ?(?:about |roughly "
     ")?[$€£]?\\d"},
    {kWorked, "(?:^|[\\s(])(?:=|\xE2\x89\x88) ?[$€£]?\\d"},
    {kWorked,
     "(?i)\\b(?:for example|for instance|e\\.g\\.|as an example|an example:|example:|say,? "
     "(?:you|your|we)|suppose|imagine|take a|let's say|such as when)[^\n]{0,160}(?:\\d|\"|\xE2\x80\x9C|`)"},
    {kWorked,
     "(?i)\\b(?:one of our customers|a customer of ours|one customer|case study|a "
     "(?:bakery|school|clinic|restaurant|team|shop|farm|retailer|studio|company|warehouse|client) "
     "(?:in|of|with|that|we|used|uses))\\b"},
    {kLikely,
     "(?i)\\b(?:set|type|enter|use|change|add|put|write|run|choose)\\b[^\n.]{0,40}(?:\"[^\"\n]{1,40}\"|"
     "\xE2\x80\x9C[^\n]{1,40}\xE2\x80\x9D|\\bto [\\d.]+\\b)"},
    {kName, "`[^`\n]+`"},
};

// A code block can be as long as it likes: its first lines show it.
constexpr size_t kHead = 2400, kTail = 800;

Label label(const RowView& row) {
  if (row.response_words == 0) return {};
  static const std::span<const Cue> tables[] = {kSigns};
  static const CueFinder finder(tables, {});
  std::string joined;
  const Cues signs = finder.in(ends_of(row.response, kHead, kTail, joined));
  const auto as = [](Shows shows, float confidence) {
    return Label{static_cast<int16_t>(shows), confidence};
  };
  if (signs[kCode]) return as(Shows::with, 0.95f);
  if (signs[kWorked]) return as(Shows::with, 0.85f);
  if (signs[kLikely]) return as(Shows::with, 0.55f);
  return as(Shows::conceptual, signs[kName] ? 0.6f : 0.9f);
}

}  // namespace

extern const Dimension examples{
    "examples",
    "Whether the response shows code, a command, a snippet or a worked case with actual values.",
    {"with", "conceptual"},
    label};

}  // namespace evenset
