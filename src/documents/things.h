// Names of things out of sentences: "the old Flash uploader" from what stands
// before "was removed".
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace evenset {

// A noun phrase without article, trailing clause, quotes and punctuation; ""
// for what names nothing: pronouns, bare general nouns ("this option"), phrases
// over eight words.
std::string thing(std::string_view phrase);

// The same, with what stands in parentheses, and code in backticks, as things of
// their own: "Node SDK 1.x (`mossline-node`)".
std::vector<std::string> things(std::string_view phrase);

// Things listed before a verb, "Modbus, BACnet and Zigbee", from the text before
// it; empty where the clause is a condition or no list of names.
std::vector<std::string> subjects(std::string_view before);

// Things listed after a verb or preposition, up to the clause's end.
std::vector<std::string> objects(std::string_view after);

// Whether a name stands in it: a capital inside, a digit, or code.
bool holds_name(std::string_view phrase);

}  // namespace evenset
