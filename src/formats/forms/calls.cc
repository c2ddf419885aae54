#include "formats/forms/calls.h"

#include "formats/forms/members.h"
#include "text/json.h"

namespace evenset {
namespace {

// A call's name and arguments as JSON text, "" where there is none.
struct Call {
  std::string_view name, arguments;
};

Call read_call(std::string_view object) {
  Call call;
  if (object[0] != '{') return call;
  for (JsonMembers members(object); members.next();) {
    if (members.key == "name") call.name = members.value;
    if (members.key == "arguments") call.arguments = members.value;
  }
  if (!call.name.starts_with('"')) call.name = {};
  return call;
}

std::string_view member(std::string_view object, std::string_view key) {
  if (object[0] != '{') return {};
  for (JsonMembers members(object); members.next();)
    if (members.key == key) return members.value;
  return {};
}

}  // namespace

std::string function_call_text(std::string_view tool_calls) {
  if (!tool_calls.starts_with('[')) return {};
  std::string out;
  size_t count = 0;
  for (JsonElements elements(tool_calls); elements.next(); ++count) {
    std::string_view function = member(elements.value, "function");
    Call call = function.empty() ? Call{} : read_call(function);
    if (call.name.empty()) return {};
    // Arguments are JSON inside a text; some files hold the JSON itself.
    std::string arguments = unpacked(call.arguments.empty() ? "{}" : call.arguments);
    if (count > 0) out += ", ";
    out.append("{\"name\": ").append(call.name).append(", \"arguments\": ").append(arguments) += '}';
  }
  return count > 1 ? '[' + out + ']' : out;
}

ToolCalls tool_calls(std::string_view text, size_t turn) {
  ToolCalls out;
  if (!(text.starts_with('{') || text.starts_with('[')) || !json_valid(text)) return out;
  auto add = [&](std::string_view object) {
    Call call = read_call(object);
    if (call.name.empty()) return false;
    out.ids.push_back("call_" + std::to_string(turn) + "_" + std::to_string(out.ids.size()));
    std::string_view arguments = call.arguments.empty() ? "{}" : call.arguments;
    out.json += out.json.empty() ? "[" : ",";
    out.json += "{\"id\":\"" + out.ids.back() +
                "\",\"type\":\"function\",\"function\":{\"name\":" + std::string(call.name) +
                ",\"arguments\":" + (arguments[0] == '"' ? std::string(arguments) : json_string(arguments)) +
                "}}";
    return true;
  };
  bool sound = true;
  if (text[0] == '{') {
    sound = add(text);
  } else {
    for (JsonElements elements(text); sound && elements.next();) sound = add(elements.value);
  }
  if (!sound || out.ids.empty()) return {};
  out.json += ']';
  return out;
}

}  // namespace evenset
