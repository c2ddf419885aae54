#include "language/row_words.h"

#include "text/ngrams.h"

namespace evenset {

RowWords::RowWords(const RowView& row) {
  evenset::tokens(tokens, row.question, row.question_lower);
  request = main_request(tokens);
  append_words(words, row.question);
  question_words = words.size();
  append_words(words, row.response);
}

}  // namespace evenset
