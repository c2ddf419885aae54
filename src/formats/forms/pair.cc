#include "formats/forms/pair.h"

namespace evenset {
namespace {

// A conversation without a question: the cells say what they can, and all
// turns stand in "extra", as a row of this form cannot be without a question.
void fill_without_question(Layout& layout, const PairCells& cells) {
  add_text(layout.cell(cells.question), {});
  add_text(layout.cell(cells.answer), layout.response());
  if (cells.input != PairCells::kNone) add_text(layout.cell(cells.input), {});
  if (cells.system != PairCells::kNone) add_text(layout.cell(cells.system), {});
  for (size_t t = layout.begin(); t < layout.end(); ++t) layout.store(t);
  layout.close();
}

// Turns before the question.
void fill_past(Layout& layout, const PairCells& cells, size_t question) {
  size_t t = layout.begin();
  bool has_system = cells.system != PairCells::kNone;
  if (has_system && t < question && layout.role(t) == Role::system && !layout.text(t).empty()) {
    add_text(layout.cell(cells.system), layout.text(t));
    layout.hold(t, Role::system, layout.text(t));
    ++t;
  } else if (has_system) {
    add_text(layout.cell(cells.system), {});
  }
  while (t < question) {
    bool pair = cells.history != PairCells::kNone && t + 1 < question && layout.role(t) == Role::user &&
                layout.role(t + 1) == Role::assistant;
    if (!pair) {
      layout.store(t++);
      continue;
    }
    for (size_t side = t; side < t + 2; ++side) {
      add_text(layout.cell(cells.history), layout.text(side));
      layout.hold(side, layout.role(side), layout.text(side));
    }
    t += 2;
  }
}

// Returns how the row reads the instruction's size.
int64_t fill_question(Layout& layout, const PairCells& cells, size_t t) {
  std::string_view text = layout.text(t);
  int64_t size = layout.instruction_size();
  // An input that is empty would read as none.
  bool split = cells.input != PairCells::kNone && size >= 0 && static_cast<size_t>(size) + 1 < text.size();
  size_t at = split ? static_cast<size_t>(size) : text.size();
  add_text(layout.cell(cells.question), text.substr(0, at));
  if (cells.input != PairCells::kNone) add_text(layout.cell(cells.input), split ? text.substr(at + 1) : "");
  layout.hold(t, Role::user, text);
  return split ? size : -1;
}

void fill_answer(Layout& layout, const PairCells& cells, size_t question) {
  size_t answer = layout.end();
  while (--answer > question && layout.role(answer) != Role::assistant) continue;
  // An empty answer reads as none, so its turn is kept apart.
  bool held = answer > question && !layout.text(answer).empty();
  add_text(layout.cell(cells.answer), held ? layout.text(answer) : "");
  for (size_t t = question + 1; t < layout.end(); ++t) {
    if (held && t == answer)
      layout.hold(t, Role::assistant, layout.text(t));
    else
      layout.store(t);
  }
}

}  // namespace

void fill_pair(Layout& layout, const PairCells& cells) {
  size_t question = layout.question();
  if (question == layout.end()) return fill_without_question(layout, cells);
  fill_past(layout, cells, question);
  int64_t size = fill_question(layout, cells, question);
  fill_answer(layout, cells, question);
  layout.close(size);
}

}  // namespace evenset
