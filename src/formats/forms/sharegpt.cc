#include "formats/forms/calls.h"
#include "formats/forms/layout.h"
#include "formats/roles.h"
#include "text/json.h"

namespace evenset {
namespace {

// Tool calls are a turn of their own here.
bool add_call(Layout& layout, size_t t) {
  if (layout.role(t) != Role::assistant) return false;
  Members members = layout.members(t);
  auto calls = members.find("tool_calls");
  if (calls == members.end()) return false;
  std::string text = function_call_text(calls->second);
  if (text.empty()) return false;
  add_text(layout.cell(0), sharegpt_name(Role::function_call));
  add_text(layout.cell(0), text);
  layout.hold(t, Role::function_call, text);
  if (!layout.text(t).empty()) layout.lose("text beside tool_calls");
  return true;
}

void fill(Record& out, const Examples& examples, size_t i) {
  Layout layout(out, 2, examples, i);
  for (size_t t = layout.begin(); t < layout.end(); ++t) {
    if (add_call(layout, t)) continue;
    // Trainers that read this form know one kind of instructions.
    bool developer = layout.role(t) == Role::developer;
    Role role = developer ? Role::system : layout.role(t);
    add_text(layout.cell(0), sharegpt_name(role));
    add_text(layout.cell(0), layout.text(t));
    layout.hold(t, role, layout.text(t));
    if (developer) layout.lose("developer");
  }
  std::string tools = layout.take("tools");
  out.cells[1].null = tools.empty();
  if (!tools.empty()) add_text(out.cells[1], text_of(tools));
  layout.close();
}

}  // namespace

extern const Form kSharegpt;
const Form kSharegpt{
    "sharegpt",
    "Conversations of human, gpt, system, function_call and observation; tools as JSON text.",
    Shape::sharegpt,
    {{"conversations", {"from", "value"}}, {"tools", {}, true}},
    fill};

}  // namespace evenset
