// What a language model is told and asked, and how it is to answer.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "evenset/dimension.h"

namespace evenset {

// Raised when the wording changes: labels by another prompt are other labels.
inline constexpr int kPromptVersion = 1;
inline constexpr std::string_view kUnknown = "unknown";
inline constexpr size_t kMaxRowsPerRequest = 40;

// A dimension as the model sees it.
struct Asked {
  size_t index = 0;  // in the caller's dimensions
  std::string name;
  std::vector<std::string> values;
  std::string definition;  // lines: the codebook's, or the dimension's own sentence
};

// The dimensions named, or all that are judged; ascending. Throws Error{usage}.
std::vector<Asked> asked_dimensions(std::span<const Dimension> dimensions,
                                    const std::vector<std::string>& names);

// One row as JSON, as it is sent.
struct AskedRow {
  std::string json;  // "" where there is no text to be labelled
  bool shortened = false;
};
AskedRow asked_row(const Examples& examples, size_t row);

// The name of the n-th row of a request. No numbers: a model that leaves out a
// row and counts on would give every later one its neighbour's labels.
std::string_view row_id(size_t n);

// What endpoints take differs; tried in this order until one is not refused.
enum class Dialect {
  full,    // schema, probabilities, temperature 0, a bound on the answer
  schema,  // schema alone: models that reason refuse the others
  text,    // no schema: the prompt alone says how to answer
};

class Prompt {
 public:
  Prompt(std::vector<Asked> dimensions, std::string model);

  const std::vector<Asked>& dimensions() const { return dimensions_; }

  // The body of a request for these rows (AskedRow::json).
  std::string request(std::span<const std::string_view> rows, Dialect dialect) const;
  // SHA-256 over all that an answer depends on.
  std::string key(std::string_view row) const;

  // Estimates: of what request() sends for rows of so many tokens together, and of a sound answer.
  uint64_t input_tokens(size_t rows, uint64_t row_tokens) const;
  uint64_t output_tokens(size_t rows) const;

 private:
  std::vector<Asked> dimensions_;
  std::string model_, system_;
  uint64_t system_tokens_ = 0, answer_tokens_ = 0;
};

// Tokens that a text has, about: a quarter of its ASCII bytes, half of the others.
uint64_t estimated_tokens(std::string_view text);

}  // namespace evenset
