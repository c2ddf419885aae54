// What came back, checked: an answer is a stranger's text until it is.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "llm/prompt.h"

namespace evenset {

// Confidence of a label where the endpoint gives no probabilities.
inline constexpr float kLlmConfidence = 0.8f;

inline constexpr uint64_t kMostTokens = 100'000'000;  // of one request; more is a lie
inline constexpr std::string_view kNoJson = "the answer is no JSON";

// Why a body that is no JSON is none.
std::string fault_without_document(const std::string& body);

// One per asked dimension; empty where there was no sound value.
using RowAnswer = std::vector<std::optional<Label>>;

struct Answer {
  std::string fault;            // why nothing could be used; never a part of the text
  std::vector<RowAnswer> rows;  // as many as were asked for, in their order
  uint64_t strange = 0;         // rows that nobody asked for
  std::optional<uint64_t> input_tokens, output_tokens;
};

// `body` is an endpoint's chat completion for `rows` rows. A label counts where
// its dimension stands once in its row, and its row once in the answer.
Answer read_answer(const std::string& body, const std::vector<Asked>& dimensions, size_t rows);

}  // namespace evenset
