#include "text/spelling.h"

#include <algorithm>
#include <string>

#include "embedded.h"
#include "text/hash.h"
#include "text/word_table.h"

namespace evenset {
namespace {

enum Mark : uint8_t { kFrequent = 1, kCommon, kTrade };

WordTable read_words() {
  const std::string_view file = embedded("words.txt");
  WordTable out(file.size() / 7);
  uint8_t mark = 0;
  for (size_t at = 0; at < file.size();) {
    const size_t end = std::min(file.find('\n', at), file.size());
    const std::string_view line = file.substr(at, end - at);
    if (line.starts_with('['))
      mark = line == "[frequent]" ? kFrequent : line == "[common]" ? kCommon : kTrade;
    else if (!line.empty() && line[0] != '#')
      out.add(line, mark);
    at = end + 1;
  }
  return out;
}

const WordTable& words() {
  static const WordTable table = read_words();
  return table;
}

bool is_vowel(char c) { return std::string_view("aeiou").find(c) != std::string_view::npos; }

// "stop", "begin": their -ed and -ing forms double a letter, and the list has them.
bool doubles(std::string_view base) {
  const size_t n = base.size();
  return n >= 3 && !is_vowel(base[n - 1]) &&
         std::string_view("wxy").find(base[n - 1]) == std::string_view::npos && is_vowel(base[n - 2]) &&
         !is_vowel(base[n - 3]);
}

bool ends_in_consonant_y(std::string_view base) {
  return base.size() > 2 && base.back() == 'y' && !is_vowel(base[base.size() - 2]);
}

bool hisses(std::string_view base) {
  return base.ends_with('s') || base.ends_with('x') || base.ends_with('z') || base.ends_with("ch") ||
         base.ends_with("sh");
}

// Adverbs: "quickly", "happily", "basically".
bool is_regular_adverb(std::string_view base, std::string_view ending) {
  if (base.size() <= 3) return false;
  if (ending == "ly") return !ends_in_consonant_y(base) && !base.ends_with("ic") && !base.ends_with("le");
  if (ending == "ily") return ends_in_consonant_y(base);
  return ending == "ally" && base.ends_with("ic");
}

// Whether `ending` makes the regular form of a base that was cut to `base`.
bool is_regular(std::string_view base, std::string_view ending) {
  const bool e = base.ends_with('e'), y = ends_in_consonant_y(base), hiss = hisses(base);
  if (ending == "s") return !y && !hiss;
  if (ending == "es") return hiss;
  if (ending == "ies") return y;
  if (doubles(base) && (ending == "ed" || ending == "ing")) return false;
  if (ending == "d") return e;
  if (ending == "ed") return !e && !y;
  if (ending == "ied") return y;
  if (ending == "ing") return !e;
  return is_regular_adverb(base, ending);
}

struct Ending {
  std::string_view ending, restored;
};
constexpr Ending kEndings[] = {{"s", ""},    {"es", ""},  {"ies", "y"}, {"d", ""},    {"ed", ""},
                               {"ied", "y"}, {"ing", ""}, {"ly", ""},   {"ily", "y"}, {"ally", ""}};

// The mark of the base whose e was dropped: "making", "wobbly".
uint8_t mark_with_e(std::string_view word) {
  std::string base;
  if (word.ends_with("ing") && word.size() > 5) {
    base.assign(word.substr(0, word.size() - 3));
    base += 'e';
    if (!base.ends_with("ee") && !base.ends_with("ye") && !base.ends_with("oe")) return words()[base];
  }
  if (word.ends_with('y') && word.size() > 4) {
    base.assign(word.substr(0, word.size() - 1));
    base += 'e';
    if (base.ends_with("le")) return words()[base];
  }
  return 0;
}

// The mark of the word or of the base that it is a regular form of.
uint8_t mark_of(std::string_view word) {
  if (uint8_t mark = words()[word]) return mark;
  std::string base;
  for (const Ending& rule : kEndings) {
    if (!word.ends_with(rule.ending) || word.size() < rule.ending.size() + 2) continue;
    base.assign(word.substr(0, word.size() - rule.ending.size()));
    base += rule.restored;
    if (base.size() < 3) continue;
    if (is_regular(base, rule.ending))
      if (uint8_t mark = words()[base]) return mark;
  }
  return mark_with_e(word);
}

// "webhook", "multiuser", "restarting": new words made of known ones.
bool is_compound(std::string_view word) {
  static constexpr std::string_view kPrefixes[] = {"re",    "un",   "pre",   "non",   "sub",   "multi",
                                                   "auto",  "over", "micro", "under", "inter", "hyper",
                                                   "super", "mini", "mis",   "anti"};
  for (std::string_view prefix : kPrefixes)
    if (word.starts_with(prefix) && word.size() >= prefix.size() + 4 &&
        mark_of(word.substr(prefix.size())) != 0)
      return true;
  for (size_t cut = 3; cut + 4 <= word.size(); ++cut) {
    // A rare first part is chance: "pas" and "word".
    const uint8_t first = words()[word.substr(0, cut)];
    if ((first == kFrequent || first == kTrade) && mark_of(word.substr(cut)) != 0) return true;
  }
  return false;
}

bool is_frequent(std::string_view word) { return mark_of(word) == kFrequent; }

template <class Use>
bool any_swap(std::string_view word, Use&& use) {
  std::string text(word);
  for (size_t i = 0; i + 1 < word.size(); ++i) {
    if (word[i] == word[i + 1]) continue;
    std::swap(text[i], text[i + 1]);
    if (use(text)) return true;
    std::swap(text[i], text[i + 1]);
  }
  return false;
}

template <class Use>
bool any_drop(std::string_view word, Use&& use) {
  std::string text;
  for (size_t i = 0; i < word.size(); ++i)
    if (use(text.assign(word).erase(i, 1))) return true;
  return false;
}

// What is left of the listed words when one letter is taken out, with the place
// of that letter and without. So one look-up a letter tells a missing or a
// changed letter, where trying the alphabet would take fifty. Words are kept as
// 32-bit hashes: 25 look-ups find one by chance once in a thousand words.
class Remainders {
 public:
  Remainders() {
    slots_.resize(size_t{1} << 20);
    std::string_view file = embedded("words.txt");
    bool common = false;
    for (size_t at = 0; at < file.size();) {
      const size_t end = std::min(file.find('\n', at), file.size());
      const std::string_view word = file.substr(at, end - at);
      if (word.starts_with('[')) common = word == "[common]";
      if (!word.empty() && word[0] >= 'a' && word.size() >= (common ? kLong : kShort)) add(word);
      at = end + 1;
    }
  }

  // Whether a letter put into `word` gives a listed word.
  bool lacks_letter(std::string_view word) const { return has(key(word, {}, kAnywhere)); }
  // Whether another letter at `i` does.
  bool differs_at(std::string_view word, size_t i) const {
    return has(key(word.substr(0, i), word.substr(i + 1), i));
  }

  static constexpr size_t kShort = 3, kLong = 7;

 private:
  static constexpr size_t kAnywhere = 255;

  void add(std::string_view word) {
    for (size_t i = 0; i < word.size(); ++i) {
      put(key(word.substr(0, i), word.substr(i + 1), i));
      put(key(word.substr(0, i), word.substr(i + 1), kAnywhere));
    }
  }
  static uint32_t key(std::string_view head, std::string_view tail, size_t place) {
    return static_cast<uint32_t>(mix64(fnv1a(tail, fnv1a(head, kFnvStart + place)))) | 1u;
  }
  size_t find(uint32_t hash) const {
    size_t at = hash & (slots_.size() - 1);
    while (slots_[at] != 0 && slots_[at] != hash) at = (at + 1) & (slots_.size() - 1);
    return at;
  }
  void put(uint32_t hash) { slots_[find(hash)] = hash; }
  bool has(uint32_t hash) const { return slots_[find(hash)] != 0; }

  std::vector<uint32_t> slots_;
};

// Whether one letter added to, or changed in, `word` makes it a listed word.
bool is_near_listed(std::string_view word) {
  static const Remainders remainders;
  if (remainders.lacks_letter(word)) return true;
  for (size_t i = 0; i < word.size(); ++i)
    if (remainders.differs_at(word, i)) return true;
  return false;
}

// The word without its regular ending, as the list would have it.
std::string_view stem(std::string_view word) {
  for (std::string_view ending : {"ing", "ed", "ly", "s"})
    if (word.ends_with(ending) && word.size() >= ending.size() + 4)
      return word.substr(0, word.size() - ending.size());
  return word;
}

}  // namespace

bool is_known_word(std::string_view word) { return mark_of(word) != 0 || is_compound(word); }

bool is_misspelt(std::string_view word) {
  constexpr size_t kShortest = 4, kLong = 7, kLongest = 20;
  if (word.size() < kShortest || word.size() > kLongest || mark_of(word) != 0) return false;
  if (is_compound(word)) return any_drop(word, is_frequent);
  const auto expected = [&](std::string_view other) {
    const uint8_t mark = mark_of(other);
    return word.size() >= kLong ? mark != 0 : mark == kFrequent || mark == kTrade;
  };
  return any_swap(word, expected) || any_drop(word, expected) || is_near_listed(word) ||
         is_near_listed(stem(word));
}

bool is_swapped(std::string_view word) {
  return word.size() >= 3 && !is_known_word(word) && any_swap(word, is_frequent);
}

}  // namespace evenset
