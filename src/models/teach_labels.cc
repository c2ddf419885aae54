#include "models/teach_labels.h"

#include "text/json.h"

namespace evenset {
namespace {

// The member of an object's text, as it stands; "" where there is none.
std::string_view member(std::string_view object, std::string_view key) {
  if (object.empty() || object[0] != '{') return {};
  for (JsonMembers members(object); members.next();)
    if (members.key == key) return members.value;
  return {};
}

// A text's content; numbers and words (true) as they stand; "" for all else.
std::string plain(std::string_view raw) {
  std::string out;
  if (raw.empty() || raw[0] == '{' || raw[0] == '[' || raw == "null") return out;
  if (raw[0] == '"')
    append_unescaped(out, raw);
  else
    out = raw;
  return out;
}

}  // namespace

RowLabel label_of(const Examples& examples, size_t row, std::string_view dimension, std::string_view field) {
  if (!field.empty()) {
    const std::string object = "{" + std::string(examples.extra[row]) + "}";
    return {plain(member(object, field)), false};
  }
  const std::string_view given = examples.given[row];
  const std::string source = plain(member(member(given, "source"), dimension));
  return {plain(member(member(given, "labels"), dimension)), source == "rule" || source == "model"};
}

bool is_value_name(std::string_view name) {
  return !name.empty() && name.size() <= 64 && name.find_first_of("+=, \t\n") == std::string_view::npos;
}

}  // namespace evenset
