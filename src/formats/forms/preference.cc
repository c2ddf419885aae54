#include "formats/forms/pair.h"
#include "text/json.h"

namespace evenset {
namespace {

// The text of a rejected answer: of its last message where it is a list of such.
std::string rejected_text(std::string_view value) {
  if (value[0] != '[') return text_of(value);
  std::string out;
  for (JsonElements messages(value); messages.next();) {
    if (messages.value[0] != '{') continue;
    for (JsonMembers members(messages.value); members.next();)
      if (members.key == "content" || members.key == "value") out = text_of(members.value);
  }
  return out;
}

void fill(Record& out, const Examples& examples, size_t i) {
  Layout layout(out, 3, examples, i);
  std::string rejected = layout.take("rejected");
  if (rejected.empty()) {
    out.cells[2].null = true;
  } else {
    add_text(out.cells[2], rejected_text(rejected));
    if (rejected[0] != '"') {
      layout.keep_member("rejected", rejected);
      layout.lose("rejected");
    }
  }
  fill_pair(layout, {.question = 0, .answer = 1});
}

}  // namespace

extern const Form kPreference;
const Form kPreference{"preference",
                       "A prompt with a chosen and a rejected answer, as TRL takes them.",
                       Shape::preference,
                       {{"prompt", {}}, {"chosen", {}}, {"rejected", {}}},
                       fill};

}  // namespace evenset
