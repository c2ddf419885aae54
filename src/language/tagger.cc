#include "language/tagger.h"

#include <algorithm>
#include <cassert>
#include <initializer_list>

#include "language/lemma.h"
#include "models/safetensors.h"
#include "models/tier.h"
#include "text/hash.h"

namespace evenset {
namespace {

constexpr uint64_t kStranger = 0x5bd1e995;

std::string_view last(std::string_view word, size_t count) {
  return word.substr(word.size() - std::min(count, word.size()));
}

uint64_t both(uint64_t a, uint64_t b) { return mix64(a * kOdd ^ b); }

uint64_t number_of(std::initializer_list<bool> bits) {
  uint64_t out = 1;
  for (const bool bit : bits) out = 2 * out + bit;
  return out;
}

uint64_t shape_of(const Token& token) {
  const auto holds = [&](std::string_view signs) {
    return token.lower.find_first_of(signs) != token.lower.npos;
  };
  const bool number = token.lower.find_first_not_of("0123456789.,") == token.lower.npos;
  return number_of({token.capital, token.code, token.phrase_start, token.sentence_start, holds("0123456789"),
                    number, holds("-"), holds("'"), token.text[0] != token.lower[0]});
}

// What the word lists know of it: its class, and whether it is a verb's form.
uint64_t kind_of(const Token& token) {
  const std::string_view base = verb_lemma(token.lower);
  const bool known = !base.empty();
  return 8 * static_cast<uint64_t>(token.kind) +
         number_of({known && base == token.lower, known && mostly_noun(base)}) % 4 + (known ? 4 : 0);
}

}  // namespace

TaggerFeatures::TaggerFeatures(std::span<const Token> tokens) : words_(tokens.size() + 4) {
  for (Word& word : words_) word.own = word.suffix3 = word.kind = kStranger;
  for (size_t i = 0; i < tokens.size(); ++i) {
    const std::string_view lower = tokens[i].lower;
    words_[i + 2] = {.own = fnv1a(lower),
                     .prefix = fnv1a(lower.substr(0, 3)),
                     .suffix2 = fnv1a(last(lower, 2)),
                     .suffix3 = fnv1a(last(lower, 3)),
                     .suffix4 = fnv1a(last(lower, 4)),
                     .shape = shape_of(tokens[i]),
                     .kind = kind_of(tokens[i]),
                     .phrase_start = tokens[i].phrase_start,
                     .sentence_start = tokens[i].sentence_start};
  }
}

TaggerFeatures::Places TaggerFeatures::at(size_t i, PartOfSpeech before, PartOfSpeech before_that) const {
  const Word &own = words_[i + 2], &left = words_[i + 1], &left2 = words_[i], &right = words_[i + 3],
             &right2 = words_[i + 4];
  // At the beginning of a sentence what stands before says nothing.
  const uint64_t tag = own.sentence_start ? kStranger : static_cast<uint64_t>(before);
  const uint64_t tag2 = own.sentence_start ? kStranger : static_cast<uint64_t>(before_that);
  const uint64_t end = number_of({right.phrase_start, right.sentence_start});
  // clang-format off
  const std::array<uint64_t, kCount> parts = {
      own.own, own.prefix, own.suffix2, own.suffix3, own.suffix4, own.shape, own.kind, both(own.kind, own.suffix3),
      tag, both(tag, tag2), both(tag, own.own), both(tag, own.suffix3), both(tag, own.kind), both(both(tag, tag2), own.kind),
      left.own, left2.own, right.own, right2.own, left.suffix3, right.suffix3, both(left.own, own.kind),
      both(right.kind, own.kind), both(tag, right.kind), both(right.own, own.kind), both(both(tag, own.kind), right.kind),
      both(end, own.kind), both(right.kind, right2.kind), both(own.sentence_start, own.own)};
  // clang-format on
  Places out;
  for (size_t f = 0; f < kCount; ++f) out[f] = static_cast<uint32_t>(both(parts[f], f + 1) & (kBuckets - 1));
  return out;
}

Tagger::Tagger(std::vector<int8_t> table) : table_(std::move(table)) {
  assert(table_.size() == TaggerFeatures::kBuckets * kLanes);
}

void Tagger::tag(std::span<const Token> tokens, std::vector<PartOfSpeech>& out) const {
  const TaggerFeatures features(tokens);
  out.clear();
  PartOfSpeech before = PartOfSpeech::other, before_that = PartOfSpeech::other;
  for (size_t i = 0; i < tokens.size(); ++i) {
    std::array<int16_t, kLanes> sums{};
    for (const uint32_t place : features.at(i, before, before_that)) {
      const int8_t* weights = table_.data() + place * kLanes;
      for (size_t t = 0; t < kLanes; ++t) sums[t] = static_cast<int16_t>(sums[t] + weights[t]);
    }
    const auto best = std::max_element(sums.begin(), sums.begin() + kPartsOfSpeech) - sums.begin();
    before_that = before;
    before = static_cast<PartOfSpeech>(best);
    out.push_back(before);
  }
}

const Tagger& shipped_tagger() {
  static const Tagger tagger = [] {
    const Tensors tensors = Tensors::of(shipped_model("tagger"), "the tagger", "tagger");
    const auto table = tensors.bytes("table", {TaggerFeatures::kBuckets, Tagger::kLanes});
    return Tagger({table.begin(), table.end()});
  }();
  return tagger;
}

void tag_beginning(std::span<const Token> tokens, std::vector<PartOfSpeech>& out) {
  constexpr size_t kWords = 100;
  shipped_tagger().tag(tokens.first(std::min(tokens.size(), kWords)), out);
}

}  // namespace evenset
