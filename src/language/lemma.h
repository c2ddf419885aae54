// Dictionary forms of English words, by rules and two short lists.
#pragma once

#include <string>
#include <string_view>

namespace evenset {

// Base form of a known verb in any of its forms ("deployed" -> "deploy",
// "wrote" -> "write"), "" for what data/verbs.txt does not know. The word is in
// ASCII lower case. The view lives for ever.
std::string_view verb_lemma(std::string_view word);

// Whether a known verb is more often a noun in running text ("model", "price").
bool mostly_noun(std::string_view verb);

// Singular of a noun by its ending and a list of irregular ones ("indices" ->
// "index"). Possessive endings go. Lower case in, lower case out.
std::string noun_lemma(std::string_view word);

// What inflections of a word share, for comparing, not for reading: "configuring",
// "configured", "configures" and "configure" are one.
std::string light_stem(std::string_view word);

}  // namespace evenset
