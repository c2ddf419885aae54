// Vectors that came back, checked: an answer is a stranger's text until it is.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace evenset {

struct EmbeddingAnswer {
  std::string fault;           // why nothing could be used; never a part of the text
  size_t width = 0;            // numbers of each vector
  std::vector<float> vectors;  // as many as there were texts, in their order, each of length 1
  std::optional<uint64_t> input_tokens;
};

// `body` is an endpoint's answer for `texts` texts, one or more.
EmbeddingAnswer read_embeddings(const std::string& body, size_t texts);

}  // namespace evenset
