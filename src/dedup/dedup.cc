#include "evenset/dedup.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <unordered_map>
#include <unordered_set>

#include "dedup/equal_rows.h"
#include "dedup/near_index.h"
#include "dedup/novelty_state.h"
#include "dedup/row_text.h"
#include "dedup/rows_read.h"
#include "dedup/semantic_index.h"
#include "dedup/standing.h"
#include "evenset/error.h"
#include "parallel.h"
#include "text/json.h"

namespace evenset {
namespace {

constexpr double kLowest = 0.3;
constexpr int kMostGrams = 10;
constexpr size_t kSources = 10'000;  // names that are kept apart
constexpr size_t kBlock = 2048;      // rows that are looked up at a time
constexpr size_t kSlice = 256;       // rows that a thread reads at a time

Fraction in_thousandths(double threshold) {
  return {static_cast<uint64_t>(std::llround(threshold * 1000)), 1000};
}

void check(const DedupOptions& options) {
  if (options.methods.empty())
    throw Error(ErrorKind::usage, "name a method: exact, near, rouge-l or semantic");
  if (!(options.threshold >= kLowest && options.threshold <= 1))
    throw Error(ErrorKind::usage, "the threshold of likeness is 0.3 to 1");
  if (!(options.cosine >= 0.5 && options.cosine <= 1))
    throw Error(ErrorKind::usage, "the threshold of semantic likeness is 0.5 to 1");
  if (options.grams < 1 || options.grams > kMostGrams)
    throw Error(ErrorKind::usage, "an n-gram has 1 to 10 words");
}

// The member "source" as text, "" where there is none.
std::string source_in(std::string_view extra) {
  const std::string value = extra_member(extra, "source");
  return value.starts_with('"') ? text_of(value) : "";
}

constexpr uint32_t kNoSource = static_cast<uint32_t>(-1);

struct Row {
  uint64_t number;
  uint32_t file, source;  // numbers of losses; kNoSource: none
  bool against;
  Standing standing;
};

struct Found {
  uint32_t row;  // the kept twin's place among all rows
  Likeness method;
  double score;
};

}  // namespace

struct Dedup::State {
  DedupOptions options;
  std::vector<Row> rows;
  std::vector<Hash128> exact;       // of each row
  GramSets grams;                   // where near is asked
  std::vector<uint64_t> words;      // where rouge_l is: hashes, all rows
  std::vector<uint64_t> starts{0};  // row i has words starts[i] … starts[i+1]-1
  std::optional<SemanticIndex> semantic;
  std::vector<SourceLoss> losses;  // of files and of sources
  std::unordered_map<std::string, uint32_t> loss_of;

  void add(const Examples& batch, const std::vector<std::string>* files);
  void take(const RowsRead& read);
  uint32_t loss(const std::string& name);
  std::vector<uint32_t> order() const;
};

uint32_t Dedup::State::loss(const std::string& name) {
  const auto found = loss_of.find(name);
  if (found == loss_of.end() && losses.size() >= kSources) return kNoSource;
  const auto [at, is_new] = loss_of.try_emplace(name, static_cast<uint32_t>(losses.size()));
  if (is_new) losses.push_back({name, 0, 0});
  ++losses[at->second].rows;
  return at->second;
}

void Dedup::State::take(const RowsRead& read) {
  exact.insert(exact.end(), read.exact.begin(), read.exact.end());
  if (options.asks(Likeness::near)) grams.add(read.grams, read.gram_counts);
  words.insert(words.end(), read.words.begin(), read.words.end());
  for (const uint32_t count : read.word_counts) starts.push_back(starts.back() + count);
}

void Dedup::State::add(const Examples& batch, const std::vector<std::string>* files) {
  std::vector<RowsRead> parts((batch.size() + kSlice - 1) / kSlice);
  for_each_on(options.threads, parts.size(), [&](size_t part) {
    parts[part] = read_rows(batch, part * kSlice, std::min(batch.size(), (part + 1) * kSlice), options);
  });
  for (const RowsRead& part : parts) take(part);
  if (semantic) semantic->add(batch, options.threads);
  for (size_t i = 0; i < batch.size(); ++i) {
    Row row{batch.row[i], kNoSource, kNoSource, files == nullptr, parts[i / kSlice].standing[i % kSlice]};
    if (files != nullptr) {
      row.file = loss((*files)[batch.file[i]]);
      if (const std::string own = source_in(batch.extra[i]); !own.empty()) row.source = loss(own);
    }
    rows.push_back(row);
  }
}

std::vector<uint32_t> Dedup::State::order() const {
  std::vector<uint32_t> out(rows.size());
  std::iota(out.begin(), out.end(), 0u);
  const bool as_they_came = options.asks(Likeness::rouge_l);
  std::stable_sort(out.begin(), out.end(), [&](uint32_t a, uint32_t b) {
    if (rows[a].against != rows[b].against) return rows[a].against;
    return !as_they_came && rows[a].standing.before(rows[b].standing);
  });
  return out;
}

// The kept rows, by each method that is asked.
class Dedup::Kept {
 public:
  explicit Kept(Dedup::State& state);

  // What near and semantic find among the rows kept until now, for many rows at once.
  void look_ahead(std::span<const uint32_t> rows);
  // A kept twin of the i-th of those rows, by the first method that finds one.
  std::optional<Found> twin(size_t i, uint32_t row);
  void keep(uint32_t row);

 private:
  std::span<const uint64_t> words(uint32_t row) const;
  // Whether a row of the other set is as good as one that is there: of thousands of
  // equal ones one is enough.
  bool repeats(uint32_t row) const;
  std::optional<Found> near_twin(size_t i, uint32_t row);
  std::optional<Found> semantic_twin(size_t i, uint32_t row);

  Dedup::State& state_;
  EqualRows exact_;
  std::optional<NearIndex> near_;
  std::vector<NearIndex::Seen> seen_;  // of each thread
  std::vector<std::optional<NearTwin>> ahead_;
  std::vector<std::optional<SemanticTwin>> semantic_ahead_;
  uint32_t kept_ = 0, looked_ = 0;  // rows that semantic keeps, and kept then
  std::optional<NoveltyIndex::State> rouge_;
};

Dedup::Kept::Kept(Dedup::State& state)
    : state_(state), exact_(state.exact), seen_(static_cast<size_t>(std::max(1, state.options.threads))) {
  if (state.options.asks(Likeness::near))
    near_.emplace(state.grams, in_thousandths(state.options.threshold), state.options.threads);
  if (state.options.asks(Likeness::rouge_l))
    rouge_.emplace().options = {state.options.threshold, state.options.unicode};
}

std::span<const uint64_t> Dedup::Kept::words(uint32_t row) const {
  if (!rouge_) return {};
  return std::span(state_.words).subspan(state_.starts[row], state_.starts[row + 1] - state_.starts[row]);
}

bool Dedup::Kept::repeats(uint32_t row) const {
  if (!state_.rows[row].against || state_.semantic) return false;
  const auto other = exact_.kept(row);
  if (!other) return false;
  const auto a = words(row), b = words(*other);
  const bool same_words = !rouge_ || std::equal(a.begin(), a.end(), b.begin(), b.end());
  return same_words && (!near_ || state_.grams.same(row, *other));
}

void Dedup::Kept::look_ahead(std::span<const uint32_t> rows) {
  looked_ = kept_;
  ahead_.assign(rows.size(), std::nullopt);
  semantic_ahead_.assign(rows.size(), std::nullopt);
  if (near_) near_->settle();
  for_each_on(state_.options.threads, near_ || state_.semantic ? seen_.size() : 0, [&](size_t part) {
    const size_t end = rows.size() * (part + 1) / seen_.size();
    for (size_t i = rows.size() * part / seen_.size(); i < end; ++i) {
      if (near_ && i + 4 < end) near_->fetch_buckets(rows[i + 4]);
      if (near_ && i + 2 < end) near_->fetch_holders(rows[i + 2]);
      if (state_.rows[rows[i]].against || (state_.options.asks(Likeness::exact) && exact_.kept(rows[i])))
        continue;
      if (near_) ahead_[i] = near_->nearest(rows[i], seen_[part]);
      if (state_.semantic && !ahead_[i]) semantic_ahead_[i] = state_.semantic->nearest(rows[i], 0, looked_);
    }
  });
}

// The best of what was settled then and what was kept since.
std::optional<Found> Dedup::Kept::near_twin(size_t i, uint32_t row) {
  std::optional<NearTwin> best = near_->nearest_recent(row);
  if (ahead_[i] && is_better(*ahead_[i], best)) best = ahead_[i];
  if (!best) return std::nullopt;
  return Found{near_->row_at(best->place), Likeness::near,
               static_cast<double>(best->common) / static_cast<double>(best->all)};
}

std::optional<Found> Dedup::Kept::semantic_twin(size_t i, uint32_t row) {
  const auto since = state_.semantic->nearest(row, looked_, kept_);
  const auto best = semantic_ahead_[i] && (!since || semantic_ahead_[i]->score >= since->score)
                        ? semantic_ahead_[i]
                        : since;
  if (!best) return std::nullopt;
  return Found{state_.semantic->row_at(best->place), Likeness::semantic, best->score};
}

std::optional<Found> Dedup::Kept::twin(size_t i, uint32_t row) {
  if (state_.options.asks(Likeness::exact))
    if (const auto found = exact_.kept(row)) return Found{*found, Likeness::exact, 1.0};
  if (near_)
    if (const auto found = near_twin(i, row)) return found;
  if (rouge_)
    if (const auto found = rouge_->nearest(words(row)))
      return Found{static_cast<uint32_t>(found->number), Likeness::rouge_l, found->score};
  if (state_.semantic) return semantic_twin(i, row);
  return std::nullopt;
}

void Dedup::Kept::keep(uint32_t row) {
  if (repeats(row)) return;
  exact_.keep(row);
  ++kept_;
  if (near_) near_->keep(row);
  if (state_.semantic) state_.semantic->keep(row);
  if (rouge_) rouge_->add(words(row), row);
}

Dedup::Dedup(const DedupOptions& options) : state_(std::make_unique<State>()) {
  check(options);
  state_->options = options;
  if (state_->options.asks(Likeness::semantic))
    state_->semantic.emplace(options.cosine,
                             options.vectors ? options.vectors : static_vectors(options.threads));
}

Dedup::~Dedup() = default;

void Dedup::add(const Examples& batch, const std::vector<std::string>& files) { state_->add(batch, &files); }
void Dedup::add_against(const Examples& batch) { state_->add(batch, nullptr); }

Deduped Dedup::finish() {
  State& s = *state_;
  Kept kept(s);
  Deduped out;
  std::unordered_set<uint32_t> met;
  const std::vector<uint32_t> order = s.order();
  for (size_t at = 0; at < order.size(); ++at) {
    const uint32_t row = order[at];
    const Row& own = s.rows[row];
    if (at % kBlock == 0) kept.look_ahead(std::span(order).subspan(at, std::min(kBlock, order.size() - at)));
    ++(own.against ? out.against_rows : out.rows);
    const auto twin = own.against ? std::nullopt : kept.twin(at % kBlock, row);
    if (!twin) {
      kept.keep(row);
      continue;
    }
    const Row& other = s.rows[twin->row];
    out.removed.push_back({own.number, other.number, other.against, twin->method, twin->score});
    for (const uint32_t loss : {own.file, own.source})
      if (loss != kNoSource) ++s.losses[loss].removed;
    if (other.against) met.insert(twin->row);
  }
  out.against_met = met.size();
  std::sort(out.removed.begin(), out.removed.end(), [](auto& a, auto& b) { return a.row < b.row; });
  for (const SourceLoss& source : s.losses)
    if (source.removed > 0) out.losses.push_back(source);
  std::stable_sort(out.losses.begin(), out.losses.end(), [](const SourceLoss& a, const SourceLoss& b) {
    return a.removed * b.rows > b.removed * a.rows;
  });
  return out;
}

}  // namespace evenset
