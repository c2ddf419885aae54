// Rows as they came, with or without their labels.
#include <fmt/format.h>

#include <iterator>

#include "evenset/format.h"
#include "text/json.h"

namespace evenset {
namespace {

std::string_view value_name(const LabelNames& names, size_t d, int16_t value) {
  return value < 0 ? std::string_view("unknown") : names.values[d][static_cast<size_t>(value)];
}

// `{"labels":{…},"confidence":{…},"source":{…},"measures":{…}}`
void append_evenset(std::string& out, const Examples& e, size_t i, const LabelNames& names) {
  auto object = [&](const char* key, auto append_value) {
    out += key;
    for (size_t d = 0; d < names.dimensions.size(); ++d) {
      if (d > 0) out += ',';
      append_json_string(out, names.dimensions[d]);
      out += ':';
      append_value(e.labels[d], d);
    }
    out += '}';
  };
  object("{\"labels\":{",
         [&](const Labels& l, size_t d) { append_json_string(out, value_name(names, d, l.value[i])); });
  object(",\"confidence\":{", [&](const Labels& l, size_t) {
    fmt::format_to(std::back_inserter(out), "{:.2f}", l.confidence[i]);
  });
  object(",\"source\":{", [&](const Labels& l, size_t) { append_json_string(out, name(l.source[i])); });
  fmt::format_to(std::back_inserter(out),
                 ",\"measures\":{{\"input_words\":{},\"response_words\":{},\"turns\":{}}}}}",
                 e.measures.input_words[i], e.measures.response_words[i], e.measures.turns[i]);
}

}  // namespace

void append_row(std::string& out, const Examples& examples, size_t i) { out += examples.raw[i]; }

void append_labelled_row(std::string& out, const Examples& examples, size_t i, const LabelNames& names) {
  std::string_view raw = examples.raw[i];
  if (!examples.given[i].empty()) {
    for (JsonMembers members(raw); members.next();) {
      if (members.key != "evenset") continue;
      size_t from = static_cast<size_t>(members.value.data() - raw.data());
      out += raw.substr(0, from);
      append_evenset(out, examples, i, names);
      out += raw.substr(members.end);
      return;
    }
  }
  out += raw.substr(0, raw.size() - 1);
  bool empty = raw.find('"') == std::string_view::npos;
  out += empty ? "\"evenset\":" : ",\"evenset\":";
  append_evenset(out, examples, i, names);
  out += '}';
}

}  // namespace evenset
