#include "formats/forms/restore.h"

#include <algorithm>
#include <cassert>
#include <charconv>
#include <optional>
#include <string>
#include <vector>

#include "formats/forms/extra.h"
#include "formats/forms/members.h"
#include "text/json.h"

namespace evenset {
namespace {

struct Entry {
  size_t at = 0;
  std::optional<Role> role;
  std::optional<std::string_view> text, more;  // JSON string; an object's inside
};

struct Member {
  std::string_view key, value;
};

// The object, read but not yet believed.
struct Extra {
  std::string_view id, given;
  std::vector<Member> members, replaced;
  bool has_turns = false;
  size_t count = 0;
  std::vector<Entry> turns, changed;
  int64_t instruction_size = -1;
};

struct Turn {
  Role role;
  std::string text, more;
};

struct Misfit {};

void need(bool holds) {
  if (!holds) throw Misfit{};
}

size_t read_number(std::string_view value) {
  size_t out = 0;
  auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), out);
  need(error == std::errc() && end == value.data() + value.size());
  return out;
}

Role read_role(std::string_view value) {
  for (Role role :
       {Role::system, Role::developer, Role::user, Role::assistant, Role::function_call, Role::tool})
    if (value.size() == name(role).size() + 2 && value.substr(1, value.size() - 2) == name(role)) return role;
  throw Misfit{};
}

std::string_view inside(std::string_view object) {
  need(object[0] == '{');
  return object.substr(1, object.size() - 2);
}

std::vector<Entry> read_entries(std::string_view list) {
  need(list[0] == '[');
  std::vector<Entry> out;
  for (JsonElements elements(list); elements.next();) {
    need(elements.value[0] == '{');
    Entry entry;
    bool placed = false;
    for (JsonMembers members(elements.value); members.next();) {
      if (members.key == "at") {
        entry.at = read_number(members.value);
        placed = true;
      } else if (members.key == "role") {
        entry.role = read_role(members.value);
      } else if (members.key == "text") {
        need(members.value[0] == '"');
        entry.text = members.value;
      } else {
        need(members.key == "more");
        entry.more = inside(members.value);
      }
    }
    need(placed && (out.empty() || out.back().at < entry.at));
    out.push_back(entry);
  }
  return out;
}

void read_form(std::string_view object, Extra& out) {
  need(object[0] == '{');
  for (JsonMembers members(object); members.next();) {
    if (members.key == "count") {
      out.count = read_number(members.value);
      out.has_turns = true;
    } else if (members.key == "turns") {
      out.turns = read_entries(members.value);
    } else if (members.key == "changed") {
      out.changed = read_entries(members.value);
    } else if (members.key == "instruction_size") {
      out.instruction_size = members.value == "-1" ? -1 : static_cast<int64_t>(read_number(members.value));
    } else {
      need(members.key == "members");
      need(members.value[0] == '{');
      for (JsonMembers kept(members.value); kept.next();) out.replaced.push_back({kept.key, kept.value});
    }
  }
  need(out.has_turns || (out.turns.empty() && out.changed.empty()));
}

bool is_escaped(std::string_view key) {
  return key.starts_with(kFormKey) && key.size() > kFormKey.size() && key.back() == kKeyEscape;
}

Extra read_extra(std::string_view json) {
  Extra out;
  for (JsonMembers members(json); members.next();) {
    std::string_view key = members.key;
    if (key == "id" || key == "evenset") {
      std::string_view& to = key == "id" ? out.id : out.given;
      need(to.empty());
      to = members.value;
    } else if (key == kFormKey) {
      need(!out.has_turns);
      read_form(members.value, out);
    } else {
      if (is_escaped(key)) key.remove_suffix(1);
      out.members.push_back({key, members.value});
    }
  }
  return out;
}

// Unknown members of the row itself, then those of `extra`; no key twice.
std::string merged_members(std::string_view own, const Extra& extra) {
  std::string out, object = '{' + std::string(own) + '}';
  std::vector<std::string_view> keys;
  std::vector<bool> used(extra.replaced.size());
  auto add = [&](std::string_view key, std::string_view value) {
    keys.push_back(key);
    out += out.empty() ? "\"" : ",\"";
    out.append(key).append("\":").append(value);
  };
  for (JsonMembers members(object); members.next();) {
    std::string_view value = members.value;
    for (size_t i = 0; i < extra.replaced.size(); ++i) {
      if (extra.replaced[i].key != members.key) continue;
      value = extra.replaced[i].value;
      used[i] = true;
    }
    add(members.key, value);
  }
  for (const Member& member : extra.members) add(member.key, member.value);
  need(std::find(used.begin(), used.end(), false) == used.end());
  std::sort(keys.begin(), keys.end());
  need(std::adjacent_find(keys.begin(), keys.end()) == keys.end());
  return out;
}

std::vector<Turn> own_turns(const Turns& turns, size_t row) {
  std::vector<Turn> out;
  for (size_t t = turns.begin(row); t < turns.end(row); ++t)
    out.push_back({turns.role[t], std::string(turns.text[t]), std::string(turns.more[t])});
  return out;
}

void apply(const Entry& entry, Turn& turn) {
  if (entry.role) turn.role = *entry.role;
  if (entry.text) turn.text = text_of(*entry.text);
  if (entry.more) turn.more = *entry.more;
}

std::vector<Turn> placed_turns(const Turns& turns, size_t row, const Extra& extra) {
  need(extra.count > 0 && extra.count >= extra.turns.size());
  size_t own = extra.count - extra.turns.size();
  need(own == 0 || own == turns.end(row) - turns.begin(row));
  need(extra.turns.empty() || extra.turns.back().at < extra.count);
  need(extra.changed.empty() || extra.changed.back().at < extra.count);
  std::vector<Turn> held = own_turns(turns, row), out;
  auto stored = extra.turns.begin();
  auto changed = extra.changed.begin();
  for (size_t at = 0, next = 0; at < extra.count; ++at) {
    if (stored != extra.turns.end() && stored->at == at) {
      need(stored->role && stored->text);
      apply(*stored++, out.emplace_back());
      continue;
    }
    out.push_back(std::move(held[next++]));
    if (changed != extra.changed.end() && changed->at == at) apply(*changed++, out.back());
  }
  need(changed == extra.changed.end());
  return out;
}

void replace_turns(Turns& turns, size_t row, const std::vector<Turn>& with) {
  size_t first = turns.begin(row);
  turns.role.resize(first);
  turns.text.truncate(first);
  turns.more.truncate(first);
  for (const Turn& turn : with) {
    turns.role.push_back(turn.role);
    turns.text.push_back(turn.text);
    turns.more.push_back(turn.more);
  }
  turns.starts.back() = static_cast<int64_t>(turns.role.size());
}

void replace_last(Strings& column, std::string_view with) {
  column.truncate(column.size() - 1);
  column.push_back(with);
}

// The instruction is a part of the question, and a line break follows it.
bool fits_question(std::string_view question, int64_t size) {
  return size < 0 ||
         (static_cast<size_t>(size) < question.size() && question[static_cast<size_t>(size)] == '\n');
}

void restore(Examples& e, size_t row, std::string_view json) {
  Extra extra = read_extra(json);
  need((extra.id.empty() || e.id[row].empty()) && (extra.given.empty() || e.given[row].empty()));
  std::string members = merged_members(e.extra[row], extra);
  if (extra.has_turns) {
    bool all = extra.turns.size() == extra.count;
    replace_turns(e.turns, row, placed_turns(e.turns, row, extra));
    if (all) e.instruction_size[row] = -1;
  }
  if (extra.instruction_size >= 0 && fits_question(e.question(row), extra.instruction_size))
    e.instruction_size[row] = extra.instruction_size;
  replace_last(e.extra, members);
  if (!extra.id.empty()) replace_last(e.id, extra.id);
  if (!extra.given.empty()) replace_last(e.given, extra.given);
}

}  // namespace

bool restore_extra(Examples& examples, size_t row, std::string_view json) {
  assert(row + 1 == examples.size() && examples.extra.size() == examples.size());
  try {
    restore(examples, row, json);
    return true;
  } catch (const Misfit&) {
    std::string members(examples.extra[row]);
    members += (members.empty() ? "\"extra\":" : ",\"extra\":") + json_string(json);
    replace_last(examples.extra, members);
    return false;
  }
}

}  // namespace evenset
