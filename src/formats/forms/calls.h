// Tool calls in their two spellings: OpenAI's list in an assistant message, and
// ShareGPT's turn of its own, `{"name": …, "arguments": {…}}` or a list of such.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace evenset {

// The function_call text of OpenAI's tool_calls; "" where they are not as they
// should be (a list of calls, each with a function's name).
std::string function_call_text(std::string_view tool_calls);

struct ToolCalls {
  std::string json;              // "" where the text names no function
  std::vector<std::string> ids;  // of the calls, for the answers to name
};
// The tool_calls of a function_call text. Ids are made of the turn's number.
ToolCalls tool_calls(std::string_view text, size_t turn);

}  // namespace evenset
