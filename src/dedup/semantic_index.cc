#include "dedup/semantic_index.h"

#include <algorithm>
#include <cmath>

#include "clones.h"
#include "dedup/row_text.h"
#include "language/tokens.h"
#include "parallel.h"
#include "text/hash.h"
#include "text/words.h"

namespace evenset {
namespace {

// Whole numbers, so that every processor gives the same.
EVENSET_CLONES int32_t product(const int8_t* a, const int8_t* b, size_t n) {
  int32_t sum = 0;
  for (size_t i = 0; i < n; ++i) sum += int32_t{a[i]} * b[i];
  return sum;
}

bool is_negation(std::string_view word) {
  for (std::string_view one : {"not", "no", "never", "without", "cannot", "none", "nor", "nicht", "nie",
                               "ohne", "pas", "jamais", "sans", "nunca", "sin", "non"})
    if (word == one) return true;
  // don't, isn't; with the apostrophe of print too
  return word.ends_with("n't") || word.ends_with("n\xE2\x80\x99t") || word.starts_with("kein");
}

// A hash of the words with digits in their order, and of the number of negations.
uint64_t facts_of(std::string_view text) {
  std::string lower;
  append_lower(lower, text);
  std::vector<Token> words;
  tokens(words, lower, lower);
  uint64_t facts = 0, negations = 0;
  for (const Token& word : words) {
    const bool digits = word.lower.find_first_of("0123456789") != std::string_view::npos;
    if (digits) facts = mix64(facts * kOdd ^ hash128(word.lower).lo);
    negations += is_negation(word.lower);
  }
  return mix64(facts + kOdd * negations);
}

}  // namespace

SemanticIndex::Vector SemanticIndex::rounded(const float* vector) {
  Vector out;
  float most = 0;
  for (size_t k = 0; k < kWidth; ++k) most = std::max(most, std::abs(vector[k]));
  if (most == 0) return out;
  for (size_t k = 0; k < kWidth; ++k) out.at[k] = static_cast<int8_t>(std::lround(127 * vector[k] / most));
  const int8_t* at = out.at.data();
  out.length = std::sqrt(static_cast<float>(product(at, at, kWidth)));
  out.tail = std::sqrt(static_cast<float>(product(at + kHead, at + kHead, kWidth - kHead)));
  return out;
}

SemanticIndex::Row SemanticIndex::read(const Examples& examples, size_t i) const {
  const std::string question = field_text(examples, i, Field::question);
  const std::string_view response = examples.response(i);
  const std::array<std::string_view, 2> texts = {question, response};
  const std::vector<float> vectors = encoder_.vectors(texts);
  const uint64_t rest = rest_of(examples, i);
  return {rounded(vectors.data()), rounded(vectors.data() + kWidth),
          mix64(facts_of(question) + rest) + facts_of(response)};
}

void SemanticIndex::add(const Examples& batch, int threads) {
  const size_t before = rows_.size();
  rows_.resize(before + batch.size());
  for_parts_on(threads, batch.size(), [&](size_t begin, size_t end) {
    for (size_t i = begin; i < end; ++i) rows_[before + i] = read(batch, i);
  });
}

double SemanticIndex::cosine(const Vector& a, const Vector& b, double least) {
  const double lengths = static_cast<double>(a.length) * b.length;
  if (lengths == 0) return 0;
  const int32_t head = product(a.at.data(), b.at.data(), kHead);
  if (head + 1.0001 * a.tail * b.tail < least * lengths) return 0;
  return (head + product(a.at.data() + kHead, b.at.data() + kHead, kWidth - kHead)) / lengths;
}

std::optional<SemanticTwin> SemanticIndex::nearest(uint32_t row, uint32_t from, uint32_t to) const {
  const Row& own = rows_[row];
  std::optional<SemanticTwin> best;
  if (own.response.length == 0) return best;
  double least = threshold_;
  for (uint32_t place = from; place < to; ++place) {
    if (facts_at_[place] != own.facts) continue;
    const Row& other = rows_[row_at_[place]];
    const double question = cosine(own.question, other.question, least);
    if (question < least) continue;
    const double score = std::min(question, cosine(own.response, other.response, least));
    if (score < least || (best && score == best->score)) continue;
    best = SemanticTwin{place, score};
    least = score;
  }
  return best;
}

}  // namespace evenset
