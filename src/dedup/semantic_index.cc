#include "dedup/semantic_index.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "clones.h"
#include "dedup/row_text.h"
#include "evenset/error.h"
#include "language/tokens.h"
#include "parallel.h"
#include "text/hash.h"
#include "text/words.h"

namespace evenset {
namespace {

constexpr size_t kWidest = 65'536;  // products of so many bytes fit 31 bits
constexpr float kLargest = 1e30f;   // 127 times that is a float too

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

VectorSource static_vectors(int threads) {
  const auto encoder = std::make_shared<const StaticEncoder>();
  return [encoder, threads](std::span<const std::string_view> texts) {
    std::vector<float> out(texts.size() * StaticEncoder::kWidth);
    for_parts_on(threads, texts.size(), [&](size_t begin, size_t end) {
      const std::vector<float> part = encoder->vectors(texts.subspan(begin, end - begin));
      std::copy(part.begin(), part.end(),
                out.begin() + static_cast<ptrdiff_t>(begin * StaticEncoder::kWidth));
    });
    return out;
  };
}

SemanticIndex::Lengths SemanticIndex::round(const float* vector, int8_t* out) const {
  float most = 0;
  for (size_t k = 0; k < width_; ++k) most = std::max(most, std::abs(vector[k]));
  if (most == 0) return {};
  for (size_t k = 0; k < width_; ++k) out[k] = static_cast<int8_t>(std::lround(127 * vector[k] / most));
  return {std::sqrt(static_cast<float>(product(out, out, width_))),
          std::sqrt(static_cast<float>(product(out + head(), out + head(), width_ - head())))};
}

SemanticIndex::Texts SemanticIndex::texts_of(const Examples& examples, size_t i) {
  Texts out{field_text(examples, i, Field::question), examples.response(i)};
  out.facts = mix64(facts_of(out.question) + rest_of(examples, i)) + facts_of(out.response);
  // Such a row is like nothing: its question need not be asked for.
  if (out.response.empty()) out.question.clear();
  return out;
}

std::vector<float> SemanticIndex::vectors_of(const std::vector<Texts>& rows) {
  std::vector<std::string_view> texts;
  for (const Texts& row : rows) texts.insert(texts.end(), {row.question, row.response});
  std::vector<float> out = source_(texts);
  const size_t width = texts.empty() ? 0 : out.size() / texts.size();
  if (width * texts.size() != out.size() || width > kWidest || (width_ != 0 && width != 0 && width != width_))
    throw Error(ErrorKind::usage,
                fmt::format("the source of vectors gave {} numbers for {} texts{}", out.size(), texts.size(),
                            width_ == 0 ? "" : fmt::format(", and {} a text before", width_)));
  if (!std::all_of(out.begin(), out.end(), [](float x) { return std::abs(x) < kLargest; }))
    throw Error(ErrorKind::usage, "the source of vectors gave a number that is not finite, or too large");
  if (width != 0) width_ = width;
  return out;
}

void SemanticIndex::add(const Examples& batch, int threads) {
  std::vector<Texts> texts(batch.size());
  for_parts_on(threads, batch.size(), [&](size_t begin, size_t end) {
    for (size_t i = begin; i < end; ++i) texts[i] = texts_of(batch, i);
  });
  const std::vector<float> vectors = vectors_of(texts);
  const size_t before = rows_.size();
  rows_.resize(before + batch.size());
  levels_.resize(2 * width_ * rows_.size());
  for_parts_on(threads, batch.size(), [&](size_t begin, size_t end) {
    for (size_t i = begin; i < end; ++i) {
      Row& row = rows_[before + i];
      row.facts = texts[i].facts;
      if (vectors.empty()) continue;
      const float* own = vectors.data() + 2 * width_ * i;
      int8_t* levels = levels_.data() + 2 * width_ * (before + i);
      row.question = round(own, levels);
      row.response = round(own + width_, levels + width_);
    }
  });
}

double SemanticIndex::cosine(const int8_t* a, Lengths of_a, const int8_t* b, Lengths of_b,
                             double least) const {
  const double lengths = static_cast<double>(of_a.all) * of_b.all;
  if (lengths == 0) return 0;
  const int32_t first = product(a, b, head());
  if (first + 1.0001 * of_a.tail * of_b.tail < least * lengths) return 0;
  return (first + product(a + head(), b + head(), width_ - head())) / lengths;
}

std::optional<SemanticTwin> SemanticIndex::nearest(uint32_t row, uint32_t from, uint32_t to) const {
  const Row& own = rows_[row];
  std::optional<SemanticTwin> best;
  if (own.response.all == 0) return best;
  const int8_t* levels = levels_of(row);
  double least = threshold_;
  for (uint32_t place = from; place < to; ++place) {
    if (facts_at_[place] != own.facts) continue;
    const Row& other = rows_[row_at_[place]];
    const int8_t* others = levels_of(row_at_[place]);
    const double asked = cosine(levels, own.question, others, other.question, least);
    if (asked < least) continue;
    const double score =
        std::min(asked, cosine(levels + width_, own.response, others + width_, other.response, least));
    if (score < least || (best && score == best->score)) continue;
    best = SemanticTwin{place, score};
    least = score;
  }
  return best;
}

}  // namespace evenset
