// Codebook §10: code, commands, snippets or a worked case in the response.
#include <array>

#include "dimensions/evidence.h"
#include "text/cues.h"

namespace evenset {
namespace {

enum class Shows : int16_t { with, conceptual };
enum Sign : size_t { kCode, kWorked, kLikely, kName };

// Texts with a sign of code: a backtick, an equals sign, brackets after a word, …
constexpr Cue kMarked[] = {
    {kCode, "```|~~~"},
    {kCode, "`[^`\n]*[ =(){}<>/|$\\[;][^`\n]*`"},  // inline code that is more than a name
    {kCode, "`(?:-{1,2}\\w[^`\n]*|[^`\n]*\\.(?:py|js|sh|json|ya?ml|toml|conf|ini|csv|sql|env|xml))`"},
    {kCode, "(?:^|\n)[ \t]*(?:\\$|>>>|#!|C:\\\\>|PS>) ?\\S"},
    {kCode, "(?:^|[\\s(\"'])--[a-z][\\w-]+"},
    {kCode,
     "\\b(?:curl -|pip install |npm install |docker run |SELECT \\S+ FROM "
     "|\\w+\\.\\w+\\([^)\n]*\\)|\\w+\\(\"[^)\n]*\\)|\\w+\\('[^)\n]*\\)|print\\(|def \\w+\\(|function "
     "\\w*\\(|return \\w+;|=> \\{)"},
    {kCode, "\\{\\s*\"[\\w$ -]+\"\\s*:"},
    {kCode, "(?:^|[\\s(])=[A-Z]{2,}\\("},
    {kCode, "(?:^|[\\s(\"])[A-Za-z_]{2,}=[\\w\"'/.-]"},
    {kCode, "\\b\\w+:\\w+ AND \\w+:"},
    {kCode, "\\b[\\w-]{3,}\\.(?:jpg|csv|json|pdf|py|txt|xlsx|png|ya?ml|conf|log|sh|xml|sql|exe|zip)\\b"},
    {kCode, "=(?:IF|SUM|AVERAGE|VLOOKUP|COUNTIF|XLOOKUP|INDEX|ROUND)\\("},
    {kCode, "(?:^|[\\s(])[a-z][a-z0-9]*_[a-z0-9_]+ ?(?:=|:) ?[\\w\"'.-]+"},
    {kCode, "\\b[A-Z][A-Z0-9]*_[A-Z0-9_]+=\\S"},
    {kCode, "<[a-z][a-z0-9]*(?: [a-z-]+=\"[^\"]*\")*>[^<\n]*</[a-z]"},
    {kCode, "\\b(?:[a-z]+=[\\w.%-]+&[a-z_]+=|[?&][a-z_]+=[\\w{<])"},
    {kCode, "(?:^|\n)(?:\t| {4,})\\S[^\n]*[={};()]"},
    {kName, "`[^`\n]+`"},
};

// Commands and requests, at the start of a line.
constexpr Cue kLines[] = {
    {kCode,
     "(?:^|\n|: ?)(?:curl|pip3? install|npm (?:i|install|run)|sudo|git "
     "(?:clone|push|pull|commit|checkout)|docker (?:run|build|compose|pull|exec)|kubectl|apt(?:-get)? "
     "install|brew install|ssh|wget|import|from \\w+ import|def|const|SELECT|INSERT INTO|UPDATE|DELETE "
     "FROM|CREATE TABLE) "},
    {kCode, "(?:GET|POST|PUT|PATCH|DELETE) (?:https?://|/)\\S"},
    {kCode,
     "(?:^|\n)(?:systemctl|service|ls|cd|mkdir|chmod|cp|mv|rm|cat|grep|tail|ping|export|set|node|npx|yarn|"
     "python3?|make|go|cargo|helm|terraform|aws|gcloud|az) \\S"},
};

// Texts with a figure or a quotation.
constexpr Cue kWorkedOut[] = {
    // A sum worked out: an operation and its result.
    {kLikely, "\"[A-Z][^\"\n]+ [^\"\n]+\"|\\bas in \\S*\\d"},
    {kWorked,
     "\\d[\\d.,]*\\)? ?(?:GB|MB|kWh|W|V|A|h|hours?|days?|months?|seats?|users?|units?|%|€|\\$)? "
     "?(?:\xC3\x97|x|\\*|\\+|/|\xC3\xB7|-|\xE2\x88\x92|times|plus|minus|divided by) "
     "?[$€£]?\\d[^\n=]*(?:=|\xE2\x89\x88|is|comes to|makes|gives|equals) ?(?:about |roughly "
     ")?[$€£]?\\d"},
    {kWorked, "(?:^|[\\s(])(?:=|\xE2\x89\x88) ?[$€£]?\\d"},
    {kWorked,
     "(?i)\\b(?:for example|for instance|e\\.g\\.|as an example|an example:|example:|say,? "
     "(?:you|your|we)|suppose|imagine|take a|let's say|such as when)[^\n]*(?:\\d|\"|\xE2\x80\x9C|`)"},
    {kWorked,
     "(?i)\\b(?:one of our customers|a customer of ours|one customer|case study|a "
     "(?:bakery|school|clinic|restaurant|team|shop|farm|retailer|studio|company|warehouse|client) "
     "(?:in|of|with|that|we|used|uses))\\b"},
    {kLikely,
     "(?i)\\b(?:set|type|enter|use|change|add|put|write|run|choose)\\b[^\n.]*(?:\"[^\"\n]+\"|"
     "\xE2\x80\x9C[^\n]+\xE2\x80\x9D|\\bto [\\d.]+\\b)"},
};

const CueFinder& finder_of(std::span<const Cue> cues) {
  static const std::span<const Cue> marked[] = {kMarked}, lines[] = {kLines}, worked[] = {kWorkedOut};
  static const CueFinder finders[] = {CueFinder(marked, {}), CueFinder(lines, {}), CueFinder(worked, {})};
  return finders[cues.data() == kMarked ? 0 : cues.data() == kLines ? 1 : 2];
}

bool is_word_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == ')';
}

struct Signs {
  bool code = false, figures = false;
};

bool joins_words(std::string_view text, size_t i) {
  return i > 0 && i + 1 < text.size() && is_word_byte(text[i - 1]) && is_word_byte(text[i + 1]);
}

bool is_doubled(std::string_view text, size_t i) { return i + 1 < text.size() && text[i + 1] == text[i]; }

enum ByteSign : uint8_t { kNoSign, kAlways, kBetweenWords, kDoubled, kFigure };

constexpr std::array<ByteSign, 256> byte_signs() {
  std::array<ByteSign, 256> out{};
  for (char c : std::string_view("`=<{$_#~&\t")) out[static_cast<unsigned char>(c)] = kAlways;
  for (char c : std::string_view("(.:?")) out[static_cast<unsigned char>(c)] = kBetweenWords;
  for (char c : std::string_view("- ")) out[static_cast<unsigned char>(c)] = kDoubled;
  for (char c : std::string_view("0123456789\"\x80")) out[static_cast<unsigned char>(c)] = kFigure;
  return out;
}

// What kinds of signs the text has at all: most have none, and the patterns
// need not run.
Signs scan(std::string_view text) {
  static constexpr std::array<ByteSign, 256> kTable = byte_signs();
  Signs out;
  for (size_t i = 0; i < text.size(); ++i) {
    const ByteSign sign = kTable[static_cast<unsigned char>(text[i])];
    if (sign == kNoSign) continue;
    out.figures = out.figures || sign == kFigure;
    out.code = out.code || sign == kAlways || (sign == kBetweenWords && joins_words(text, i)) ||
               (sign == kDoubled && is_doubled(text, i));
  }
  return out;
}

// A code block can be as long as it likes: its first lines show it.
constexpr size_t kHead = 1000, kTail = 300;

Label label(const RowView& row) {
  if (row.response_words == 0) return {};
  const auto as = [](Shows shows, float confidence) {
    return Label{static_cast<int16_t>(shows), confidence};
  };
  if (row.response.find("```") != std::string_view::npos) return as(Shows::with, 0.97f);
  std::string joined;
  const std::string_view text = ends_of(row.response, kHead, kTail, joined);
  const Signs signs = scan(text);
  Cues cues = finder_of(kLines).in(text);
  if (signs.code) cues |= finder_of(kMarked).in(text);
  if (cues[kCode]) return as(Shows::with, 0.95f);
  if (signs.figures) cues |= finder_of(kWorkedOut).in(text);
  if (cues[kWorked]) return as(Shows::with, 0.85f);
  if (cues[kLikely]) return as(Shows::with, 0.55f);
  return as(Shows::conceptual, cues[kName] ? 0.6f : 0.9f);
}

}  // namespace

extern const Dimension examples{
    "examples",
    "Whether the response shows code, a command, a snippet or a worked case with actual values.",
    {"with", "conceptual"},
    label};

}  // namespace evenset
