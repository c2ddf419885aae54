#include "documents/things.h"

#include <algorithm>
#include <array>

#include "text/words.h"

namespace evenset {
namespace {

constexpr size_t kMostWords = 8;

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

template <size_t N>
bool holds(const std::array<std::string_view, N>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

constexpr std::array<std::string_view, 19> kArticles = {
    "the", "a",   "an",  "our",   "your",  "its",  "their", "old",       "also", "and",
    "or",  "any", "all", "older", "using", "both", "note",  "currently", "other"};
// What begins a phrase that names nothing by itself.
constexpr std::array<std::string_view, 55> kPronouns = {
    "this",     "that",      "it",       "they",       "these",   "those",   "which",   "who",
    "you",      "we",        "i",        "he",         "there",   "one",     "some",    "most",
    "many",     "not",       "only",     "nothing",    "none",    "each",    "neither", "everything",
    "anything", "what",      "such",     "more",       "if",      "when",    "because", "something",
    "here",     "how",       "every",    "few",        "another", "several", "no",      "nobody",
    "users",    "customers", "everyone", "following",  "my",      "same",    "of",      "two",
    "three",    "four",      "separate", "additional", "extra",   "see",     "starting"};
constexpr std::array<std::string_view, 31> kGeneral = {
    "feature", "features", "option", "options", "setting",  "settings",    "model",     "models",
    "page",    "file",     "files",  "content", "material", "information", "account",   "user",
    "service", "version",  "value",  "way",     "data",     "method",      "following", "same",
    "change",  "changes",  "use",    "result",  "method",   "case",        "support"};
constexpr std::array<std::string_view, 24> kFinite = {
    "is",     "are",    "was",   "were",  "has",  "have",  "can",  "will", "does", "do",    "must",  "may",
    "should", "cannot", "works", "means", "need", "needs", "uses", "be",   "been", "would", "could", "says"};
// Where an object's phrase ends.
constexpr std::array<std::string_view, 36> kAfter = {
    "for",    "when",  "if",       "which",    "that",      "because", "as",      "so",      "since",
    "until",  "where", "while",    "but",      "to",        "unless",  "instead", "please",  "yet",
    "at",     "on",    "in",       "from",     "by",        "via",     "than",    "through", "during",
    "before", "after", "natively", "directly", "currently", "unlike",  "without", "with",    "such"};
constexpr std::array<std::string_view, 18> kPrepositions = {
    "on",     "in",    "at",     "for",   "from",  "with",  "as",     "to",     "by",
    "during", "after", "before", "until", "since", "under", "beyond", "unlike", "via"};
constexpr std::array<std::string_view, 14> kConditions = {"if",      "when",     "where", "whether", "unless",
                                                          "until",   "while",    "which", "who",     "once",
                                                          "because", "whenever", "what",  "that"};
constexpr std::array<std::string_view, 6> kTurns = {"but", "so", "although", "though", "however", "yet"};

std::string lower(std::string_view text) {
  std::string out;
  append_lower(out, text);
  return out;
}

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> out;
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find(' ', at), text.size());
    if (end > at) out.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return out;
}

std::string_view stripped(std::string_view text) {
  constexpr std::string_view kAround = " \"'`*_.,:;!?()[]|>-";
  const size_t begin = text.find_first_not_of(kAround);
  if (begin == std::string_view::npos) return {};
  std::string_view out = text.substr(begin, text.find_last_not_of(kAround) - begin + 1);
  for (std::string_view sign : {"–", "—", "“", "”", "’", "‘", "•"}) {
    if (out.starts_with(sign)) out.remove_prefix(sign.size());
    if (out.ends_with(sign)) out.remove_suffix(sign.size());
  }
  return out.size() < text.size() && !out.empty() && out.front() == ' ' ? out.substr(1) : out;
}

// Text with what stands in parentheses left out, but for an aside at its end.
std::string without_asides(std::string_view text) {
  std::string out;
  for (size_t at = 0; at < text.size();) {
    const size_t open = text.find(" (", at);
    const size_t close = open == std::string_view::npos ? open : text.find(')', open);
    const std::string_view aside = close == std::string_view::npos ? "" : text.substr(open, close - open);
    const bool inside = close != std::string_view::npos &&
                        (close + 2 < text.size() || aside.find(',') != std::string_view::npos);
    out += text.substr(at, inside ? open - at : std::string_view::npos);
    at = inside ? close + 1 : text.size();
  }
  return out;
}

// The parts of an enumeration: "a, b and c", "a / b".
std::vector<std::string_view> enumerated(std::string_view text) {
  std::vector<std::string_view> out;
  size_t begin = 0;
  for (size_t at = 0; at < text.size(); ++at) {
    size_t skip = 0;
    for (std::string_view mark : {", and ", ", or ", ", ", "; ", " and ", " or ", " nor ", " / "})
      if (skip == 0 && text.substr(at).starts_with(mark)) skip = mark.size();
    if (skip == 0) continue;
    out.push_back(text.substr(begin, at - begin));
    begin = at + skip;
    at = begin - 1;
  }
  out.push_back(text.substr(begin));
  return out;
}

bool is_upper_word(std::string_view word) { return word[0] >= 'A' && word[0] <= 'Z'; }

bool holds_finite(std::string_view phrase) {
  for (std::string_view word : words_of(phrase))
    if (holds(kFinite, lower(word))) return true;
  return false;
}

// "pH and oxygen sensors" are pH sensors too.
std::string with_shared_head(const std::vector<std::string_view>& parts, size_t p) {
  std::string out(parts[p]);
  if (parts.size() == 2 && parts[0].data() + parts[0].size() + 4 > parts[1].data()) return out;  // a comma
  const std::vector<std::string_view> own = words_of(parts[p]), last = words_of(parts.back());
  if (parts.size() == 2 && p == 0 && own.size() == 1 && last.size() > 1 && !is_upper_word(own[0]) &&
      !own[0].ends_with('s'))
    out.append(" ").append(last.back());
  return out;
}

// The last clause of the text before a verb; false for a condition.
bool last_clause(std::string_view& before) {
  for (std::string_view mark : {"; ", ": ", " — ", " – ", " - "}) {
    const size_t at = before.rfind(mark);
    if (at != std::string_view::npos) before = before.substr(at + mark.size());
  }
  const std::vector<std::string_view> words = words_of(before);
  for (size_t w = words.size(); w > 0; --w) {
    const std::string word = lower(stripped(words[w - 1]));
    const auto rest = [&] {
      return before.substr(static_cast<size_t>(words[w - 1].data() - before.data()) + words[w - 1].size());
    };
    if (word == "that" && w >= 2 && w <= 4 && lower(words[w - 2]) == "note") {
      before = rest();
      return true;
    }
    if (holds(kConditions, word)) return false;
    if (holds(kTurns, word)) {
      before = rest();
      return true;
    }
  }
  return true;
}

}  // namespace

bool holds_name(std::string_view phrase) {
  bool inner = false;
  for (char c : phrase) {
    if (c == '`' || (c >= '0' && c <= '9') || (inner && c >= 'A' && c <= 'Z')) return true;
    inner = inner || is_letter(c);
  }
  return false;
}

namespace {

// "Old browsers" are not browsers: nothing is left of them.
void drop_articles(std::vector<std::string_view>& words) {
  bool aged = false;
  while (!words.empty() && holds(kArticles, lower(words.front()))) {
    const std::string article = lower(words.front());
    aged = aged || article == "old" || article == "older";
    words.erase(words.begin());
  }
  if (aged && words.size() == 1 && !holds_name(words[0])) words.clear();
}

// Only words that could mean anything: "this option".
bool is_general(const std::vector<std::string_view>& words) {
  return std::all_of(words.begin(), words.end(), [](std::string_view word) {
    const std::string known = lower(stripped(word));
    return holds(kGeneral, known) || holds(kArticles, known);
  });
}

}  // namespace

std::string thing(std::string_view phrase) {
  if (phrase.find(')') == std::string_view::npos) phrase = phrase.substr(0, phrase.find(" ("));
  phrase = stripped(phrase);
  if (phrase.starts_with("e.g. ")) phrase.remove_prefix(5);
  std::vector<std::string_view> words = words_of(phrase);
  drop_articles(words);
  if (words.empty() || words.size() > kMostWords || holds(kPronouns, lower(stripped(words.front()))))
    return {};
  if (is_general(words) || holds_finite(phrase)) return {};
  const std::string_view out =
      stripped(phrase.substr(static_cast<size_t>(words.front().data() - phrase.data())));
  const bool spelt = std::count_if(out.begin(), out.end(), is_letter) >= 2;
  std::string clean;
  for (char c : out)
    if (c != '`') clean += c;
  return spelt ? clean : std::string();
}

std::vector<std::string> things(std::string_view phrase) {
  phrase = phrase.substr(0, phrase.find(", see "));
  std::vector<std::string> out;
  const auto add = [&](std::string_view part) {
    std::string name = thing(part);
    if (!name.empty() && std::find(out.begin(), out.end(), name) == out.end()) out.push_back(std::move(name));
  };
  const size_t open = phrase.find('('), close = phrase.find(')', open == std::string_view::npos ? 0 : open);
  if (open == std::string_view::npos || close == std::string_view::npos) {
    add(phrase);
    return out;
  }
  add(phrase.substr(0, open));
  const std::string_view aside = phrase.substr(open + 1, close - open - 1);
  // Prices and figures in parentheses are no names.
  if (aside.find("€") == std::string_view::npos && aside.find('$') == std::string_view::npos &&
      aside.find(',') == std::string_view::npos)
    add(aside);
  return out;
}

std::vector<std::string> subjects(std::string_view text) {
  const std::string plain = without_asides(text);
  std::string_view before = plain;
  if (!last_clause(before)) return {};
  std::vector<std::string> out;
  std::vector<std::string_view> parts = enumerated(before);
  // "It cannot be hosted, and is not …": the subject is far away.
  if (parts.size() > 1 && stripped(parts.back()).empty()) return out;
  // "On the free plan, exports are …": what stands before the comma is the place.
  for (size_t p = parts.size(); p > 0; --p) {
    const std::vector<std::string_view> words = words_of(parts[p - 1]);
    const bool place = !words.empty() && holds(kPrepositions, lower(words.front()));
    if (!place && !holds_finite(parts[p - 1])) continue;
    parts.erase(parts.begin(), parts.begin() + static_cast<std::ptrdiff_t>(p));
    break;
  }
  for (size_t p = 0; p < parts.size(); ++p) {
    const std::string part = with_shared_head(parts, p);
    for (std::string& name : things(part.substr(0, part.find(" to ")))) out.push_back(std::move(name));
  }
  return out;
}

namespace {

bool begins_clause(std::string_view word) {
  const std::string small = lower(word);
  return holds(kConditions, small) || holds(kTurns, small) || holds(kPrepositions, small);
}

// How many words of an object belong to it: "yet", "in", … end the phrase, but
// not in "cards issued in India".
size_t phrase_words(const std::vector<std::string_view>& words) {
  size_t kept = 0;
  while (kept < words.size() &&
         (kept == 0 || words[kept - 1].ends_with("ed") || !holds(kAfter, lower(stripped(words[kept])))))
    ++kept;
  return kept;
}

}  // namespace

std::vector<std::string> objects(std::string_view after) {
  for (std::string_view mark : {"; ", ": ", " — ", " – ", " - ", ". ", " (", ")"}) {
    const size_t at = after.find(mark);
    if (at != std::string_view::npos) after = after.substr(0, at);
  }
  std::vector<std::string> out;
  const std::vector<std::string_view> parts = enumerated(after);
  for (size_t p = 0; p < parts.size(); ++p) {
    const std::string shared = with_shared_head(parts, p);
    const std::string_view part = shared;
    const std::vector<std::string_view> words = words_of(part);
    const size_t kept = phrase_words(words);
    if (kept == 0 || begins_clause(words[0])) break;
    const size_t size = static_cast<size_t>(words[kept - 1].data() - part.data()) + words[kept - 1].size();
    std::string name = thing(part.substr(0, size));
    if (name.empty()) break;
    out.push_back(std::move(name));
    if (kept < words.size() && kept < words_of(parts[p]).size()) break;
  }
  return out;
}

}  // namespace evenset
