#include "dedup/row_text.h"

#include <algorithm>
#include <string>

#include "text/normalise.h"

namespace evenset {

std::string_view name(Likeness method) {
  static constexpr std::string_view kNames[] = {"exact", "near", "rouge-l", "semantic"};
  return kNames[static_cast<size_t>(method)];
}

std::string_view name(Field field) {
  static constexpr std::string_view kNames[] = {"both", "question", "response", "instruction"};
  return kNames[static_cast<size_t>(field)];
}

Hash128 text_hash(const Examples& examples, size_t i, Field field) {
  std::string all;
  bool blank = true;
  for_each_text(examples, i, field, [&](std::string_view text) {
    const std::string form = normalised(text);
    blank = blank && form.empty();
    const uint64_t size = form.size();  // so that turns cannot run into each other
    all.append(reinterpret_cast<const char*>(&size), sizeof size);
    all += form;
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
