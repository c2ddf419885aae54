#include "evenset/explain.h"

#include <algorithm>
#include <optional>

namespace evenset {
namespace {

constexpr size_t kParts = 40, kReasons = 3, kMostBytes = 1'000'000;
constexpr float kLeastWeight = 0.02f;

struct Span {
  size_t begin, end;
};

// The words of a text, some together so that there are at most kParts.
std::vector<Span> parts_of(std::string_view text) {
  std::vector<Span> words;
  for (size_t at = 0; at < text.size();) {
    const size_t begin = text.find_first_not_of(" \n\t\r", at);
    if (begin == std::string_view::npos) break;
    at = std::min(text.find_first_of(" \n\t\r", begin), text.size());
    words.push_back({begin, at});
  }
  const size_t together = (words.size() + kParts - 1) / kParts;
  std::vector<Span> parts;
  for (size_t i = 0; i < words.size(); i += together)
    parts.push_back({words[i].begin, words[std::min(i + together, words.size()) - 1].end});
  return parts;
}

// The row's last user turn, or its response.
std::optional<size_t> turn_of(const Examples& examples, size_t row, bool response) {
  std::optional<size_t> user, answer;
  for (size_t t = examples.turns.begin(row); t < examples.turns.end(row); ++t) {
    if (examples.turns.role[t] == Role::user) {
      user = t;
      answer.reset();
    }
    if (examples.turns.role[t] == Role::assistant) answer = t;
  }
  return response ? answer : user;
}

// The row again, `turn` without the bytes of `left_out`.
void append_without(Examples& out, const Examples& examples, size_t row, size_t turn, Span left_out) {
  for (size_t t = examples.turns.begin(row); t < examples.turns.end(row); ++t) {
    std::string text(examples.turns.text[t]);
    if (t == turn) text.erase(left_out.begin, left_out.end - left_out.begin);
    out.turns.role.push_back(examples.turns.role[t]);
    out.turns.text.push_back(text);
    out.turns.more.push_back("");
  }
  out.turns.starts.push_back(static_cast<int64_t>(out.turns.role.size()));
  out.shape.push_back(examples.shape[row]);
  out.instruction_size.push_back(-1);
  out.extra.push_back(examples.extra[row]);
}

struct Variant {
  std::string_view words;
  bool in_response;
};

// How much less sure the label is in `variant` than in row 0.
float weight(const Labels& labels, size_t variant) {
  if (labels.value[variant] == labels.value[0]) return labels.confidence[0] - labels.confidence[variant];
  return labels.confidence[0] + labels.confidence[variant];
}

std::vector<Reason> reasons_of(const Labels& labels, const std::vector<Variant>& variants) {
  std::vector<Reason> all;
  for (size_t v = 0; v < variants.size(); ++v)
    if (const float w = weight(labels, v + 1); w >= kLeastWeight)
      all.push_back({std::string(variants[v].words), variants[v].in_response, w});
  std::stable_sort(all.begin(), all.end(),
                   [](const Reason& a, const Reason& b) { return a.weight > b.weight; });
  all.resize(std::min(all.size(), kReasons));
  return all;
}

}  // namespace

std::vector<Explanation> explain(const Annotator& annotator, std::span<const Dimension> dimensions,
                                 const Examples& examples, size_t row) {
  Examples tried;
  append_without(tried, examples, row, examples.turns.end(row), {});
  std::vector<Variant> variants;
  for (const bool response : {false, true}) {
    const auto turn = turn_of(examples, row, response);
    if (!turn || examples.raw[row].size() > kMostBytes) continue;
    const std::string_view text = examples.turns.text[*turn];
    for (const Span& part : parts_of(text)) {
      append_without(tried, examples, row, *turn, part);
      variants.push_back({text.substr(part.begin, part.end - part.begin), response});
    }
  }
  annotator.annotate(tried);
  std::vector<Explanation> out;
  for (size_t d = 0; d < dimensions.size(); ++d) {
    if (dimensions[d].derived()) continue;
    const Labels& labels = tried.labels[d];
    Explanation one{d, {labels.value[0], labels.confidence[0]}, labels.source[0], {}};
    const bool stated = d < examples.labels.size() && row < examples.labels[d].value.size() &&
                        examples.labels[d].source[row] > Source::model;
    if (stated) {
      const Labels& own = examples.labels[d];
      one = {d, {own.value[row], own.confidence[row]}, own.source[row], {}};
    } else if (!dimensions[d].exact) {
      one.reasons = reasons_of(labels, variants);
    }
    out.push_back(std::move(one));
  }
  return out;
}

}  // namespace evenset
