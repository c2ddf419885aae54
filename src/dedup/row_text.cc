#include "dedup/row_text.h"

#include <algorithm>
#include <string>

#include "text/json.h"
#include "text/normalise.h"
#include "text/raw.h"

namespace evenset {

std::string_view name(Likeness method) {
  static constexpr std::string_view kNames[] = {"exact", "near", "rouge-l", "semantic"};
  return kNames[static_cast<size_t>(method)];
}

std::string_view name(Field field) {
  static constexpr std::string_view kNames[] = {"both", "question", "response", "instruction"};
  return kNames[static_cast<size_t>(field)];
}

uint64_t rest_of(const Examples& examples, size_t i) {
  uint64_t rest = 0;
  const auto add = [&](std::string_view text) {
    if (!text.empty()) rest = mix64(rest * kOdd ^ hash128(text).lo);
  };
  const Turns& turns = examples.turns;
  for (size_t t = turns.begin(i); t < turns.end(i); ++t) {
    if (turns.role[t] == Role::system || turns.role[t] == Role::developer) add(normalised(turns.text[t]));
    add(turns.more[t]);
  }
  for (const std::string_view key : {"rejected", "tools", "functions"})
    add(extra_member(examples.extra[i], key));
  return rest;
}

Hash128 text_hash(const Examples& examples, size_t i, Field field, uint64_t rest) {
  std::string all;
  append_raw(all, rest);
  bool blank = true;
  for_each_text(examples, i, field, [&](std::string_view text) {
    const std::string form = normalised(text);
    blank = blank && form.empty();
    append_sized(all, form);
  });
  return blank ? Hash128() : hash128(all);
}

std::string field_text(const Examples& examples, size_t i, Field field) {
  std::string out;
  for_each_text(examples, i, field, [&](std::string_view text) {
    if (!out.empty()) out += '\n';
    out += text;
  });
  return out;
}

}  // namespace evenset
