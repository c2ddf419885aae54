// Parts of speech, by an averaged perceptron (Collins 2002).
//
//   std::vector<PartOfSpeech> tags;
//   shipped_tagger().tag(tokens, tags);
//
// The tags are those of Universal Dependencies for words; a contraction
// ("don't", "it's") has the tag of its first part. Trained on sentences of
// data/corpus that were tagged for this project (data/corpus/tagged). On 540 others,
// tagged twice: verbs precision and recall .94, all tags .94 right.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "language/tokens.h"

namespace evenset {

enum class PartOfSpeech : uint8_t {
  verb,
  auxiliary,
  noun,
  proper_noun,
  pronoun,
  determiner,
  adjective,
  adverb,
  adposition,
  coordinator,
  subordinator,
  number,
  particle,
  interjection,
  other,
};
inline constexpr size_t kPartsOfSpeech = 15;

// As the tagged sentences write them: "VXNPRDABICSMTJO".
inline constexpr std::string_view kPartLetters = "VXNPRDABICSMTJO";

// What a word's tag is judged by, as places in a table of weights.
class TaggerFeatures {
 public:
  static constexpr size_t kBuckets = size_t{1} << 16;
  static constexpr size_t kCount = 28;
  using Places = std::array<uint32_t, kCount>;

  // Reads what does not depend on tags, once a text.
  explicit TaggerFeatures(std::span<const Token> tokens);
  // Of token `i`, whose two words before have these tags.
  Places at(size_t i, PartOfSpeech before, PartOfSpeech before_that) const;

 private:
  struct Word {
    uint64_t own = 0, prefix = 0, suffix2 = 0, suffix3 = 0, suffix4 = 0, shape = 0, kind = 0;
    bool phrase_start = true, sentence_start = true;
  };
  std::vector<Word> words_;  // two strangers, the words, two strangers
};

class Tagger {
 public:
  static constexpr size_t kLanes = 16;  // tags, and one that no word has

  // table[bucket × kLanes + tag]
  explicit Tagger(std::vector<int8_t> table);

  // One tag a token, from left to right. Cost: some 0.2 us a token.
  void tag(std::span<const Token> tokens, std::vector<PartOfSpeech>& out) const;

 private:
  std::vector<int8_t> table_;
};

// data/models/tagger.safetensors
const Tagger& shipped_tagger();

// By the shipped one, the first hundred words: what a question asks stands there.
void tag_beginning(std::span<const Token> tokens, std::vector<PartOfSpeech>& out);

}  // namespace evenset
