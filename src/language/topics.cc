#include "language/topics.h"

#include <algorithm>
#include <string>

#include "language/lemma.h"
#include "text/hash.h"

namespace evenset {
namespace {

constexpr size_t kLongest = 4;

bool is_number(std::string_view word) {
  return word.find_first_not_of("0123456789.,-/") == std::string_view::npos;
}

// Behind "I", "to" or "does" a known verb is one.
bool verb_place(const std::vector<Token>& tokens, size_t i) {
  if (i == 0 || tokens[i].capital || tokens[i].code) return false;
  const Token& before = tokens[i - 1];
  const bool place = before.kind == WordClass::pronoun || before.kind == WordClass::auxiliary ||
                     before.kind == WordClass::adverb || before.lower == "to" || before.lower == "and";
  return place && !tokens[i].phrase_start && !verb_lemma(tokens[i].lower).empty();
}

void append_topic(std::vector<uint64_t>& out, const std::vector<Token>& tokens, size_t begin, size_t end) {
  begin = std::max(begin, end - std::min(end, kLongest));
  while (begin < end && is_number(tokens[begin].lower)) ++begin;
  if (begin >= end) return;
  std::string topic;
  for (size_t i = begin; i + 1 < end; ++i) topic.append(tokens[i].lower) += ' ';
  topic += noun_lemma(tokens[end - 1].lower);
  if (topic.size() > 1) out.push_back(hash128(topic).lo);
}

}  // namespace

void append_topics(std::vector<uint64_t>& out, const std::vector<Token>& tokens, size_t verb) {
  size_t begin = 0;
  for (size_t i = 0; i < tokens.size(); ++i) {
    const bool breaks = i == verb || tokens[i].kind != WordClass::content || verb_place(tokens, i);
    if (tokens[i].phrase_start || breaks) {
      append_topic(out, tokens, begin, i);
      begin = breaks ? i + 1 : i;
    }
  }
  append_topic(out, tokens, begin, tokens.size());
}

}  // namespace evenset
