#include "models/teach_labels.h"

#include "text/json.h"

namespace evenset {
namespace {

// A text's content; numbers and words (true) as they stand; "" for all else.
std::string plain(std::string_view raw) {
  if (raw.starts_with('{') || raw.starts_with('[') || raw == "null") return {};
  return text_of(raw);
}

}  // namespace

RowLabel label_of(const Examples& examples, size_t row, std::string_view dimension, std::string_view field) {
  if (!field.empty()) return {plain(extra_member(examples.extra[row], field)), false};
  const std::string_view given = examples.given[row];
  const std::string source = plain(json_member(json_member(given, "source"), dimension));
  return {plain(json_member(json_member(given, "labels"), dimension)), source == "rule" || source == "model"};
}

bool is_value_name(std::string_view name) {
  return !name.empty() && name.size() <= 64 && name.find_first_of("+=, \t\n") == std::string_view::npos;
}

}  // namespace evenset
