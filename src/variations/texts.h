// What is compared of a row to find questions that ask the same in other words.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "language/tokens.h"

namespace evenset {

struct VariationText {
  std::vector<uint64_t> stems;  // of the response's content words, a set; empty below four
  uint64_t question_key = 0;    // of the question's set of two to twelve content stems; 0: none
  std::vector<uint64_t> question_numbers, response_numbers;  // sets of runs of digits
  std::vector<uint64_t> wording;                             // the set of the question's word triples
};

// `question` as tokens; both texts in ASCII lower case.
VariationText variation_text(std::span<const Token> question, std::string_view question_lower,
                             std::string_view response_lower);

// Rows that are variations mostly have the same one: the least hash of the stems
// (MinHash, Broder 1997), else the question's key. 0: there is neither.
uint64_t topic_key(const VariationText& text);

}  // namespace evenset
