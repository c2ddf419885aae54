#include "formats/forms/members.h"

#include <utility>

#include "text/json.h"

namespace evenset {
namespace {

bool is_optional(std::string_view key) {
  for (std::string_view name : kOptionalMembers)
    if (name == key) return true;
  return false;
}

}  // namespace

std::string json_string(std::string_view text) {
  std::string out;
  append_json_string(out, text);
  return out;
}

std::string text_of_parts(std::string_view parts) {
  std::string out;
  bool first = true;
  for (JsonElements elements(parts); elements.next();) {
    if (elements.value[0] != '{') continue;
    for (JsonMembers members(elements.value); members.next();) {
      if (members.key != "text" || members.value[0] != '"') continue;
      if (!std::exchange(first, false)) out += '\n';
      append_unescaped(out, members.value);
    }
  }
  return out;
}

std::string unpacked(std::string_view value) {
  if (value.empty() || value[0] != '"') return std::string(value);
  std::string text = text_of(value);
  bool json = !text.empty() && (text[0] == '[' || text[0] == '{') && json_valid(text);
  return json ? text : std::string(value);
}

std::string plain_member(std::string_view key, std::string_view value) {
  if (!is_optional(key)) return std::string(value);
  if (value == "null" || value == "\"\"") return {};
  if (value[0] != '"') return std::string(value);
  std::string text = text_of(value);
  if (key == "tool_calls" && text.starts_with('[') && json_valid(text)) return text;
  if (key == "weight" && text.find_first_not_of("0123456789.-") == std::string::npos && json_valid(text))
    return text;
  return json_string(text);
}

Members message_members(std::string_view more) {
  Members out;
  if (more.empty()) return out;
  std::string object = '{' + std::string(more) + '}';
  for (JsonMembers members(object); members.next();) {
    std::string value = plain_member(members.key, members.value);
    if (!value.empty()) out.insert_or_assign(std::string(members.key), std::move(value));
  }
  return out;
}

std::string members_text(const Members& members) {
  std::string out;
  for (const auto& [key, value] : members) {
    if (!out.empty()) out += ',';
    out += '"' + key + "\":" + value;
  }
  return out;
}

std::string_view told_name(std::string_view key, std::string_view value) {
  for (std::string_view name : kOptionalMembers)
    if (name == key) return name;
  if (key == "content" && value[0] == '[') return "content parts";
  return {};
}

}  // namespace evenset
