// Codebook §12: how the user writes, over all user turns. Misspellings by the
// word list, grammar slips and chat by patterns, the rest by the look of sentences.
#include <algorithm>

#include "dimensions/evidence.h"
#include "text/spelling.h"
#include "text/word_table.h"
#include "text/words.h"

namespace evenset {
namespace {

enum class Style : int16_t { clean, informal, typos };

// Bounds the work on pasted texts; requests are shorter.
constexpr size_t kTurnBytes = 1200, kTurns = 8;
constexpr int kSuspects = 6;

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_blank(char c) { return c == ' ' || (c >= 9 && c <= 13); }

// Words that are certainly finite: a question without any is elliptical.
constexpr uint8_t kFinite = 1, kSubject = 2;
constexpr WordList kLists[] = {
    {kFinite,
     "is are was were am do does did can could will would should has have had may might must shall isn aren "
     "wasn weren "
     "doesn don didn won wouldn shouldn couldn hasn haven s re ve ll d m works work happens means costs "
     "takes needs "
     "know explain tell give help show need want cannot dont doesnt cant isnt whats hows im "},
    {kSubject, "which who what whose "}};

const WordTable& sentence_words() {
  static const WordTable table = word_table(kLists);
  return table;
}

struct Look {
  int misspelt = 0;
  int chatty = 0;  // signs of informal writing, in tenths
};

// What the turn says itself: not the code and not the text that it brings along.
std::string_view own_words(std::string_view turn, bool brings_text) {
  turn = turn.substr(0, std::min({turn.size(), kTurnBytes, turn.find("```")}));
  if (brings_text) turn = turn.substr(0, turn.find_first_of("\n:\"", 12));
  return turn;
}

// A chunk between blanks without the punctuation around it.
std::string_view trimmed(std::string_view chunk) {
  constexpr std::string_view kAround = "()[]\"',;:!?.*-";
  const size_t begin = chunk.find_first_not_of(kAround);
  if (begin == std::string_view::npos) return {};
  return chunk.substr(begin, chunk.find_last_not_of(kAround) - begin + 1);
}

bool is_plain(std::string_view word) {
  return std::all_of(word.begin(), word.end(), [](char c) { return is_letter(c) || c == '\'' || c == '-'; });
}

bool is_suspect(std::string_view part, bool starts_sentence) {
  const size_t capitals = static_cast<size_t>(std::count_if(part.begin(), part.end(), is_upper));
  if (capitals == 0) return is_misspelt(part);
  // Names are capitalised; "Waht" at the start of a sentence is none.
  if (!starts_sentence || capitals > 1 || !is_upper(part[0])) return false;
  std::string lower;
  append_lower(lower, part);
  return is_swapped(lower);
}

class StyleReader {
 public:
  explicit StyleReader(const RowView& row) : row_(row) {}

  // `prose`: the turn's.
  void read(std::string_view turn, const Prose& prose) {
    const std::string_view first = turn.substr(0, turn.find_first_of(" \n"));
    bool starts = true;
    for (size_t at = 0; at < turn.size();) {
      size_t end = at;
      while (end < turn.size() && !is_blank(turn[end])) ++end;
      if (end > at) read_chunk(turn.substr(at, end - at), starts);
      starts = end > at ? std::string_view(".?!\n").find(turn[end - 1]) != std::string_view::npos : starts;
      at = end + 1;
    }
    if (!first.empty() && first[0] >= 'a' && first[0] <= 'z' && is_plain(trimmed(first)) &&
        std::none_of(first.begin(), first.end(), is_upper))
      look_.chatty += 10;
    asked_ = turn.find('?') != std::string_view::npos;
    read_capitals(turn);
    read_sentences(prose);
  }

  Look look() const { return look_; }

 private:
  void read_chunk(std::string_view chunk, bool starts) {
    const std::string_view word = trimmed(chunk);
    if (word == "i" || word.starts_with("i'")) look_.chatty += 10;
    // "word ,next" and "why ?" are spaced by chat, not by rule.
    if (chunk.size() == 1 && (chunk[0] == '?' || chunk[0] == ',')) look_.chatty += 5;
    if (word.size() < 3 || !is_plain(word) || chunk[0] == '`' || suspects_ >= kSuspects) return;
    for (size_t at = 0; at < word.size();) {
      const size_t end = std::min(word.find('-', at), word.size());
      read_part(word.substr(at, end - at), starts && at == 0);
      at = end + 1;
    }
  }

  void read_part(std::string_view part, bool starts) {
    if (part.ends_with("'s")) part.remove_suffix(2);
    if (part.find('\'') != std::string_view::npos || !is_suspect(part, starts)) return;
    ++suspects_;
    // What the response spells alike is a term.
    if (row_.response_lower.find(part) != std::string::npos) return;
    ++look_.misspelt;
  }

  void read_capitals(std::string_view turn) {
    const auto letters = std::count_if(turn.begin(), turn.end(), is_letter);
    const auto capitals = std::count_if(turn.begin(), turn.end(), is_upper);
    if (letters >= 15 && capitals * 10 > letters * 6) look_.chatty += 10;
  }

  void read_sentences(const Prose& prose) {
    for (size_t at = 1; at < prose.text.size();) {
      const size_t end = prose.text.find('\n', at);
      read_sentence(std::string_view(prose.text).substr(at, end - at));
      at = end + 1;
    }
  }

  void read_sentence(std::string_view sentence) {
    const bool marked = sentence.find('?') != std::string_view::npos;
    int words = 0;
    bool finite = false;
    uint8_t first = 0;
    for (LowerWords reader(sentence); reader.next(); ++words) {
      const uint8_t mark = sentence_words()[reader.word];
      finite = finite || mark == kFinite;
      if (words == 0) first = mark;
    }
    if (words == 0) return;
    look_.chatty += marked ? chat_in_question(words, finite || (first == kSubject && words > 3))
                           : chat_in_statement(sentence, words, finite);
  }

  static int chat_in_question(int words, bool whole) { return whole ? 0 : words > 1 ? 8 : 6; }

  int chat_in_statement(std::string_view sentence, int words, bool finite) const {
    return 8 * (words > 2 && asks_unmarked(sentence)) + 5 * (words <= 4 && !finite);
  }

  // A question by its first words; where the turn has a question mark
  // elsewhere, only if the first two say so.
  bool asks_unmarked(std::string_view sentence) const {
    static constexpr std::string_view kSure[] = {
        "how do ",   "how can ",   "how does ", "how much ", "how many ", "how long ", "what is ", "what's ",
        "what are ", "what does ", "why is ",   "why does ", "where is ", "is there ", "do you "};
    static constexpr std::string_view kLikely[] = {"how ",  "what ",   "which ", "where ", "who ", "why ",
                                                   "is ",   "are ",    "do ",    "does ",  "did ", "can ",
                                                   "will ", "should ", "am ",    "whats ", "hows "};
    const auto starts = [&](std::string_view start) { return sentence.starts_with(start); };
    if (std::any_of(std::begin(kSure), std::end(kSure), starts)) return true;
    return !asked_ && !sentence.starts_with("do not ") &&
           std::any_of(std::begin(kLikely), std::end(kLikely), starts);
  }

  const RowView& row_;
  Look look_;
  bool asked_ = false;  // the turn holds a question mark
  int suspects_ = 0;
};

Label label(const RowView& row) {
  const Evidence& e = row.evidence();
  if (!e.reads_question) return {};
  StyleReader reader(row);
  size_t left = kTurns;
  for (size_t t = row.turns.size(); t > 0 && left > 0; --t) {
    if (row.turns[t - 1].role != Role::user) continue;
    const bool brings_text = e.has(Ask::transform);
    const std::string_view turn = own_words(row.turns[t - 1].text, brings_text);
    if (left == kTurns && !brings_text) {
      reader.read(turn, e.question);
    } else {
      Prose prose;
      prose.read(turn, true);
      reader.read(turn, prose);
    }
    --left;
  }
  const auto has = [&](Ask ask) { return e.has(ask) || e.earlier[static_cast<size_t>(ask)]; };
  const Look look = reader.look();
  const auto as = [](Style style, double confidence) {
    return Label{static_cast<int16_t>(style), static_cast<float>(confidence)};
  };
  if (look.misspelt > 0) return as(Style::typos, std::min(0.95, 0.72 + 0.1 * look.misspelt));
  if (has(Ask::slip)) return as(Style::typos, 0.7);
  // A lone fragment that is no order: "Opening hours".
  const bool lone = e.question.sentences == 1 && look.chatty == 5 &&
                    !e.any(Ask::order, Ask::tell, Ask::thanks, Ask::transform, Ask::vague_act);
  const int chatty =
      (lone ? 10 : look.chatty) + 10 * has(Ask::no_apostrophe) + 8 * has(Ask::slang) + 8 * has(Ask::clipped);
  if (chatty >= 8) return as(Style::informal, std::min(0.95, 0.55 + 0.02 * chatty));
  return as(Style::clean, chatty > 0 ? 0.7 : 0.92);
}

}  // namespace

extern const Dimension language_style{
    "language_style", "How the user writes.", {"clean", "informal", "typos"}, label};

}  // namespace evenset
