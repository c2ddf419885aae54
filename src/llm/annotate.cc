#include <fmt/format.h>

#include <cmath>
#include <optional>
#include <unordered_map>

#include "evenset/error.h"
#include "evenset/llm.h"
#include "llm/ask.h"

namespace evenset {
namespace {

// Which item or known answer stands for a row.
struct Place {
  enum Kind { empty, known, first, repeated } kind = empty;
  size_t item = 0;                             // first, repeated
  const std::vector<Label>* labels = nullptr;  // known
};

struct Work {
  std::vector<Item> items;
  std::vector<Place> places;  // one per row
  uint64_t shortened = 0;
};

Work work_of(const Examples& examples, const Prompt& prompt, const LabelCache& cache) {
  Work out;
  out.places.resize(examples.size());
  std::unordered_map<std::string, size_t> items;
  for (size_t row = 0; row < examples.size(); ++row) {
    AskedRow asked = asked_row(examples, row);
    if (asked.json.empty()) continue;
    Place& place = out.places[row];
    std::string key = prompt.key(asked.json);
    if ((place.labels = cache.find(key))) {
      place.kind = Place::known;
      continue;
    }
    const auto [found, is_new] = items.emplace(key, out.items.size());
    place.kind = is_new ? Place::first : Place::repeated;
    place.item = found->second;
    if (!is_new) continue;
    out.shortened += asked.shortened;
    out.items.push_back({std::move(asked.json), std::move(key), {}});
  }
  return out;
}

void require(bool good, const std::string& what) {
  if (!good) throw Error(ErrorKind::usage, what);
}

bool is_amount(double number) { return std::isfinite(number) && number >= 0; }

const LlmOptions& checked(const LlmOptions& o) {
  require(!o.model.empty(), "no model is named for the endpoint");
  require(o.rows_per_request >= 1 && o.rows_per_request <= kMaxRowsPerRequest,
          fmt::format("rows per request are 1 to {}", kMaxRowsPerRequest));
  require(o.concurrency >= 1 && o.concurrency <= 64, "requests at a time are 1 to 64");
  require(o.times_alone >= 0 && o.times_alone <= 10, "a row is asked alone 0 to 10 times");
  require(is_amount(o.price.input) && is_amount(o.price.output) && is_amount(o.max_cost),
          "prices and the cost limit are no negative numbers");
  require(o.max_cost == 0 || o.price.input + o.price.output > 0,
          "a cost limit needs the prices of a million tokens");
  return o;
}

}  // namespace

double LlmPrice::of(uint64_t input_tokens, uint64_t output_tokens) const {
  return (input * static_cast<double>(input_tokens) + output * static_cast<double>(output_tokens)) / 1e6;
}

LlmEstimate& LlmEstimate::operator+=(const LlmEstimate& other) {
  rows += other.rows;
  cached += other.cached;
  empty += other.empty;
  requests += other.requests;
  input_tokens += other.input_tokens;
  output_tokens += other.output_tokens;
  cost += other.cost;
  return *this;
}

struct LlmAnnotator::State {
  State(std::span<const Dimension> all, LlmOptions&& o)
      : options(checked(o)),
        dimensions(all.size()),
        prompt(asked_dimensions(all, options.dimensions), options.model),
        cache(options.cache, prompt.dimensions()),
        asker(prompt, options, cache, account) {
    for (const Asked& dimension : prompt.dimensions()) asked.push_back(dimension.index);
    account.cache_garbage = cache.garbage();
  }

  std::vector<Labels> labels_of(const Work& work);
  void count(const Place& place, const Work& work);

  LlmOptions options;
  size_t dimensions;
  Prompt prompt;
  LabelCache cache;
  LlmAccount account;
  Asker asker;
  std::vector<size_t> asked;
};

std::vector<Labels> LlmAnnotator::State::labels_of(const Work& work) {
  const size_t rows = work.places.size();
  const Labels none{std::vector<int16_t>(rows, -1), std::vector<Source>(rows, Source::none),
                    std::vector<float>(rows, 0.0f)};
  std::vector<Labels> out(dimensions, none);
  for (size_t a = 0; a < asked.size(); ++a) {
    Labels& labels = out[asked[a]];
    for (size_t row = 0; row < rows; ++row) {
      const Place& place = work.places[row];
      std::optional<Label> label;
      if (place.kind == Place::known)
        label = (*place.labels)[a];
      else if (place.kind != Place::empty && !work.items[place.item].answer.empty())
        label = work.items[place.item].answer[a];
      if (!label) continue;
      labels.value[row] = label->value;
      labels.confidence[row] = label->confidence;
      labels.source[row] = Source::llm;
    }
  }
  return out;
}

void LlmAnnotator::State::count(const Place& place, const Work& work) {
  ++account.rows;
  if (place.kind == Place::empty) {
    ++account.empty;
    return;
  }
  if (place.kind == Place::known) {
    ++account.cached;
    return;
  }
  const Item& item = work.items[place.item];
  if (item.complete())
    ++(place.kind == Place::first ? account.labelled : account.cached);
  else if (item.partly())
    ++account.partly;
  else
    ++(item.asked ? account.failed : account.unasked);
}

LlmAnnotator::LlmAnnotator(std::span<const Dimension> dimensions, LlmOptions options)
    : state_(std::make_unique<State>(dimensions, std::move(options))) {}
LlmAnnotator::~LlmAnnotator() = default;
LlmAnnotator::LlmAnnotator(LlmAnnotator&&) noexcept = default;

const std::vector<size_t>& LlmAnnotator::asked() const { return state_->asked; }
const LlmAccount& LlmAnnotator::account() const { return state_->account; }

LlmEstimate LlmAnnotator::estimate(const Examples& examples) const {
  const Work work = work_of(examples, state_->prompt, state_->cache);
  LlmEstimate out;
  out.rows = examples.size();
  for (const Place& place : work.places) {
    out.empty += place.kind == Place::empty;
    out.cached += place.kind == Place::known || place.kind == Place::repeated;
  }
  for (const auto& [begin, end] : requests_for(work.items, state_->options)) {
    uint64_t tokens = 0;
    for (size_t i = begin; i < end; ++i) tokens += estimated_tokens(work.items[i].json);
    ++out.requests;
    out.input_tokens += state_->prompt.input_tokens(end - begin, tokens);
    out.output_tokens += state_->prompt.output_tokens(end - begin);
  }
  out.cost = state_->options.price.of(out.input_tokens, out.output_tokens);
  return out;
}

std::vector<Labels> LlmAnnotator::labels(const Examples& examples) {
  Work work = work_of(examples, state_->prompt, state_->cache);
  state_->account.shortened += work.shortened;
  state_->asker.ask(work.items);
  for (const Place& place : work.places) state_->count(place, work);
  return state_->labels_of(work);
}

void take_labels(Examples& examples, std::span<const Labels> labels) {
  const size_t rows = examples.size();
  examples.labels.resize(labels.size());
  for (size_t d = 0; d < labels.size(); ++d) {
    Labels& ours = examples.labels[d];
    ours.value.resize(rows, -1);
    ours.source.resize(rows, Source::none);
    ours.confidence.resize(rows, 0.0f);
    for (size_t row = 0; row < rows; ++row) {
      if (labels[d].source[row] == Source::none || ours.source[row] > labels[d].source[row]) continue;
      ours.value[row] = labels[d].value[row];
      ours.source[row] = labels[d].source[row];
      ours.confidence[row] = labels[d].confidence[row];
    }
  }
}

}  // namespace evenset
