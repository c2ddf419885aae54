// Questions with several parts, and whether a response speaks to each.
#pragma once

#include <string_view>

namespace evenset {

// How many parts of the question the response has nothing to say to; 0 where
// there is any doubt. A part is a numbered line, or a sentence that begins as a
// question and ends with its mark, where such sentences are most of a single
// paragraph. It counts as left out when it has two content words of its own and
// the response holds none of them (lightly stemmed), while it speaks to another
// part. Not judged (0): one part or more than ten, parts that refer to another
// by a pronoun, questions over 1,500 bytes, responses of 30 words a part or
// over 6,000 bytes, and responses that number as many points or end by asking
// back.
int unanswered_parts(std::string_view question, std::string_view response);

}  // namespace evenset
