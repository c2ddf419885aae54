// Putting one example into a form: the form says which turns its cells hold and
// how they read there; what is missing goes to "extra" by itself.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "evenset/format.h"
#include "formats/forms/members.h"

namespace evenset {

// Fill cells. A text cell takes one text, a messages cell texts row by row.
void add_text(Record::Cell& cell, std::string_view text, Record::Cell::Kind kind = Record::Cell::text);
void add_null(Record::Cell& cell);

class Layout {
 public:
  // Empties the record's `cells` cells.
  Layout(Record& record, size_t cells, const Examples& examples, size_t i);

  Record::Cell& cell(size_t number) { return record_.cells[number]; }
  bool is_json() const { return record_.json; }
  size_t begin() const { return examples_.turns.begin(i_); }
  size_t end() const { return examples_.turns.end(i_); }
  Role role(size_t t) const { return examples_.turns.role[t]; }
  std::string_view text(size_t t) const { return examples_.turns.text[t]; }
  Members members(size_t t) const { return message_members(examples_.turns.more[t]); }
  int64_t instruction_size() const { return examples_.instruction_size[i_]; }
  std::string_view response() const { return examples_.response(i_); }
  // The last user turn; end() where there is none.
  size_t question() const;

  // The row holds turn `t` and reads back as this. Turns are told in order.
  void hold(size_t t, Role role, std::string_view text, const Members& members = {});
  // The row has no place for turn `t`.
  void store(size_t t);
  // The row has a cell for this unknown member: its value is taken out of
  // "extra" and returned, "" where there is none.
  std::string take(std::string_view key);
  // The cell of a member that was taken holds it as another kind.
  void keep_member(std::string_view key, std::string_view value);
  // Name what the form cannot hold as it was.
  void lose(std::string_view name) { record_.lost.push_back(name); }

  // Write "extra". `instruction_size`: as the row will read back.
  void close(int64_t instruction_size = -1);

 private:
  void add_members();
  void add_member(std::string_view key, std::string_view value);
  std::string form_text(int64_t instruction_size) const;
  void lose_members(const Members& were, const Members& are);

  Record& record_;
  const Examples& examples_;
  size_t i_;
  std::vector<std::string_view> taken_;
  std::string turns_, changed_, members_;  // lists of evenset_form, without brackets
};

}  // namespace evenset
