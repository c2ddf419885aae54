#include <algorithm>
#include <deque>

#include "formats/forms/calls.h"
#include "formats/forms/layout.h"
#include "text/json.h"

namespace evenset {
namespace {

// One message: its members as they were, with what the form's own spelling adds.
class Message {
 public:
  Message(Layout& layout, size_t t, std::deque<std::string>& open_calls)
      : layout_(layout), t_(t), role_(layout.role(t)), text_(layout.text(t)), members_(layout.members(t)) {
    if (role_ == Role::function_call) take_calls(open_calls);
    if (role_ == Role::tool && !open_calls.empty() && members_.count("tool_call_id") == 0) {
      members_["tool_call_id"] = json_string(open_calls.front());
      open_calls.pop_front();
    }
  }

  void write() {
    Record::Cell& cell = layout_.cell(0);
    Members held;
    add_text(cell, name(role_));
    add_content(cell, held);
    for (std::string_view key : kOptionalMembers) {
      auto member = members_.find(key);
      if (member == members_.end()) {
        add_null(cell);
        continue;
      }
      std::string text = text_of(member->second);
      std::string read_back = plain_member(key, json_string(text));
      bool is_text = read_back.empty() || read_back[0] == '"';
      add_text(cell, text, is_text ? Record::Cell::text : Record::Cell::json);
      if (!read_back.empty()) held.emplace(key, std::move(read_back));
    }
    layout_.hold(t_, role_, text_, held);
  }

 private:
  void add_content(Record::Cell& cell, Members& held) {
    auto content = members_.find("content");
    std::string_view value = content == members_.end() ? "" : std::string_view(content->second);
    bool null = value == "null" && text_.empty();
    bool parts = layout_.is_json() && value.starts_with('[') && text_of_parts(value) == text_;
    if (null)
      add_null(cell);
    else
      add_text(cell, parts ? value : text_, parts ? Record::Cell::json : Record::Cell::text);
    if (null || parts) held.emplace("content", value);
  }

  // A call is no role here: it becomes the assistant's tool_calls, and the
  // answers behind it name it.
  void take_calls(std::deque<std::string>& open_calls) {
    role_ = Role::assistant;
    ToolCalls calls = tool_calls(text_, t_ - layout_.begin());
    if (calls.json.empty()) return layout_.lose("function_call");
    text_ = {};
    members_["content"] = "null";
    members_["tool_calls"] = calls.json;
    open_calls.assign(calls.ids.begin(), calls.ids.end());
  }

  Layout& layout_;
  size_t t_;
  Role role_;
  std::string_view text_;
  Members members_;
};

void fill(Record& out, const Examples& examples, size_t i) {
  Layout layout(out, 2, examples, i);
  std::deque<std::string> open_calls;
  for (size_t t = layout.begin(); t < layout.end(); ++t) Message(layout, t, open_calls).write();
  std::string tools = layout.take("tools");
  out.cells[1].null = tools.empty();
  bool list = unpacked(tools).starts_with('[');
  if (!tools.empty()) add_text(out.cells[1], text_of(tools), list ? Record::Cell::json : Record::Cell::text);
  layout.close();
}

}  // namespace

extern const Form kOpenai;
const Form kOpenai{
    "openai",
    "OpenAI chat messages; in CSV, Parquet and Arrow tool_calls, weight and tools are JSON text.",
    Shape::openai,
    {{"messages", {"role", "content", "name", "tool_calls", "tool_call_id", "weight"}, false, 2},
     {"tools", {}, true}},
    fill};

}  // namespace evenset
