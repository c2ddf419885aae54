// What a question asks to be done, and to what.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "language/tagger.h"

namespace evenset {

// Lemmas in lower case; "" where none was found. `at`: index of the verb's
// token, or the number of tokens.
struct Request {
  std::string verb, object;
  size_t at = 0;
};

// Main verb of the main request and the head noun of its direct object, by
// rules over the tagger's verbs and English word order (imperative, "how do I …", "can you …", wh-word
// and auxiliary, "I need to …"). The main request is in the first sentence that
// has such a form; a statement's first verb is taken where no sentence has.
// "What is X" has the verb "be" and X as its object; a wh-object counts ("which
// GPU should I use": use, gpu). No direct object ("train on AWS"): "". `tags` are the
// tokens', as tag_beginning gives them.
Request main_request(std::span<const Token> tokens, std::span<const PartOfSpeech> tags);

// The same of a text, for tests and single questions.
Request main_request(std::string_view question);

}  // namespace evenset
