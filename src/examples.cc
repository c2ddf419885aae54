#include "evenset/examples.h"

namespace evenset {

std::string_view name(Role role) {
  static constexpr std::string_view kNames[] = {"system",    "developer",     "user",
                                                "assistant", "function_call", "tool"};
  return kNames[static_cast<size_t>(role)];
}

std::string_view name(Shape shape) {
  static constexpr std::string_view kNames[] = {
      "alpaca",     "sharegpt",        "openai",         "prompt-completion",
      "preference", "question-answer", "query-response", "input-output"};
  return kNames[static_cast<size_t>(shape)];
}

std::string_view name(Source source) {
  static constexpr std::string_view kNames[] = {"none", "rule", "model", "llm", "given", "human"};
  return kNames[static_cast<size_t>(source)];
}

void Examples::clear() {
  turns.role.clear();
  turns.text.clear();
  turns.more.clear();
  turns.starts.assign(1, 0);
  instruction_size.clear();
  shape.clear();
  for (Strings* column : {&raw, &id, &extra, &given}) column->clear();
  file.clear();
  line.clear();
  row.clear();
  labels.clear();
  measures = {};
}

namespace {
// Index of the last user turn of example i; end(i) where there is none.
size_t last_user(const Turns& turns, size_t i) {
  for (size_t t = turns.end(i); t > turns.begin(i); --t)
    if (turns.role[t - 1] == Role::user) return t - 1;
  return turns.end(i);
}
}  // namespace

std::string_view Examples::question(size_t i) const {
  size_t t = last_user(turns, i);
  return t == turns.end(i) ? std::string_view() : turns.text[t];
}

std::string_view Examples::instruction(size_t i) const {
  std::string_view text = question(i);
  return instruction_size[i] < 0 ? text : text.substr(0, static_cast<size_t>(instruction_size[i]));
}

std::string_view Examples::response(size_t i) const {
  for (size_t t = turns.end(i); t > turns.begin(i); --t) {
    if (turns.role[t - 1] == Role::assistant) return turns.text[t - 1];
    if (turns.role[t - 1] == Role::user) break;
  }
  return {};
}

}  // namespace evenset
