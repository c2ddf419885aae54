#include "language/verbs.h"

#include <algorithm>
#include <initializer_list>
#include <span>

#include "language/lemma.h"
#include "language/tagger.h"
#include "text/words.h"

namespace evenset {
namespace {

using Sentence = std::span<const Token>;

bool one_of(std::string_view word, std::initializer_list<std::string_view> list) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

bool is_be(std::string_view word) {
  return one_of(word, {"is",    "are",  "was",     "were",   "am",     "be",      "been",   "being",
                       "isn't", "isnt", "aren't",  "arent",  "wasn't", "weren't", "what's", "whats",
                       "who's", "whos", "where's", "wheres", "how's",  "hows",    "when's", "why's"});
}

bool is_have(std::string_view word) {
  return one_of(word, {"has", "have", "had", "hasn't", "haven't", "hadn't"});
}

constexpr size_t kNowhere = static_cast<size_t>(-1);

// Where the request's verb is in a sentence, how it reads, and its wh-object.
struct Place {
  size_t verb = kNowhere;
  std::string lemma;
  size_t object_from = 0, object_to = 0;  // tokens of a wh-object; none where equal
};

class Parse {
 public:
  Parse(Sentence sentence, std::span<const PartOfSpeech> tags) : s_(sentence), tags_(tags) {}

  // The request of the sentence; no verb where it has no such form.
  Place request(size_t from = 0) const {
    from = behind_openers(from);
    if (from >= s_.size()) return {};
    const Token& first = s_[from];
    if (first.kind == WordClass::question) return question(from);
    if (first.kind == WordClass::auxiliary) return inverted(from, from, from);
    if (first.kind == WordClass::pronoun) return wish(from);
    if (Place place = imperative(from); place.verb != kNowhere) return place;
    // "If it fails, how do I …", "In Python, write …", "For our team: which …"
    for (size_t i = from + 1; i < s_.size(); ++i)
      if (s_[i].phrase_start) return request(i);
    // "steps to configure X", "best way to install Y"
    return infinitive(from);
  }

  // The first verb of a statement; for want of a request.
  Place any_verb() const {
    for (size_t i = 0; i < s_.size(); ++i)
      if (is_verb(i)) return {i, lemma(i), 0, 0};
    for (size_t i = 0; i < s_.size(); ++i)
      if (is_be(s_[i].lower)) return {i, "be", 0, 0};
    return {};
  }

 private:
  bool is(size_t i, std::initializer_list<std::string_view> words) const {
    return i < s_.size() && one_of(s_[i].lower, words);
  }

  // As the tagger reads it; words with grammar only are no request's verb.
  bool is_verb(size_t i) const {
    return i < tags_.size() && tags_[i] == PartOfSpeech::verb && s_[i].kind == WordClass::content;
  }
  std::string lemma(size_t i) const {
    const std::string_view base = verb_lemma(s_[i].lower);
    return std::string(base.empty() ? s_[i].lower : base);
  }

  size_t behind_openers(size_t i) const {
    while (i < s_.size() && (s_[i].kind == WordClass::adverb || s_[i].kind == WordClass::conjunction) &&
           !is(i, {"if", "when", "while", "unless", "although", "because"}))
      ++i;
    return i;
  }

  // First token from `i` that can be a verb's place: no adverb.
  size_t behind_adverbs(size_t i) const {
    while (i < s_.size() && s_[i].kind == WordClass::adverb) ++i;
    return i;
  }

  // The word at `i` stands where only a verb can: known or not, it is one.
  Place verb_at(size_t i) const {
    i = behind_adverbs(i);
    if (i >= s_.size()) return {};
    std::string_view word = s_[i].lower;
    if (s_[i].kind == WordClass::auxiliary && is(i, {"be", "being", "do", "doing", "have", "having"}))
      return {i, word[0] == 'b' ? "be" : word[0] == 'd' ? "do" : "have", 0, 0};
    if (s_[i].kind != WordClass::content) return {};
    std::string_view base = verb_lemma(word);
    return {i, std::string(base.empty() ? word : base), 0, 0};
  }

  Place question(size_t wh) const {
    if (is(wh + 1, {"to"})) return verb_at(wh + 2);
    if (is(wh, {"how", "what"}) && is(wh + 1, {"about"})) return {};
    if (is_be(s_[wh].lower)) return inverted(wh, wh, wh);
    size_t auxiliary = wh + 1;
    while (auxiliary < s_.size() && s_[auxiliary].kind != WordClass::auxiliary &&
           !s_[auxiliary].sentence_start) {
      // "what causes", "which tool exports": a verb before any auxiliary has a wh-subject.
      if (is_verb(auxiliary) && !s_[auxiliary].lower.ends_with("ing"))
        return {auxiliary, lemma(auxiliary), 0, 0};
      ++auxiliary;
    }
    if (auxiliary >= s_.size()) return any_verb();
    Place place = inverted(auxiliary, wh, wh + 1);
    return place;
  }

  // An auxiliary at `aux`, then subject, then verb. `wh`: the question word
  // (or the auxiliary itself); a wh-object stands from `object` to `aux`.
  Place inverted(size_t aux, size_t wh, size_t object) const {
    if (is_be(s_[aux].lower)) return with_be(aux, wh);
    Place place;
    const size_t subject = behind_adverbs(aux + 1);
    if (subject < s_.size() && s_[subject].kind == WordClass::pronoun) {
      place = verb_at(subject + 1);
      if (is(subject + 1, {"want", "need", "like", "have"}) && is(subject + 2, {"to"}))
        place = verb_at(subject + 3);
    } else {
      place = verb_behind_subject(subject);
    }
    if (place.verb == kNowhere && is_have(s_[aux].lower)) place = {aux, "have", 0, 0};
    if (place.verb == kNowhere && is(aux, {"do", "does", "did"})) place = {aux, "do", 0, 0};
    if (is(wh, {"what", "which", "whose"}) && aux > object) {
      place.object_from = object;
      place.object_to = aux;
    }
    return place;
  }

  // Whether the word at `i` is a noun for what stands before it.
  bool behind_determiner(size_t i) const {
    return s_[i - 1].kind == WordClass::determiner || s_[i - 1].kind == WordClass::preposition;
  }

  // "does the new API support X": a base form behind at least one noun.
  Place verb_behind_subject(size_t subject) const {
    const bool alone = is(subject, {"this", "that", "these", "those", "one", "all", "both"});
    for (size_t i = subject + 1; i < s_.size() && !s_[i].sentence_start; ++i) {
      if (is(i, {"have", "do", "be"})) return verb_at(i);
      if (s_[i].kind != WordClass::content) continue;
      if (is_verb(i) && (!behind_determiner(i) || (alone && i == subject + 1))) return {i, lemma(i), 0, 0};
    }
    return {};
  }

  // "is it possible to X", "what is causing X", "how are invoices calculated";
  // else the verb is "be".
  Place with_be(size_t be, size_t wh) const {
    for (size_t i = be + 1; i + 1 < s_.size() && i < be + 8; ++i)
      if (is(i + 1, {"to"}) && is(i, {"possible", "way", "ways", "able", "steps", "necessary", "safe",
                                      "allowed", "how", "process"}))
        return verb_at(i + 2);
    const bool of_what = is(wh, {"what", "what's", "whats", "which", "who", "who's"});
    const size_t first = behind_adverbs(be + 1);
    // "what is machine learning" asks for a noun phrase: only its first word can be the verb.
    const size_t end = of_what ? std::min(first + 1, s_.size()) : s_.size();
    for (size_t i = first; i < end && !s_[i].sentence_start; ++i) {
      if (s_[i].kind != WordClass::content || behind_determiner(i)) continue;
      if (is_verb(i) && (!of_what || s_[i].lower.ends_with("ing"))) return {i, lemma(i), 0, 0};
    }
    return {be, "be", 0, 0};
  }

  // "I need to …", "I'm trying to …", "let's …".
  Place wish(size_t i) const {
    if (is(i, {"let's", "lets"})) return verb_at(i + 1);
    for (size_t at = i + 1; at + 1 < s_.size() && at < i + 6; ++at) {
      if (is(at, {"want", "need", "like", "trying", "have", "wish", "hope", "wanted", "looking", "love"}) &&
          is(at + 1, {"to"}))
        return verb_at(at + 2);
      if (is(at, {"how"}) && is(at + 1, {"to"})) return verb_at(at + 2);
    }
    return {};
  }

  Place imperative(size_t i) const {
    if (!is_verb(i)) return {};
    if (is(i, {"help"}) && is(i + 1, {"me", "us"})) {
      Place place = verb_at(is(i + 2, {"to"}) ? i + 3 : i + 2);
      if (place.verb != kNowhere) return place;
    }
    return {i, lemma(i), 0, 0};
  }

  Place infinitive(size_t from) const {
    for (size_t i = from; i + 1 < s_.size(); ++i)
      if (is(i, {"way", "ways", "steps", "how", "process", "instructions", "guide"}) && is(i + 1, {"to"}))
        return verb_at(i + 2);
    return {};
  }

  Sentence s_;
  std::span<const PartOfSpeech> tags_;
};

// Before the noun of an object: "up the", "me a", "only".
bool leads_in(const Token& token) {
  switch (token.kind) {
    case WordClass::determiner:
    case WordClass::adverb:
    case WordClass::pronoun:
    case WordClass::filler:
      return true;
    case WordClass::particle:
      return token.lower != "on";
    default:
      return false;
  }
}

// Head noun of the phrase that starts at `i`: the last word of its run.
std::string head_noun(Sentence s, size_t i, size_t end) {
  end = std::min(end, s.size());
  while (i < end && !s[i].sentence_start && leads_in(s[i])) ++i;
  size_t last = kNowhere;
  for (; i < end && s[i].kind == WordClass::content; ++i) {
    if (last != kNowhere && s[i].phrase_start) break;
    if (s[i].lower.ends_with("ly") ||
        one_of(s[i].lower, {"faster", "slower", "available", "cheaper", "fast"}))
      break;
    last = i;
  }
  return last == kNowhere ? std::string() : noun_lemma(s[last].lower);
}

Request finished(Sentence s, const Place& place, size_t offset) {
  Request out;
  out.verb = place.lemma;
  out.at = offset + place.verb;
  if (place.object_to > place.object_from) out.object = head_noun(s, place.object_from, place.object_to);
  if (!out.object.empty()) return out;
  size_t from = place.verb + 1;
  // Behind most verbs "on" begins an adverbial ("run on"), behind these it is the verb's.
  if (from < s.size() && s[from].lower == "on" && one_of(out.verb, {"turn", "switch", "put", "try"})) ++from;
  out.object = head_noun(s, from, s.size());
  return out;
}

size_t sentence_end(std::span<const Token> tokens, size_t begin) {
  size_t end = begin + 1;
  while (end < tokens.size() && !tokens[end].sentence_start) ++end;
  return end;
}

}  // namespace

Request main_request(std::span<const Token> tokens, std::span<const PartOfSpeech> tags) {
  // A request anywhere says more than a verb that stands earlier.
  for (const bool any : {false, true}) {
    for (size_t begin = 0, end = 0; begin < tokens.size(); begin = end) {
      end = sentence_end(tokens, begin);
      const Sentence sentence = tokens.subspan(begin, end - begin);
      const size_t from = std::min(begin, tags.size()), to = std::min(end, tags.size());
      const Parse parse(sentence, tags.subspan(from, to - from));
      const Place place = any ? parse.any_verb() : parse.request();
      if (place.verb != kNowhere) return finished(sentence, place, begin);
    }
  }
  Request none;
  none.at = tokens.size();
  return none;
}

Request main_request(std::string_view question) {
  std::string lower;
  append_lower(lower, question);
  std::vector<Token> words;
  tokens(words, question, lower);
  std::vector<PartOfSpeech> tags;
  tag_beginning(words, tags);
  return main_request(words, tags);
}

}  // namespace evenset
