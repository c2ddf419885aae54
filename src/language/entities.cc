#include "language/entities.h"

#include <algorithm>
#include <array>

namespace evenset {
namespace {

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool has(std::string_view word, bool (*kind)(char)) { return std::any_of(word.begin(), word.end(), kind); }

bool all_capitals(std::string_view word) {
  return std::count_if(word.begin(), word.end(), is_upper) > 1 &&
         std::none_of(word.begin(), word.end(), is_lower);
}

bool is_number(std::string_view word) {
  return word.find_first_not_of("0123456789.,-/") == std::string_view::npos;
}

// 24GB, 30-day, 2x, 10:30am
bool is_measure(std::string_view word) {
  return is_digit(word[0]) && word.find('_') == std::string_view::npos &&
         std::count_if(word.begin(), word.end(), [](char c) { return is_lower(c) || is_upper(c); }) <= 4 &&
         word.find('.') == std::string_view::npos;
}

// Capitals that name nothing.
bool is_calendar_or_greeting(std::string_view lower) {
  if (lower.ends_with("days")) lower.remove_suffix(1);
  static constexpr std::array<std::string_view, 31> kWords = {
      "april",   "august",   "december", "february", "friday",    "hello",  "hi",       "i",
      "january", "july",     "june",     "march",    "may",       "monday", "mr",       "mrs",
      "ms",      "november", "october",  "ok",       "okay",      "ps",     "saturday", "september",
      "sunday",  "thanks",   "thursday", "tuesday",  "wednesday", "dear",   "hey"};
  return std::find(kWords.begin(), kWords.end(), lower) != kWords.end();
}

class Finder {
 public:
  Finder(std::string_view text, std::span<const Token> tokens, std::span<const PartOfSpeech> tags)
      : text_(text), tokens_(tokens), tags_(tags) {
    const auto shouted =
        std::count_if(tokens.begin(), tokens.end(), [](const Token& t) { return all_capitals(t.text); });
    shouts_ = tokens.size() >= 3 && 2 * static_cast<size_t>(shouted) > tokens.size();
  }

  void find(std::vector<std::string_view>& out) const {
    for (size_t i = 0; i < tokens_.size();) {
      if (is_identifier(i)) {
        out.push_back(with_signs(tokens_[i].text));
        ++i;
      } else if (is_name(i)) {
        const size_t end = run_end(i);
        out.push_back(between(i, end));
        i = end;
      } else {
        ++i;
      }
    }
  }

 private:
  bool tagged(size_t i, PartOfSpeech part) const { return i < tags_.size() && tags_[i] == part; }

  // max_tokens, config.yaml, --force, /v2/orders, get_user(): also without a capital.
  bool is_identifier(size_t i) const {
    const Token& token = tokens_[i];
    const std::string_view word = token.text;
    const std::string_view whole = with_signs(word);
    if (whole.starts_with("--") || whole.ends_with("()") || (whole[0] == '/' && whole.size() > 2))
      return true;
    if (!token.code || is_number(word) || is_measure(word)) return false;
    if (word.find('_') != std::string_view::npos || word.find('-') != std::string_view::npos) return true;
    const size_t dot = word.find('.');
    if (dot != std::string_view::npos && !is_digit(word[0]) && dot + 1 < word.size())
      return is_file_or_path(word);
    return false;
  }

  // A dot between words that no sentence ends with, not "e.g" or "a.m".
  static bool is_file_or_path(std::string_view word) { return word.size() > 4 && word.find('.') > 1; }

  bool is_name(size_t i) const {
    const Token& token = tokens_[i];
    const std::string_view word = token.text;
    if (is_calendar_or_greeting(token.lower) || is_unit(i)) return false;
    const bool mixed = token.code && !is_number(word) && !is_measure(word) && has(word, is_upper);
    if (shouts_) return mixed && has(word, is_digit);
    if (mixed) return true;
    if (all_capitals(word)) return token.kind == WordClass::content || !token.sentence_start;
    if (token.kind != WordClass::content) return false;
    return token.capital || (token.sentence_start && begins_name(i));
  }

  // 16 GB
  bool is_unit(size_t i) const {
    return i > 0 && !tokens_[i].phrase_start && tokens_[i].text.size() <= 3 && is_number(tokens_[i - 1].text);
  }

  // The first word of a sentence, as the tagger says, or before another capital or a
  // number that belongs to it.
  bool begins_name(size_t i) const {
    if (!is_upper(tokens_[i].text[0])) return false;
    if (tagged(i, PartOfSpeech::proper_noun)) return true;
    if (!tagged(i, PartOfSpeech::noun) && !tagged(i, PartOfSpeech::adjective)) return false;
    if (i + 1 == tokens_.size() || tokens_[i + 1].phrase_start) return false;
    const bool of_name = tokens_[i + 1].lower == "of" && i + 2 < tokens_.size() && tokens_[i + 2].capital;
    return of_name || is_version(i + 1) ||
           (tokens_[i + 1].capital && tokens_[i + 1].kind == WordClass::content);
  }

  size_t run_end(size_t i) const {
    size_t end = i + 1;
    while (end < tokens_.size()) {
      const bool joined =
          end + 1 < tokens_.size() && tokens_[end].lower == "of" && !tokens_[end + 1].phrase_start;
      if (tokens_[end].phrase_start ? is_ampersand(end) && is_name(end) : is_name(end) || is_version(end)) {
        ++end;
      } else if (joined && is_name(end + 1)) {
        end += 2;
      } else {
        break;
      }
    }
    return end;
  }

  // Harrow & Pike
  bool is_ampersand(size_t i) const {
    const char* before = tokens_[i - 1].text.data() + tokens_[i - 1].text.size();
    return std::string_view(before, static_cast<size_t>(tokens_[i].text.data() - before)) == " & ";
  }

  // Python 3.11, Kestrel 500; not "Ellery 30 days".
  bool is_version(size_t i) const {
    const std::string_view word = tokens_[i].text;
    if (!is_number(word) || !is_digit(word[0])) return false;
    if (i + 1 == tokens_.size() || tokens_[i + 1].phrase_start || word.find('.') != std::string_view::npos)
      return true;
    return !(tagged(i + 1, PartOfSpeech::noun) && tokens_[i + 1].lower.ends_with('s'));
  }

  std::string_view between(size_t begin, size_t end) const {
    const char* first = tokens_[begin].text.data();
    const std::string_view last = tokens_[end - 1].text;
    std::string_view out(first, static_cast<size_t>(last.data() + last.size() - first));
    if (end == begin + 1) out = with_signs(out);
    for (const std::string_view own : {"'s", "\xE2\x80\x99s"})
      if (out.ends_with(own)) out.remove_suffix(own.size());
    return out;
  }

  // With dashes or slashes before it, and "()" behind.
  std::string_view with_signs(std::string_view word) const {
    const char* begin = word.data();
    const char* end = word.data() + word.size();
    while (begin > text_.data() && (begin[-1] == '-' || begin[-1] == '/')) --begin;
    if (text_.data() + text_.size() - end >= 2 && end[0] == '(' && end[1] == ')') end += 2;
    return {begin, static_cast<size_t>(end - begin)};
  }

  std::string_view text_;
  std::span<const Token> tokens_;
  std::span<const PartOfSpeech> tags_;
  bool shouts_ = false;
};

}  // namespace

void entities(std::vector<std::string_view>& out, std::string_view text, std::span<const Token> tokens,
              std::span<const PartOfSpeech> tags) {
  out.clear();
  Finder(text, tokens, tags).find(out);
}

}  // namespace evenset
