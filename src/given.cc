#include "given.h"

#include "text/json.h"

namespace evenset {
namespace {

std::string_view unquoted(std::string_view raw) {
  return raw.size() >= 2 && raw[0] == '"' ? raw.substr(1, raw.size() - 2) : std::string_view();
}

size_t index_of(std::span<const Dimension> dimensions, std::string_view name) {
  size_t d = 0;
  while (d < dimensions.size() && dimensions[d].name != name) ++d;
  return d;
}

Source source_of(std::string_view text) {
  for (Source source : {Source::rule, Source::model, Source::llm, Source::human})
    if (name(source) == text) return source;
  return Source::given;
}

// Walks one inner object and hands on what names a known dimension.
template <class Use>
void for_dimensions(std::string_view object, std::span<const Dimension> dimensions, Use use) {
  if (object.empty() || object[0] != '{') return;
  for (JsonMembers members(object); members.next();) {
    size_t d = index_of(dimensions, members.key);
    if (d < dimensions.size() && !dimensions[d].derived()) use(d, members.value);
  }
}

uint64_t take_row(Examples& e, size_t i, std::span<const Dimension> dimensions) {
  uint64_t strange = 0;
  std::string_view given = e.given[i], labels, sources, confidences;
  if (given[0] != '{') return 1;
  for (JsonMembers members(given); members.next();) {
    if (members.key == "labels") labels = members.value;
    if (members.key == "source") sources = members.value;
    if (members.key == "confidence") confidences = members.value;
  }
  for_dimensions(labels, dimensions, [&](size_t d, std::string_view raw) {
    std::string_view text = unquoted(raw);
    int16_t value = dimensions[d].value(text);
    if (value < 0 && text != "unknown") {
      ++strange;
      return;
    }
    e.labels[d].value[i] = value;
    e.labels[d].source[i] = Source::given;
    e.labels[d].confidence[i] = 1.0f;
  });
  for_dimensions(sources, dimensions, [&](size_t d, std::string_view raw) {
    if (e.labels[d].source[i] != Source::none) e.labels[d].source[i] = source_of(unquoted(raw));
  });
  for_dimensions(confidences, dimensions, [&](size_t d, std::string_view raw) {
    if (e.labels[d].source[i] == Source::none) return;
    float value = std::strtof(std::string(raw).c_str(), nullptr);
    e.labels[d].confidence[i] = value >= 0 && value <= 1 ? value : 0;
  });
  return strange;
}

}  // namespace

uint64_t take_given_labels(Examples& examples, std::span<const Dimension> dimensions) {
  size_t n = examples.size();
  examples.labels.resize(dimensions.size());
  for (Labels& labels : examples.labels) {
    labels.value.assign(n, -1);
    labels.source.assign(n, Source::none);
    labels.confidence.assign(n, 0.0f);
  }
  uint64_t strange = 0;
  for (size_t i = 0; i < n; ++i)
    if (!examples.given[i].empty()) strange += take_row(examples, i, dimensions);
  return strange;
}

}  // namespace evenset
