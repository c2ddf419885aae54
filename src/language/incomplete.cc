#include "language/incomplete.h"

#include <algorithm>
#include <initializer_list>

#include "text/language.h"

namespace evenset {
namespace {

constexpr size_t kLongest = 60;  // words of what can be a fragment

bool one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::string_view without_spaces(std::string_view text) {
  while (!text.empty() && static_cast<unsigned char>(text.back()) <= ' ') text.remove_suffix(1);
  return text;
}

// The first byte of a letter beyond ASCII; signs of print begin with 0xE2.
bool is_letter_beyond_ascii(char c) { return static_cast<unsigned char>(c) >= 0xC3 && c != '\xE2'; }

using Tokens = std::span<const Token>;

// "and", "if", "the", "I": a word that another must follow. "to" and "from" may end
// a question ("where does it come from").
bool wants_more(const Token& last, bool asks) {
  if (last.kind == WordClass::conjunction) return true;
  if (one_of(last.lower, {"then",   "than", "whether", "of", "into", "without", "before", "until", "between",
                          "during", "been", "i",       "we", "they", "he",      "she",    "i'm",   "we're",
                          "a",      "an",   "the",     "my", "your", "our",     "their",  "its",   "every"}))
    return true;
  return !asks && one_of(last.lower, {"to", "with", "from", "at", "by", "for", "about"});
}

// "1) opened the app 2) clicked 3)"
bool breaks_off_list(std::string_view text) {
  if (text.size() < 4 || (text.back() != ')' && text.back() != '.')) return false;
  const char sign = text.back();
  const size_t digit = text.size() - 2;
  if (text[digit] < '2' || text[digit] > '9' || text[digit - 1] != ' ') return false;
  return text.substr(0, digit).find(sign == ')' ? "1)" : "1.") != std::string_view::npos;
}

// A clause by itself: "so when I press send", "what if the second key".
size_t clause_start(Tokens sentence) {
  size_t i = 0;
  while (i < sentence.size() &&
         one_of(sentence[i].lower, {"so", "ok", "okay", "but", "and", "well", "yeah", "um", "uh"}))
    ++i;
  if (i + 1 < sentence.size() && sentence[i].lower == "i" && sentence[i + 1].lower == "mean") i += 2;
  return i;
}

bool is_subordinate(Tokens sentence) {
  const size_t i = clause_start(sentence);
  if (i + 1 >= sentence.size()) return false;
  const Token& first = sentence[i];
  const Token& second = sentence[i + 1];
  if (first.lower == "what") return one_of(second.lower, {"if", "when"});
  if (first.lower == "when") return second.kind != WordClass::auxiliary;
  return one_of(first.lower, {"if", "because", "while", "after", "before", "until", "unless", "although",
                              "since", "whenever", "once"});
}

struct Sentence {
  Tokens words;
  std::span<const PartOfSpeech> tags;

  bool is_verb(size_t i) const {
    return words[i].kind == WordClass::auxiliary ||
           (i < tags.size() && (tags[i] == PartOfSpeech::verb || tags[i] == PartOfSpeech::auxiliary));
  }
  // Verbs, a group of neighbours as one ("has been sent", "it's syncing").
  size_t verb_groups() const {
    size_t groups = 0;
    for (size_t i = 0; i < words.size(); ++i) groups += is_verb(i) && (i == 0 || !is_verb(i - 1));
    return groups;
  }
  bool says_something() const {
    const bool asks =
        std::any_of(words.begin(), words.end(), [](const Token& t) { return t.kind == WordClass::question; });
    const bool greets =
        std::any_of(tags.begin(), tags.end(), [](PartOfSpeech t) { return t == PartOfSpeech::interjection; });
    return asks || greets || verb_groups() > 0;
  }
};

Sentence last_sentence(Tokens words, std::span<const PartOfSpeech> tags) {
  size_t begin = words.size() - 1;
  while (begin > 0 && !words[begin].sentence_start) --begin;
  const size_t tagged = std::min(begin, tags.size());
  return {words.subspan(begin), tags.subspan(tagged)};
}

bool breaks_off(std::string_view text, Tokens words, std::span<const PartOfSpeech> tags) {
  const char end = text.back();
  if (end == ':' || end == ',' || breaks_off_list(text)) return true;
  const bool dots = text.ends_with("...") || text.ends_with("\xE2\x80\xA6");
  const bool closed = !dots && (end == '?' || end == '!' || end == '.' || end == '`' || end == '"');
  if (closed) return false;
  const Sentence last = last_sentence(words, tags);
  const bool asks = last.words[clause_start(last.words) % last.words.size()].kind == WordClass::question;
  if (wants_more(last.words.back(), asks)) return true;
  return is_subordinate(last.words) && (dots || last.verb_groups() <= 1);
}

}  // namespace

bool is_incomplete(std::string_view text, std::string_view lower, Tokens tokens,
                   std::span<const PartOfSpeech> tags) {
  text = without_spaces(text);
  if (text.empty() || tokens.size() > kLongest) return false;
  if (tokens.empty()) return true;
  if (!reads_as_english(lower)) return false;
  if (breaks_off(text, tokens, tags)) return true;
  // Written as a sentence, or in a script whose verbs are not known here.
  const bool sentence = tokens.size() > 2 && tokens[0].text[0] != tokens[0].lower[0] && text.back() == '.' &&
                        !text.ends_with("..");
  const bool foreign = std::any_of(lower.begin(), lower.end(), is_letter_beyond_ascii);
  return !sentence && !foreign && !Sentence{tokens, tags}.says_something();
}

}  // namespace evenset
