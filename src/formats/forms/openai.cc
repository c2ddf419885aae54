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
    auto content = members_.find("content");
    if (content != members_.end() && content->second == "null" && text_.empty()) {
      add_null(cell);
      held["content"] = "null";
    } else {
      add_text(cell, text_);
    }
    for (std::string_view key : kOptionalMembers) {
      auto member = members_.find(key);
      if (member == members_.end()) {
        add_null(cell);
        continue;
      }
      std::string text = text_of(member->second);
      add_text(cell, text);
      std::string read_back = plain_member(key, json_string(text));
      if (!read_back.empty()) held.emplace(key, std::move(read_back));
    }
    layout_.hold(t_, role_, text_, held);
  }

 private:
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
  if (!tools.empty()) add_text(out.cells[1], text_of(tools));
  layout.close();
}

}  // namespace

extern const Form kOpenai;
const Form kOpenai{
    "openai",
    "OpenAI chat messages; tool_calls, weight and tools as JSON text, so that every file has one type "
    "per key.",
    Shape::openai,
    {{"messages", {"role", "content", "name", "tool_calls", "tool_call_id", "weight"}}, {"tools", {}}},
    fill};

}  // namespace evenset
