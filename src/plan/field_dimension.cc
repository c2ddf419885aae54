#include "evenset/dimension.h"
#include "text/json.h"

namespace evenset {

Dimension field_dimension(std::string name, std::string doc, std::vector<std::string> values,
                          std::string field) {
  Dimension out{std::move(name), std::move(doc), std::move(values), {}, false};
  std::vector<std::string> names = out.values;
  out.label = [names, field](const RowView& row) -> Label {
    const std::string member = extra_member(row.extra, field);
    if (member.empty()) return {};
    const std::string text = text_of(member);
    for (size_t v = 0; v < names.size(); ++v)
      if (names[v] == text) return {static_cast<int16_t>(v), 1.0f};
    return {};
  };
  return out;
}

}  // namespace evenset
