#include "variations/texts.h"

#include "language/lemma.h"
#include "language/stop_words.h"
#include "text/hash.h"
#include "text/ngrams.h"
#include "text/words.h"

namespace evenset {
namespace {

constexpr size_t kFewestOfQuestion = 2, kMostOfQuestion = 12, kFewestOfResponse = 4;

uint64_t question_key(std::span<const Token> tokens) {
  if (tokens.size() > 8 * kMostOfQuestion) return 0;
  std::vector<uint64_t> stems;
  for (const Token& token : tokens)
    if (token.kind == WordClass::content) stems.push_back(hash128(light_stem(token.lower)).lo);
  make_set(stems);
  if (stems.size() < kFewestOfQuestion || stems.size() > kMostOfQuestion) return 0;
  uint64_t key = stems.size();
  for (const uint64_t stem : stems) key = mix64(key * kOdd ^ stem);
  return key;
}

std::vector<uint64_t> response_stems(std::string_view lower) {
  std::vector<uint64_t> out;
  for (LowerWords words(lower); words.next();)
    if (!is_stop_word(words.word)) out.push_back(hash128(light_stem(words.word)).lo);
  make_set(out);
  if (out.size() < kFewestOfResponse) out.clear();
  return out;
}

std::vector<uint64_t> numbers_in(std::string_view text) {
  std::vector<uint64_t> out;
  for (size_t i = 0; i < text.size(); ++i) {
    const size_t begin = i;
    while (i < text.size() && text[i] >= '0' && text[i] <= '9') ++i;
    if (i > begin) out.push_back(hash128(text.substr(begin, i - begin)).lo);
  }
  make_set(out);
  return out;
}

}  // namespace

VariationText variation_text(std::span<const Token> question, std::string_view question_lower,
                             std::string_view response_lower) {
  return {response_stems(response_lower), question_key(question), numbers_in(question_lower),
          numbers_in(response_lower), gram_set(question_lower, 3)};
}

uint64_t topic_key(const VariationText& text) {
  if (text.stems.empty()) return text.question_key;
  uint64_t least = UINT64_MAX;
  for (const uint64_t stem : text.stems) least = std::min(least, mix64(stem));
  return least;
}

}  // namespace evenset
