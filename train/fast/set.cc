#include "set.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "evenset/error.h"
#include "evenset/format.h"

namespace evenset::train {
namespace {

using Needs = FastDimension::Needs;
using nlohmann::json;

struct Fact {
  std::string_view dimension, value;
  Needs needs;
};
// What the row itself shows: such a value is not learnt.
constexpr Fact kFacts[] = {
    {"behaviour", "empty", Needs::response},
    {"tone", "", Needs::response},
    {"examples", "", Needs::response},
    {"turn_kind", "none", Needs::earlier_turns},
};

const Fact* fact_of(std::string_view dimension) {
  const auto found = std::find_if(std::begin(kFacts), std::end(kFacts),
                                  [&](const Fact& fact) { return fact.dimension == dimension; });
  return found == std::end(kFacts) ? nullptr : found;
}

// Says nothing of the dimension, or what the row shows anyway. "unknown" is a
// reason of `negative`.
bool is_no_value(const FastDimension& dimension, const std::string& word) {
  const Fact* fact = fact_of(dimension.name);
  const bool listed =
      std::find(dimension.values.begin(), dimension.values.end(), word) != dimension.values.end();
  return !listed && (word == "unknown" || (fact != nullptr && fact->value == word));
}

class Collector {
 public:
  Collector(const FeatureShape& shape, float stripped) : features_(shape), stripped_(stripped) {
    set_.dimensions = learnt_dimensions();
    set_.features = shape.buckets + NgramFeatures::kMeasures;
  }

  void add(const Examples& batch, size_t i, const std::string& place) {
    const json more = json::parse("{" + std::string(batch.extra[i]) + "}", nullptr, false);
    if (!more.is_object() || !more.contains("labels") || !more["labels"].is_object())
      throw Error(ErrorKind::input, place + ": \"labels\" is missing; give an object {dimension: value}");
    const float weight = more.value("weight", 1.0f);
    if (!(weight > 0))
      throw Error(ErrorKind::input, place + ": \"weight\" is not above 0; leave such a row out");
    const std::string source = more.value("fold", "row " + place);
    RowView row(batch, i);
    add(row, labels(more["labels"], place), weight, source, false);
    if (stripped_ <= 0 || row.response.empty() || row.user_turns == 0) return;
    while (row.turns.back().role != Role::user) row.turns.pop_back();
    add(RowView(row.turns), labels(more["labels"], place), weight * stripped_, source, true);
  }

  FastSet take() { return std::move(set_); }

 private:
  std::vector<int16_t> labels(const json& given, const std::string& place) const {
    std::vector<int16_t> out(set_.dimensions.size(), -1);
    for (const auto& [name, value] : given.items()) {
      const auto dimension = std::find_if(set_.dimensions.begin(), set_.dimensions.end(),
                                          [&](const FastDimension& d) { return d.name == name; });
      const std::string word = value.is_string() ? value.get<std::string>() : "";
      if (dimension == set_.dimensions.end())
        throw Error(ErrorKind::input, place + ": no judged dimension '" + name + "'; leave it out");
      if (is_no_value(*dimension, word)) continue;
      const auto found = std::find(dimension->values.begin(), dimension->values.end(), word);
      if (found == dimension->values.end())
        throw Error(ErrorKind::input,
                    place + ": dimension " + name + " has no such value; see docs/dimensions.md");
      out[static_cast<size_t>(dimension - set_.dimensions.begin())] =
          static_cast<int16_t>(found - dimension->values.begin());
    }
    return out;
  }

  void add(const RowView& row, std::vector<int16_t> labels, float weight, const std::string& source,
           bool stripped) {
    for (size_t d = 0; d < labels.size(); ++d)
      if (!can_judge(set_.dimensions[d], row)) labels[d] = -1;
    features_.read(row);
    for (size_t f = 0; f < NgramFeatures::kFields; ++f) {
      const auto found = features_.of(f);
      set_.rows.add_run(found, NgramFeatures::value(f, found.size()));
    }
    set_.rows.close_row();
    set_.label.insert(set_.label.end(), labels.begin(), labels.end());
    set_.weight.push_back(weight);
    set_.gold.push_back(stripped ? set_.gold.back() : weight >= 1);
    set_.stripped.push_back(stripped);
    set_.source.push_back(source);
  }

  NgramFeatures features_;
  float stripped_;
  FastSet set_;
};

}  // namespace

std::vector<FastDimension> learnt_dimensions() {
  std::vector<FastDimension> out;
  for (const Dimension* dimension : builtin_dimensions()) {
    if (dimension->exact) continue;
    FastDimension& learnt = out.emplace_back();
    learnt.name = dimension->name;
    const Fact* fact = fact_of(dimension->name);
    if (fact != nullptr) learnt.needs = fact->needs;
    for (const std::string& value : dimension->values)
      if (fact == nullptr || value != fact->value) learnt.values.push_back(value);
    learnt.lift.assign(learnt.values.size(), 0.0f);
  }
  return out;
}

FastSet read_fast_set(const std::vector<std::string>& files, const FeatureShape& shape, float stripped) {
  Collector collector(shape, stripped);
  Reader reader(files);
  Examples batch;
  while (reader.next(batch)) {
    for (size_t i = 0; i < batch.size(); ++i)
      collector.add(batch, i, reader.files()[batch.file[i]] + ":" + std::to_string(batch.line[i]));
  }
  if (reader.account().rejected > 0) {
    const Problem& first = reader.account().problems.front();
    throw Error(ErrorKind::input, first.file + ":" + std::to_string(first.line) + ": " + first.what);
  }
  return collector.take();
}

}  // namespace evenset::train
