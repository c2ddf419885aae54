// The members of a message beside role and text.
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace evenset {

// Members of OpenAI messages that a message may lack.
inline constexpr std::string_view kOptionalMembers[] = {"name", "tool_calls", "tool_call_id", "weight"};

// Key as it stands between its quotes -> value as JSON text; sorted.
using Members = std::map<std::string, std::string, std::less<>>;

// Read Turns::more. Files with one type per key spell some members in other
// ways; these are one here: null, or missing (name, tool_calls, tool_call_id,
// weight); a list, or a text that holds one (tool_calls); a number, or a text
// that holds one (weight).
Members message_members(std::string_view more);

// One member's value in that spelling; "" where it is nothing.
std::string plain_member(std::string_view key, std::string_view value);

// The members as they stand in an object, without its braces.
std::string members_text(const Members& members);

std::string json_string(std::string_view text);

// The texts of a message's content that is a list of parts, a line each; what
// has no text (an image) is passed over.
std::string text_of_parts(std::string_view parts);

// The value, or, where it is a text that holds a JSON list or object, that.
std::string unpacked(std::string_view value);

// Whether one of the names whose place in a form is known: a loss is told.
// Returns the name as it is told, "" for any other.
std::string_view told_name(std::string_view key, std::string_view value);

}  // namespace evenset
