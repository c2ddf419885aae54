#include "formats/cell_text.h"

#include "text/json.h"

namespace evenset {
namespace {

void append_text(std::string& out, const Record::Cell& cell, size_t i) {
  if (cell.null_texts[i])
    out += "null";
  else
    append_json_string(out, cell.texts[i]);
}

void append_message(std::string& out, const Member& member, const Record::Cell& cell, size_t first) {
  bool named = !member.message[0].empty();
  out += named ? '{' : '[';
  for (size_t i = 0; i < member.message.size(); ++i) {
    if (i > 0) out += ',';
    if (named) {
      append_json_string(out, member.message[i]);
      out += ':';
    }
    append_text(out, cell, first + i);
  }
  out += named ? '}' : ']';
}

}  // namespace

void append_cell(std::string& out, const Member& member, const Record::Cell& cell) {
  if (cell.null) {
    out += "null";
  } else if (member.message.empty()) {
    append_text(out, cell, 0);
  } else {
    out += '[';
    for (size_t first = 0; first < cell.texts.size(); first += member.message.size()) {
      if (first > 0) out += ',';
      append_message(out, member, cell, first);
    }
    out += ']';
  }
}

void append_record(std::string& out, const Form& form, const Record& record) {
  out += '{';
  for (size_t i = 0; i < form.members.size(); ++i) {
    append_json_string(out, form.members[i].name);
    out += ':';
    append_cell(out, form.members[i], record.cells[i]);
    out += ',';
  }
  // Always a text: loaders take a column's type from the first megabytes, and a
  // column that holds only nulls there (datasets 5.2) fails at the first text.
  out += "\"extra\":";
  append_json_string(out, record.extra);
  out += '}';
}

}  // namespace evenset
