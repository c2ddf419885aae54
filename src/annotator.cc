#include "evenset/annotator.h"

#include <algorithm>
#include <exception>
#include <thread>

#include "derived.h"
#include "dimensions/evidence.h"
#include "evenset/documents.h"
#include "evenset/error.h"
#include "models/described.h"
#include "models/taught.h"
#include "models/tier.h"
#include "text/language.h"

namespace evenset {
namespace {

constexpr size_t kBlock = 256;

void make_room(Examples& examples, size_t dimensions) {
  const size_t rows = examples.size();
  examples.labels.resize(dimensions);
  for (Labels& labels : examples.labels) {
    labels.value.resize(rows, -1);
    labels.source.resize(rows, Source::none);
    labels.confidence.resize(rows, 0.0f);
  }
  examples.measures.input_words.resize(rows);
  examples.measures.response_words.resize(rows);
  examples.measures.turns.resize(rows);
}

// Whether the built-in rules judge the dimension by the evidence.
bool needs_evidence(const Dimension& dimension) {
  const auto built_in = builtin_dimensions();
  return !dimension.exact && std::any_of(built_in.begin(), built_in.end(), [&](const Dimension* other) {
    return other->name == dimension.name;
  });
}

bool is_open(const Labels& labels, size_t row) { return labels.source[row] <= Source::rule; }

void set(Labels& labels, size_t row, const Label& label, Source source) {
  labels.value[row] = label.value;
  labels.confidence[row] = label.confidence;
  labels.source[row] = source;
}

// What a dimension is judged by. The models know English only.
enum class About : uint8_t { question, response, earlier_turns };

About about(std::string_view dimension) {
  if (dimension == "behaviour" || dimension == "tone" || dimension == "examples") return About::response;
  return dimension == "turn_kind" ? About::earlier_turns : About::question;
}

struct Readable {
  explicit Readable(const RowView& row)
      : question(reads_as_english(row.question_lower)),
        response(row.response_words > 0 && reads_as_english(row.response_lower)),
        earlier(question && row.user_turns > 1) {}
  bool operator()(About what) const {
    return what == About::response ? response : what == About::earlier_turns ? earlier : question;
  }
  bool question, response, earlier;
};

// One dimension of the plan as the tier's model knows it.
struct Modelled {
  size_t dimension;            // of the plan
  size_t in_model;             // index into TierModel::dimensions
  std::vector<int16_t> value;  // the model's value -> the dimension's
  About what;
};

// The dimensions of the plan that the model labels: those whose values it all
// knows. A list of domains of the user's own, say, is not the model's.
std::vector<Modelled> modelled_by(const TierModel& model, std::span<const Dimension> dimensions) {
  std::vector<Modelled> out;
  for (size_t d = 0; d < dimensions.size(); ++d) {
    const auto found = std::find_if(model.dimensions.begin(), model.dimensions.end(),
                                    [&](const TierDimension& one) { return one.name == dimensions[d].name; });
    if (found == model.dimensions.end()) continue;
    Modelled one{d, static_cast<size_t>(found - model.dimensions.begin()), {}, about(found->name)};
    for (const std::string& value : found->values) one.value.push_back(dimensions[d].value(value));
    const bool known = std::count(one.value.begin(), one.value.end(), -1) == 0;
    if (known) out.push_back(std::move(one));
  }
  return out;
}

}  // namespace

struct Annotator::State {
  std::vector<Dimension> dimensions;
  Tier tier = Tier::rules;
  const TierModel* model = nullptr;
  std::vector<Modelled> modelled;
  std::shared_ptr<const CompanyKnowledge> knowledge;
  std::vector<TaughtLabeller> taught;
  std::vector<DescribedLabeller> described;

  void annotate_block(Examples& examples, size_t begin, size_t end) const;
  void ask_encoder(Examples& examples, std::span<const RowView> views, size_t begin) const;
  void ask_model(Examples& examples, std::span<const RowView> views, size_t begin) const;
  void judge_by_rules(Examples& examples, std::span<RowView> views, size_t begin) const;
  void ask_documents(Examples& examples, std::span<RowView> views, size_t begin) const;
};

// Rows [begin, end), small enough for the cache.
void Annotator::State::annotate_block(Examples& examples, size_t begin, size_t end) const {
  std::vector<RowView> views;
  views.reserve(end - begin);
  for (size_t row = begin; row < end; ++row) {
    const RowView& view = views.emplace_back(examples, row);
    examples.measures.input_words[row] = view.input_words;
    examples.measures.response_words[row] = view.response_words;
    examples.measures.turns[row] = view.user_turns;
  }
  ask_encoder(examples, views, begin);
  if (model != nullptr) ask_model(examples, views, begin);
  judge_by_rules(examples, views, begin);
  if (knowledge) ask_documents(examples, views, begin);
  derive_labels(examples, dimensions, begin, end);
}

void Annotator::State::ask_documents(Examples& examples, std::span<RowView> views, size_t begin) const {
  RowView::gather_evidence(views);
  for (size_t d = 0; d < dimensions.size(); ++d) {
    Labels& labels = examples.labels[d];
    for (size_t i = 0; i < views.size(); ++i) {
      const size_t row = begin + i;
      if (labels.source[row] > Source::model || labels.value[row] < 0) continue;
      const Refined refined =
          knowledge->refine(dimensions[d], views[i], {labels.value[row], labels.confidence[row]});
      if (!refined.why.empty()) set(labels, row, refined.label, labels.source[row]);
    }
  }
}

// The rows of a block that lack a label in one of the labellers' dimensions.
template <class Labeller>
std::vector<size_t> open_rows(const Examples& examples, std::span<const RowView> views, size_t begin,
                              const std::vector<Labeller>& labellers) {
  std::vector<size_t> out;
  for (size_t i = 0; i < views.size() && !labellers.empty(); ++i) {
    const bool open = std::any_of(labellers.begin(), labellers.end(), [&](const Labeller& one) {
      return is_open(examples.labels[one.dimension()], begin + i);
    });
    if (open && Readable(views[i]).question) out.push_back(i);
  }
  return out;
}

template <class Labeller>
void label_open(Examples& examples, size_t begin, const std::vector<Labeller>& labellers,
                const std::vector<size_t>& rows, std::span<const float> vectors) {
  const size_t width = rows.empty() ? 0 : vectors.size() / rows.size();
  for (size_t i = 0; i < rows.size(); ++i)
    for (const Labeller& one : labellers)
      if (Labels& column = examples.labels[one.dimension()]; is_open(column, begin + rows[i]))
        set(column, begin + rows[i], one.label(vectors.subspan(i * width, width)), Source::model);
}

// Dimensions of the user's own, taught or described.
void Annotator::State::ask_encoder(Examples& examples, std::span<const RowView> views, size_t begin) const {
  if (const auto rows = open_rows(examples, views, begin, taught); !rows.empty()) {
    std::vector<RowView> asked;
    for (const size_t row : rows) asked.push_back(views[row]);
    label_open(examples, begin, taught, rows, shipped_encoder().rows(asked));
  }
  if (const auto rows = open_rows(examples, views, begin, described); !rows.empty()) {
    std::vector<std::string_view> asked;
    for (const size_t row : rows) asked.push_back(views[row].question);
    label_open(examples, begin, described, rows, shipped_encoder().texts(asked));
  }
}

// Only rows that lack a label are shown to the model.
void Annotator::State::ask_model(Examples& examples, std::span<const RowView> views, size_t begin) const {
  std::vector<RowView> asked;
  std::vector<size_t> rows;
  for (size_t i = 0; i < views.size(); ++i) {
    const Readable readable(views[i]);
    const bool open = std::any_of(modelled.begin(), modelled.end(), [&](const Modelled& one) {
      return is_open(examples.labels[one.dimension], begin + i) && readable(one.what);
    });
    if (!open) continue;
    asked.push_back(views[i]);
    rows.push_back(begin + i);
  }
  if (asked.empty()) return;
  const size_t width = model->dimensions.size();
  std::vector<Label> labels(asked.size() * width);
  model->label(asked, labels);
  for (size_t i = 0; i < asked.size(); ++i) {
    const Readable readable(asked[i]);
    for (const Modelled& one : modelled) {
      const Label& label = labels[i * width + one.in_model];
      Labels& column = examples.labels[one.dimension];
      if (label.value < 0 || !readable(one.what) || !is_open(column, rows[i])) continue;
      set(column, rows[i], {one.value[static_cast<size_t>(label.value)], label.confidence}, Source::model);
    }
  }
}

// What the model left: measured dimensions, those of the user's own, and what
// cannot be judged (no response, one turn, another language).
void Annotator::State::judge_by_rules(Examples& examples, std::span<RowView> views, size_t begin) const {
  bool gathered = false;
  for (size_t d = 0; d < dimensions.size(); ++d) {
    if (!dimensions[d].label) continue;
    Labels& labels = examples.labels[d];
    // Evidence for all rows at once pays where all rows are judged by it.
    const bool judged = model == nullptr && needs_evidence(dimensions[d]);
    for (size_t i = 0; i < views.size(); ++i) {
      if (!is_open(labels, begin + i)) continue;
      if (judged && !gathered) RowView::gather_evidence(views);
      gathered = gathered || judged;
      set(labels, begin + i, dimensions[d].label(views[i]), Source::rule);
    }
  }
}

std::string_view name(Tier tier) {
  static constexpr std::string_view kNames[] = {"rules", "fast", "accurate"};
  return kNames[static_cast<size_t>(tier)];
}

Annotator::Annotator(std::span<const Dimension> dimensions, const AnnotatorOptions& options) {
  auto state = std::make_unique<State>();
  state->dimensions.assign(dimensions.begin(), dimensions.end());
  state->tier = options.tier;
  state->knowledge = options.knowledge;
  for (const std::string& file : options.taught)
    state->taught.emplace_back(file, dimensions, shipped_encoder());
  for (const Description& description : options.descriptions)
    state->described.emplace_back(description, dimensions, shipped_encoder());
  if (options.tier != Tier::rules) {
    state->model = options.tier == Tier::fast ? &fast_tier() : &accurate_tier();
    state->modelled = modelled_by(*state->model, dimensions);
  }
  state_ = std::move(state);
}

Annotator::~Annotator() = default;
Annotator::Annotator(Annotator&&) noexcept = default;

Tier Annotator::tier() const { return state_->tier; }

bool Annotator::models(size_t dimension) const {
  return std::any_of(state_->modelled.begin(), state_->modelled.end(),
                     [&](const Modelled& one) { return one.dimension == dimension; });
}

void Annotator::annotate(Examples& examples, int threads) const {
  make_room(examples, state_->dimensions.size());
  const size_t rows = examples.size();
  const size_t parts =
      std::clamp<size_t>(static_cast<size_t>(std::max(threads, 1)), 1, std::max<size_t>(rows, 1));
  std::vector<std::exception_ptr> faults(parts);
  // Rows are written by one thread each, in columns of whole bytes.
  auto work = [&](size_t part) {
    try {
      const size_t end = rows * (part + 1) / parts;
      for (size_t row = rows * part / parts; row < end; row += kBlock)
        state_->annotate_block(examples, row, std::min(row + kBlock, end));
    } catch (...) {
      faults[part] = std::current_exception();
    }
  };
  {
    std::vector<std::jthread> others;
    for (size_t part = 1; part < parts; ++part) others.emplace_back(work, part);
    work(0);
  }
  for (const std::exception_ptr& fault : faults)
    if (fault) std::rethrow_exception(fault);
}

}  // namespace evenset
