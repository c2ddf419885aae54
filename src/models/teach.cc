#include "evenset/teach.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

#include "evenset/error.h"
#include "models/held_out.h"
#include "models/multinomial.h"
#include "models/taught.h"
#include "models/teach_labels.h"
#include "text/hash.h"

namespace evenset {
namespace {

constexpr size_t kMostValues = 1000;  // as a plan's dimension

// Rows that ask the same are held out together: an answer is often the same too.
uint64_t question_key(const RowView& row) {
  return row.question.empty() ? row_key(row) : hash128(row.question_lower).lo;
}

bool has_text(const RowView& row) { return row.input_words + row.response_words > 0; }

}  // namespace

struct Teacher::State {
  explicit State(TeachOptions asked) : options(std::move(asked)) {
    if (options.dimension.empty())
      throw Error(ErrorKind::usage, "teach: which dimension? give --dimension NAME");
    if (!options.encoder.empty())
      own = std::make_unique<RowEncoder>(Tensors::open(options.encoder, Encoder::kKind));
    encoder = own ? own.get() : &shipped_encoder();
    names = options.values;
  }

  // The value's number; -1 where the plan has values and it is none of them.
  int32_t value(std::string_view name) {
    const auto found = std::find(names.begin(), names.end(), name);
    if (found != names.end()) return static_cast<int32_t>(found - names.begin());
    if (!options.values.empty()) return -1;
    require_name(name);
    names.emplace_back(name);
    return static_cast<int32_t>(names.size() - 1);
  }

  // Without its text in the message: a field may hold anything.
  void require_name(std::string_view name) const {
    if (is_value_name(name) && names.size() < kMostValues) return;
    throw Error(ErrorKind::input,
                fmt::format("teach: the rows hold labels of {} that cannot be values of a dimension (a name "
                            "without space, comma, + or =, at most 64 bytes and 1,000 of them); name another "
                            "field, or give --plan with the values",
                            options.dimension));
  }

  // Whether the row is to be encoded.
  bool take(const RowView& row, std::string_view name) {
    const int32_t number = has_text(row) ? value(name) : -1;
    if (!has_text(row))
      ++rows.empty;
    else if (number < 0)
      ++rows.strange;
    if (number < 0) return false;
    const uint64_t key = row_key(row);
    std::set<int32_t>& labels = labels_of[key];
    if (labels.contains(number))
      ++rows.repeated;
    else if (value_of.size() >= options.most_rows)
      ++rows.beyond;
    if (labels.contains(number) || value_of.size() >= options.most_rows) return false;
    labels.insert(number);
    value_of.push_back(number);
    keys.push_back(key);
    groups.push_back(question_key(row));
    return true;
  }

  LabelledVectors data(std::vector<std::string>& values) const;
  void require_enough(const LabelledVectors& data, const std::vector<std::string>& values) const;

  TeachOptions options;
  std::unique_ptr<RowEncoder> own;
  const RowEncoder* encoder = nullptr;
  std::vector<std::string> names;  // of values, as numbered below
  std::map<uint64_t, std::set<int32_t>> labels_of;
  std::vector<int32_t> value_of;
  std::vector<uint64_t> keys, groups;
  std::vector<float> vectors;
  TeachRows rows;
};

// With the values that have rows, in the plan's order or by name.
LabelledVectors Teacher::State::data(std::vector<std::string>& values) const {
  std::vector<uint16_t> number(names.size());
  std::vector<size_t> order;
  for (size_t v = 0; v < names.size(); ++v)
    if (std::count(value_of.begin(), value_of.end(), static_cast<int32_t>(v)) > 0) order.push_back(v);
  if (options.values.empty())
    std::sort(order.begin(), order.end(), [&](size_t a, size_t b) { return names[a] < names[b]; });
  for (const size_t v : order) {
    number[v] = static_cast<uint16_t>(values.size());
    values.push_back(names[v]);
  }
  LabelledVectors out{encoder->row_width(), values.size(), vectors, {}, groups};
  for (const int32_t value : value_of) out.value.push_back(number[static_cast<size_t>(value)]);
  return out;
}

void Teacher::State::require_enough(const LabelledVectors& data,
                                    const std::vector<std::string>& values) const {
  if (values.size() < 2)
    throw Error(
        ErrorKind::input,
        fmt::format("teach: of {} rows {} can teach {}{} ({} have no label of it, {} one of a rule or model, "
                    "{} one that the plan has not, {} no text); two values are needed, {} rows of each",
                    rows.read, data.size(), options.dimension,
                    values.empty() ? "" : ", all of them " + values[0], rows.unlabelled, rows.by_machine,
                    rows.strange, rows.empty, options.least_rows));
  std::vector<std::set<uint64_t>> asked(values.size());
  for (size_t i = 0; i < data.size(); ++i) asked[data.value[i]].insert(data.group[i]);
  std::vector<std::string> few;
  for (size_t v = 0; v < values.size(); ++v)
    if (asked[v].size() < options.least_rows)
      few.push_back(fmt::format("{} ({})", values[v], asked[v].size()));
  if (few.empty()) return;
  const size_t more = few.size() > 10 ? few.size() - 10 : 0;
  few.resize(few.size() - more);
  throw Error(
      ErrorKind::input,
      fmt::format("teach: too few different questions of {}: {}{}; label {} or more of each, or leave the "
                  "value out of the rows",
                  options.dimension, fmt::join(few, ", "),
                  more > 0 ? fmt::format(" and {} more values", more) : "", options.least_rows));
}

Teacher::Teacher(TeachOptions options) : state_(std::make_unique<State>(std::move(options))) {}
Teacher::~Teacher() = default;
Teacher::Teacher(Teacher&&) noexcept = default;

const TeachRows& Teacher::rows() const { return state_->rows; }

void Teacher::add(const Examples& batch, int threads) {
  State& s = *state_;
  std::vector<RowView> views;
  for (size_t i = 0; i < batch.size(); ++i) {
    ++s.rows.read;
    const RowLabel label = label_of(batch, i, s.options.dimension, s.options.field);
    if (label.value.empty() || label.value == "unknown")
      ++s.rows.unlabelled;
    else if (label.by_machine)
      ++s.rows.by_machine;
    else if (RowView view(batch, i); s.take(view, label.value))
      views.push_back(std::move(view));
  }
  const std::vector<float> vectors = s.encoder->rows(views, threads);
  s.vectors.insert(s.vectors.end(), vectors.begin(), vectors.end());
  s.rows.used = s.value_of.size();
  s.rows.contradictory = static_cast<uint64_t>(
      std::count_if(s.keys.begin(), s.keys.end(), [&](uint64_t key) { return s.labels_of[key].size() > 1; }));
}

Taught Teacher::teach(int threads) const {
  const State& s = *state_;
  std::vector<std::string> values;
  const LabelledVectors data = s.data(values);
  s.require_enough(data, values);
  const CrossValidated held_out = cross_validate(data, s.options.seed, threads);
  Taught out = judged(data, held_out, values, s.options.seed);
  LinearMap map = fit_multinomial(data, held_out.strength);
  TaughtModel model;
  model.head = {s.options.dimension, values, std::move(map.weight), std::move(map.bias),
                static_cast<float>(held_out.temperature)};
  model.doc = s.options.doc;
  model.accuracy = out.accuracy.value;
  model.encoder = s.encoder->checksum();
  for (size_t i = 0; i < data.size(); ++i) model.held_out.emplace(s.keys[i], held_out.chosen[i]);
  out.file = taught_file(model);
  return out;
}

std::optional<double> Teacher::accuracy_of(const std::string& model_file) const {
  const State& s = *state_;
  const Tensors tensors = Tensors::open(model_file, TaughtModel::kKind);
  if (tensors.metadata("dimension") != s.options.dimension)
    throw Error(
        ErrorKind::usage,
        fmt::format("{}: holds a model of another dimension; give another -o, or --force to replace it",
                    model_file));
  if (tensors.metadata("encoder") != s.encoder->checksum()) return std::nullopt;
  const TaughtModel model = read_taught(tensors, s.encoder->row_width());
  uint64_t right = 0;
  for (size_t i = 0; i < s.value_of.size(); ++i) {
    const auto seen = model.held_out.find(s.keys[i]);
    const auto width = s.encoder->row_width();
    const size_t value =
        seen != model.held_out.end()
            ? seen->second
            : static_cast<size_t>(model.label(std::span(s.vectors).subspan(i * width, width)).value);
    right += model.head.values[value] == s.names[static_cast<size_t>(s.value_of[i])];
  }
  return s.value_of.empty() ? 0.0 : static_cast<double>(right) / static_cast<double>(s.value_of.size());
}

std::vector<std::string> taught_files(const std::string& folder, std::span<const Dimension> dimensions) {
  std::vector<std::string> out;
  for (const Dimension& dimension : dimensions) {
    const std::string file = (std::filesystem::path(folder) / (dimension.name + ".safetensors")).string();
    if (std::error_code error; std::filesystem::exists(file, error)) out.push_back(file);
  }
  return out;
}

}  // namespace evenset
