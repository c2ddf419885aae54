#include "formats/cell_text.h"

#include <algorithm>
#include <cstddef>

#include "text/json.h"

namespace evenset {
namespace {

using Cell = Record::Cell;

enum class Style { texts, natural };

// In valid JSON a raw line break stands between tokens only.
void append_on_one_line(std::string& out, std::string_view json) {
  auto from = static_cast<ptrdiff_t>(out.size());
  out += json;
  std::replace_if(
      out.begin() + from, out.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
}

void append_text(std::string& out, const Cell& cell, size_t i, Style style) {
  if (cell.kinds[i] == Cell::null_text)
    out += "null";
  else if (cell.kinds[i] == Cell::json && style == Style::natural)
    append_on_one_line(out, cell.texts[i]);
  else
    append_json_string(out, cell.texts[i]);
}

void append_message(std::string& out, const Member& member, const Cell& cell, size_t first, Style style) {
  bool named = !member.message[0].empty();
  out += named ? '{' : '[';
  for (size_t i = 0; i < member.message.size(); ++i) {
    bool absent = i >= member.required && cell.kinds[first + i] == Cell::null_text;
    if (absent && style == Style::natural) continue;
    if (i > 0) out += ',';
    if (named) {
      append_json_string(out, member.message[i]);
      out += ':';
    }
    append_text(out, cell, first + i, style);
  }
  out += named ? '}' : ']';
}

void append_cell(std::string& out, const Member& member, const Cell& cell, Style style) {
  if (cell.null) {
    out += "null";
  } else if (member.message.empty()) {
    append_text(out, cell, 0, style);
  } else {
    out += '[';
    for (size_t first = 0; first < cell.texts.size(); first += member.message.size()) {
      if (first > 0) out += ',';
      append_message(out, member, cell, first, style);
    }
    out += ']';
  }
}

}  // namespace

void append_cell(std::string& out, const Member& member, const Record::Cell& cell) {
  append_cell(out, member, cell, Style::texts);
}

void append_record(std::string& out, const Form& form, const Record& record) {
  out += '{';
  for (size_t i = 0; i < form.members.size(); ++i) {
    const Member& member = form.members[i];
    if (member.optional && record.cells[i].null) continue;
    append_json_string(out, member.name);
    out += ':';
    append_cell(out, member, record.cells[i], Style::natural);
    out += ',';
  }
  // Always a text: loaders take a column's type from the first megabytes, and a
  // column that holds only nulls there (datasets 5.2) fails at the first text.
  out += "\"extra\":";
  append_json_string(out, record.extra);
  out += '}';
}

}  // namespace evenset
