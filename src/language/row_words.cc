#include "language/row_words.h"

#include "language/incomplete.h"
#include "text/ngrams.h"

namespace evenset {

RowWords::RowWords(const RowView& row) {
  evenset::tokens(tokens, row.question, row.question_lower);
  tag_beginning(tokens, tags);
  request = main_request(tokens, tags);
  incomplete = is_incomplete(row.question, row.question_lower, tokens, tags);
  append_words(words, row.question);
  question_words = words.size();
  append_words(words, row.response);
}

}  // namespace evenset
