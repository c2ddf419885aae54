// A row's words, read once for all metrics.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "evenset/dimension.h"
#include "language/verbs.h"

namespace evenset {

struct RowWords {
  RowWords() = default;
  // Views live as long as `row`.
  explicit RowWords(const RowView& row);

  std::vector<Token> tokens;       // of the question, its first thousand
  std::vector<PartOfSpeech> tags;  // of the first hundred of them
  Request request;                 // of the question
  std::vector<uint64_t> words;     // of question, then response (text/ngrams.h)
  bool incomplete = false;         // the question (language/incomplete.h)
  size_t question_words = 0;       // how many of `words` are the question's

  std::span<const uint64_t> question() const { return std::span(words).first(question_words); }
  std::span<const uint64_t> response() const { return std::span(words).subspan(question_words); }
};

}  // namespace evenset
