// Codebook §9: the voice of the response, by counting signs of warmth and of
// technical precision.
#include <algorithm>

#include "dimensions/evidence.h"
#include "text/word_table.h"
#include "text/words.h"

namespace evenset {
namespace {

enum class Tone : int16_t { professional, conversational, mixed };

enum Mark : uint8_t { kWarm = 1, kChatty, kYou, kPronoun, kTechnical };

constexpr WordList kLists[] = {
    {kWarm,
     "great awesome glad happy cool yay woohoo congrats congratulations cheers thanks hey hi yep yeah nope "
     "sure absolutely "
     "definitely totally gotcha lovely fantastic wonderful brilliant perfect hooray welcome oops whoops ouch "
     "sweet nice "
     "promise honestly exciting excited enjoy friend folks buddy love fun kudos bummer hang voila sorry "},
    {kChatty,
     "just easy easily simple quick quickly pretty really basically super bit little lot lots handy stuff "
     "okay ok "
     "actually probably maybe tricky worry worries feel hope wonder gotta gonna wanna kinda pop grab tweak "},
    {kYou, "you your yours yourself "},
    {kPronoun, "it that what here there he she who where how let this when everything nothing "},
    {kTechnical,
     "api endpoint endpoints parameter parameters configuration configure config protocol firmware latency "
     "throughput "
     "bandwidth token tokens authentication authorization header headers request requests server servers "
     "client "
     "interface schema json yaml xml http https tcp udp tls ssl dns ip vpn ssh sql query queries index cache "
     "memory cpu "
     "gpu vram ram disk kernel driver drivers batch gradient epoch checkpoint precision quantization "
     "inference dataset "
     "encryption encrypted certificate certificates hash encoding compression pipeline cluster node nodes "
     "container "
     "containers kubernetes docker webhook webhooks timestamp payload idempotent asynchronous synchronous "
     "module "
     "voltage current ampere amps resistance calibration sensor sensors threshold frequency torque pressure "
     "temperature "
     "impedance duty relay circuit valve nozzle terminal log logs debug compile runtime function variable "
     "array integer "
     "string boolean regex command script repository branch deploy deployment rollback replica shard "
     "database column "
     "table field fields backup retention permission permissions role roles scope oauth saml sso proxy "
     "subnet port "
     "ports dhcp router gateway mqtt bluetooth wifi default timeout retry backoff quota "}};

struct Signs {
  int words = 0, warm = 0, chatty = 0, you = 0, technical = 0, contractions = 0, lets = 0, exclamations = 0,
      values = 0;
};

// Letters after an apostrophe that make a contraction; 's only after a pronoun.
bool is_contraction(std::string_view tail, uint8_t before) {
  if (tail == "s") return before == kPronoun;
  return tail == "re" || tail == "ve" || tail == "ll" || tail == "d" || tail == "t" || tail == "m";
}

// The curly apostrophe is a word byte: its word is cut there.
constexpr std::string_view kCurly = "\xE2\x80\x99";

class SignReader {
 public:
  void read(std::string_view lower) {
    for (LowerWords words(lower); words.next();) {
      const auto at = static_cast<size_t>(words.word.data() - lower.data());
      const size_t curly = words.word.find(kCurly);
      const bool after_apostrophe = at >= 1 && lower[at - 1] == '\'' && at >= 2 && is_letter(lower[at - 2]);
      if (curly != std::string_view::npos && curly > 0) {
        read_word(words.word.substr(0, curly));
        read_ending(words.word.substr(curly + kCurly.size()));
      } else if (after_apostrophe) {
        read_ending(words.word);
      } else {
        read_word(words.word);
      }
    }
    read_marks(lower);
  }

  Signs signs;

 private:
  static bool is_letter(char c) { return c >= 'a' && c <= 'z'; }

  void read_word(std::string_view word) {
    static const WordTable table = word_table(kLists);
    ++signs.words;
    const uint8_t mark = table[word];
    signs.warm += mark == kWarm;
    signs.chatty += mark == kChatty;
    signs.you += mark == kYou;
    signs.technical += mark == kTechnical;
    signs.values += word[0] >= '0' && word[0] <= '9';
    before_ = mark;
    after_let_ = word == "let";
  }

  void read_ending(std::string_view ending) {
    signs.lets += after_let_ && ending == "s";
    signs.contractions += is_contraction(ending, before_);
  }

  void read_marks(std::string_view text) {
    for (size_t at = text.find('!'); at != std::string_view::npos; at = text.find('!', at + 1))
      signs.exclamations += text.substr(at + 1, 1) != "=";
    signs.technical += static_cast<int>(std::count(text.begin(), text.end(), '`'));
    // Pictographs, U+1F000 and up, start with this byte.
    signs.warm += static_cast<int>(std::count(text.begin(), text.end(), '\xF0'));
  }

  uint8_t before_ = 0;
  bool after_let_ = false;
};

Signs read(const RowView& row) {
  constexpr size_t kHead = 700, kTail = 200;
  std::string joined;
  SignReader reader;
  reader.read(ends_of(row.response_lower, kHead, kTail, joined));
  return reader.signs;
}

Label label(const RowView& row) {
  if (row.response_words == 0 || !row.evidence().reads_response) return {};
  const Signs s = read(row);
  const double per_hundred = 100.0 / std::max(s.words, 40);
  const Evidence& e = row.evidence();
  // "I'm sorry", "happy to help" and the like are courtesy; joy is in signs and words.
  double warmth = 1.0 * s.warm + 1.2 * std::min(s.exclamations, 4) + 1.2 * s.lets + 0.35 * s.chatty +
                  0.35 * std::max(0, s.contractions - 1) + 0.1 * s.you + 0.5 * e.opens(Reply::offers);
  warmth = warmth * std::max(per_hundred, 0.6);
  const double technical = (s.technical + 0.5 * s.values) * per_hundred;
  const auto as = [](Tone tone, double confidence) {
    return Label{static_cast<int16_t>(tone), static_cast<float>(confidence)};
  };
  if (warmth < 1.7) return as(Tone::professional, std::min(0.9, 0.9 - 0.2 * warmth));
  if (technical >= 3.8) return as(Tone::mixed, std::min(0.8, 0.5 + 0.03 * technical));
  return as(Tone::conversational, std::min(0.9, 0.5 + 0.1 * warmth));
}

}  // namespace

extern const Dimension tone{
    "tone", "The voice of the response.", {"professional", "conversational", "mixed"}, label};

}  // namespace evenset
