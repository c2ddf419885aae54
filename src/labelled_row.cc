// Rows as they came, with or without their labels.
#include <fmt/format.h>

#include <iterator>

#include "evenset/format.h"
#include "evenset/plan.h"
#include "text/json.h"

namespace evenset {
namespace {

std::string_view value_name(const std::vector<std::string>& values, int16_t value) {
  return value < 0 ? std::string_view("unknown") : std::string_view(values[static_cast<size_t>(value)]);
}

// `{"dimension":…,…}`, each value as `append_value(labels, dimension)` writes it.
template <class AppendValue>
void append_by_dimension(std::string& out, const Examples& e, const LabelNames& names,
                         AppendValue append_value) {
  for (size_t d = 0; d < names.dimensions.size(); ++d) {
    out += d == 0 ? '{' : ',';
    append_json_string(out, names.dimensions[d]);
    out += ':';
    append_value(e.labels[d]);
  }
  out += names.dimensions.empty() ? "{}" : "}";
}

// `{"labels":{…},"confidence":{…},"source":{…},"measures":{…}}`
void append_evenset(std::string& out, const Examples& e, size_t i, const LabelNames& names) {
  out += "{\"labels\":";
  append_labels(out, e, i, names);
  out += ",\"confidence\":";
  append_confidences(out, e, i, names);
  out += ",\"source\":";
  append_by_dimension(out, e, names, [&](const Labels& l) { append_json_string(out, name(l.source[i])); });
  fmt::format_to(std::back_inserter(out),
                 ",\"measures\":{{\"input_words\":{},\"response_words\":{},\"turns\":{}}}}}",
                 e.measures.input_words[i], e.measures.response_words[i], e.measures.turns[i]);
}

}  // namespace

LabelNames label_names(const Plan& plan) {
  LabelNames names;
  for (const Dimension& dimension : plan.dimensions) {
    if (dimension.derived()) break;  // they stand last, and follow from the others
    names.dimensions.push_back(dimension.name);
    names.values.push_back(dimension.values);
  }
  return names;
}

void append_labels(std::string& out, const Examples& examples, size_t i, const LabelNames& names) {
  auto values = names.values.begin();
  append_by_dimension(out, examples, names, [&](const Labels& labels) {
    append_json_string(out, value_name(*values++, labels.value[i]));
  });
}

void append_confidences(std::string& out, const Examples& examples, size_t i, const LabelNames& names) {
  append_by_dimension(out, examples, names, [&](const Labels& labels) {
    fmt::format_to(std::back_inserter(out), "{:.2f}", labels.confidence[i]);
  });
}

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
