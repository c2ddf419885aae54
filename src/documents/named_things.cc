#include "documents/named_things.h"

#include <algorithm>
#include <map>

#include "language/lemma.h"
#include "language/stop_words.h"
#include "text/hash.h"
#include "text/words.h"

namespace evenset {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return c >= 'a' && c <= 'z'; }

// Letters and digits in one word: a name that stands for itself.
bool is_identifier(std::string_view word) {
  return std::any_of(word.begin(), word.end(), is_digit) &&
         std::any_of(word.begin(), word.end(), is_letter) && word.find('.') == std::string_view::npos &&
         word.size() >= 2;
}

// Words between blanks and slashes, "mossline-node" and "1.x" whole.
template <class Use>
void each_word(std::string_view text, Use&& use) {
  constexpr std::string_view kBetween = " \n\t/()[]\"'`,;:!?*", kEnds = ".-_";
  std::string lower;
  append_lower(lower, text);
  const std::string_view all = lower;
  for (size_t at = 0; at < all.size();) {
    const size_t end = std::min(all.find_first_of(kBetween, at), all.size());
    std::string_view word = all.substr(at, end - at);
    at = end + 1;
    while (!word.empty() && kEnds.find(word.back()) != std::string_view::npos) word.remove_suffix(1);
    while (!word.empty() && kEnds.find(word.front()) != std::string_view::npos) word.remove_prefix(1);
    if (word.size() > 1 && word.size() < 64 && !is_stop_word(word)) use(word);
  }
}

uint64_t key(std::string_view word) { return hash128(light_stem(word)).lo; }

}  // namespace

NamedThings::NamedThings(const std::vector<Statement>& statements) {
  for (uint32_t s = 0; s < statements.size(); ++s) {
    Thing& thing = things_.emplace_back();
    thing.standing = statements[s].standing;
    each_word(statements[s].thing, [&](std::string_view word) {
      thing.words.push_back(key(word));
      by_word_[key(word)].push_back(s);
      if (is_identifier(word)) identifiers_[key(word)] = true;
    });
  }
}

bool NamedThings::any(Standing standing) const {
  return std::any_of(things_.begin(), things_.end(),
                     [&](const Thing& thing) { return thing.standing == standing; });
}

int NamedThings::find(std::string_view text, Standing standing) const {
  std::vector<uint64_t> words;
  each_word(text, [&](std::string_view word) {
    words.push_back(key(word));
    for (size_t at = word.find('-'); at != std::string_view::npos; at = word.find('-', at + 1))
      words.push_back(key(word.substr(at + 1)));
  });
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
  std::map<uint32_t, size_t> met;  // words of each thing
  std::map<uint32_t, bool> certain;
  for (uint64_t word : words) {
    const auto found = by_word_.find(word);
    if (found == by_word_.end()) continue;
    for (uint32_t s : found->second) {
      ++met[s];
      if (identifiers_.contains(word)) certain[s] = true;
    }
  }
  int best = -1;
  size_t most = 0;
  for (const auto& [s, count] : met) {
    const size_t all = things_[s].words.size();
    const bool named = count >= all || certain.contains(s) || (all >= 3 && count * 3 >= all * 2);
    if (things_[s].standing != standing || !named || count <= most) continue;
    best = static_cast<int>(s);
    most = count;
  }
  return best;
}

}  // namespace evenset
