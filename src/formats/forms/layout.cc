#include "formats/forms/layout.h"

#include <algorithm>

#include "formats/forms/extra.h"
#include "text/json.h"

namespace evenset {
namespace {

void clear(Record::Cell& cell) {
  cell.null = false;
  cell.texts.clear();
  cell.kinds.clear();
}

void append_item(std::string& list, std::string_view item) {
  if (!list.empty()) list += ',';
  list += item;
}

void append_key(std::string& object, std::string_view key) {
  append_item(object, "\"");
  object += key;
  object += "\":";
}

// Whether a member says nothing: forms with fixed members write these.
bool is_nothing(std::string_view key, std::string_view value) {
  if (key == "rejected") return value == "null";
  return (key == "tools" || key == "extra") && (value == "null" || value == "\"\"");
}

}  // namespace

void add_text(Record::Cell& cell, std::string_view text, Record::Cell::Kind kind) {
  cell.texts.push_back(text);
  cell.kinds.push_back(kind);
}

void add_null(Record::Cell& cell) { add_text(cell, {}, Record::Cell::null_text); }

Layout::Layout(Record& record, size_t cells, const Examples& examples, size_t i)
    : record_(record), examples_(examples), i_(i) {
  record.cells.resize(cells);
  for (Record::Cell& cell : record.cells) clear(cell);
  record.extra.clear();
  record.lost.clear();
}

size_t Layout::question() const {
  for (size_t t = end(); t > begin(); --t)
    if (role(t - 1) == Role::user) return t - 1;
  return end();
}

void Layout::hold(size_t t, Role as, std::string_view as_text, const Members& as_members) {
  bool same_role = role(t) == as;
  if (same_role && text(t) == as_text && examples_.turns.more[t].empty() && as_members.empty()) return;
  Members were = members(t);
  if (same_role && text(t) == as_text && were == as_members) return;
  append_item(changed_, "{\"at\":" + std::to_string(t - begin()));
  if (!same_role) changed_ += ",\"role\":\"" + std::string(name(role(t))) + '"';
  if (text(t) != as_text) {
    changed_ += ",\"text\":";
    append_json_string(changed_, text(t));
  }
  if (were != as_members) changed_ += ",\"more\":{" + members_text(were) + '}';
  changed_ += '}';
  if (same_role) lose_members(were, as_members);
}

void Layout::lose_members(const Members& were, const Members& are) {
  for (const auto& [key, value] : were) {
    auto now = are.find(key);
    std::string_view told = told_name(key, value);
    if (!told.empty() && (now == are.end() || now->second != value)) lose(told);
  }
}

void Layout::store(size_t t) {
  Members more = members(t);
  append_item(turns_, "{\"at\":" + std::to_string(t - begin()) + ",\"role\":\"" + std::string(name(role(t))) +
                          "\",\"text\":");
  append_json_string(turns_, text(t));
  if (!more.empty()) turns_ += ",\"more\":{" + members_text(more) + '}';
  turns_ += '}';
  lose_members(more, {});
  switch (role(t)) {
    case Role::user:
      lose("earlier turns");
      break;
    case Role::assistant:
      lose(t < question() ? "earlier turns" : "second assistant turn");
      break;
    case Role::tool:
      lose("tool turns");
      break;
    default:
      lose(name(role(t)));
  }
}

std::string Layout::take(std::string_view key) {
  taken_.push_back(key);
  if (examples_.extra[i_].empty()) return {};
  std::string object = '{' + std::string(examples_.extra[i_]) + '}';
  for (JsonMembers members(object); members.next();)
    if (members.key == key && !is_nothing(key, members.value)) return std::string(members.value);
  return {};
}

void Layout::keep_member(std::string_view key, std::string_view value) {
  append_key(members_, key);
  members_ += value;
}

void Layout::add_member(std::string_view key, std::string_view value) {
  append_key(record_.extra, key);
  if (key.starts_with(kFormKey)) record_.extra.insert(record_.extra.size() - 2, 1, kKeyEscape);
  record_.extra += value;
}

void Layout::add_members() {
  if (!examples_.id[i_].empty()) add_member("id", examples_.id[i_]);
  if (!examples_.given[i_].empty()) add_member("evenset", examples_.given[i_]);
  if (examples_.extra[i_].empty()) return;
  std::string object = '{' + std::string(examples_.extra[i_]) + '}';
  for (JsonMembers members(object); members.next();) {
    if (std::find(taken_.begin(), taken_.end(), members.key) != taken_.end()) continue;
    if (is_nothing(members.key, members.value)) continue;
    bool tools = members.key == "tools";
    add_member(members.key, tools ? unpacked(members.value) : members.value);
    if (tools) lose("tools");
    if (members.key == "rejected") lose("rejected");
  }
}

std::string Layout::form_text(int64_t instruction_size) const {
  std::string out;
  if (!turns_.empty() || !changed_.empty()) out = "\"count\":" + std::to_string(end() - begin());
  if (!turns_.empty()) out += ",\"turns\":[" + turns_ + ']';
  if (!changed_.empty()) out += ",\"changed\":[" + changed_ + ']';
  if (examples_.instruction_size[i_] != instruction_size) {
    append_key(out, "instruction_size");
    out += std::to_string(examples_.instruction_size[i_]);
  }
  if (!members_.empty()) {
    append_key(out, "members");
    out += '{' + members_ + '}';
  }
  return out;
}

void Layout::close(int64_t instruction_size) {
  add_members();
  std::string form = form_text(instruction_size);
  if (!form.empty()) {
    append_key(record_.extra, kFormKey);
    record_.extra += '{' + form + '}';
  }
  if (!record_.extra.empty()) record_.extra = '{' + record_.extra + '}';
}

}  // namespace evenset
