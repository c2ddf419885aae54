#include <algorithm>

#include "behaviour.h"
#include "evenset/metric.h"
#include "language/row_words.h"
#include "parallel.h"
#include "value_test.h"

namespace evenset {
namespace {

constexpr size_t kFirst = 10;   // rows named per finding
constexpr size_t kSlice = 512;  // rows whose words are kept at a time: they fit a core's cache

void add_first(std::vector<uint64_t>& rows, uint64_t number) {
  if (rows.size() == kFirst && number >= rows.back()) return;
  rows.insert(std::lower_bound(rows.begin(), rows.end(), number), number);
  if (rows.size() > kFirst) rows.pop_back();
}

std::vector<int64_t>& counts_by(Profile::Counts& counts, Source source) {
  if (source == Source::human) return counts.human;
  return source == Source::given ? counts.stated : counts.machine;
}

bool holds(const Target& target, const Examples& examples, size_t row) {
  const int16_t value = value_of(examples, row, static_cast<int>(target.dimension));
  return value >= 0 && std::binary_search(target.values.begin(), target.values.end(), value);
}

void count_labels(std::vector<Profile::Counts>& counts, const Examples& batch) {
  for (size_t d = 0; d < counts.size() && d < batch.labels.size(); ++d) {
    const Labels& labels = batch.labels[d];
    for (size_t i = 0; i < labels.value.size(); ++i) {
      std::vector<int64_t>& by = counts_by(counts[d], labels.source[i]);
      const auto value = static_cast<size_t>(labels.value[i] + 1);
      if (value >= by.size()) continue;
      ++by[value];
      add_first(counts[d].first[value], batch.row[i]);
    }
  }
}

void count_behaviour(Profile& profile, const Examples& batch, const Plan& plan) {
  const BehaviourRules rules(plan);
  Profile::Match* matches[] = {&profile.ambiguous, &profile.adversarial, &profile.negative};
  for (size_t row = 0; row < batch.size(); ++row) {
    const BehaviourRules::Found behaviour = rules.of(batch, row);
    for (size_t i = 0; i < 3; ++i) {
      if (!behaviour.wanted[i]) continue;
      ++matches[i]->wanted;
      matches[i]->matched += behaviour.matched;
      if (!behaviour.matched) add_first(matches[i]->mismatched, batch.row[row]);
    }
  }
}

void count_within(std::vector<std::vector<int64_t>>& within, const Examples& batch, const Plan& plan) {
  for (size_t w = 0; w < plan.within.size(); ++w) {
    const WithinTarget& part = plan.within[w];
    for (size_t row = 0; row < batch.size(); ++row) {
      if (!holds(plan.targets[part.within], batch, row)) continue;
      within[w][0] += holds(part.target, batch, row);
      within[w][1] += value_of(batch, row, static_cast<int>(part.target.dimension)) >= 0;
    }
  }
}

void add_to(std::vector<int64_t>& sums, const std::vector<int64_t>& more) {
  for (size_t i = 0; i < sums.size() && i < more.size(); ++i) sums[i] += more[i];
}

void add_to(Profile::Match& match, const Profile::Match& more) {
  match.wanted += more.wanted;
  match.matched += more.matched;
  for (uint64_t number : more.mismatched) add_first(match.mismatched, number);
}

}  // namespace

Profile::Profile(const Plan& plan, uint64_t seed) : plan_(&plan) {
  for (const Dimension& dimension : plan.dimensions) {
    std::vector<int64_t> none(dimension.values.size() + 1);
    counts.push_back({none, none, none, std::vector<std::vector<uint64_t>>(none.size())});
  }
  within.assign(plan.within.size(), std::vector<int64_t>(2));
  for (const Metric* metric : builtin_metrics()) tallies_.push_back(metric->tally(plan, seed));
}

Profile::Profile(Profile&&) noexcept = default;
Profile::~Profile() = default;

// Threads share out the metrics, not the rows: each tally sees all rows in
// order, and nothing depends on how many threads or batches there are.
void Profile::add(const Examples& batch, int threads) {
  rows += batch.size();
  count_labels(counts, batch);
  count_behaviour(*this, batch, *plan_);
  count_within(within, batch, *plan_);
  for (size_t begin = 0; begin < batch.size(); begin += kSlice) {
    std::vector<RowView> views(std::min(kSlice, batch.size() - begin));
    std::vector<RowWords> words(views.size());
    for_each_on(threads, views.size(), [&](size_t i) {
      views[i] = RowView(batch, begin + i);
      words[i] = RowWords(views[i]);
    });
    for_each_on(threads, tallies_.size(), [&](size_t t) {
      for (size_t i = 0; i < views.size(); ++i)
        tallies_[t]->add({views[i], words[i], batch, begin + i, batch.row[begin + i]});
    });
  }
}

void Profile::merge(const Profile& other) {
  rows += other.rows;
  for (size_t d = 0; d < counts.size(); ++d) {
    add_to(counts[d].machine, other.counts[d].machine);
    add_to(counts[d].stated, other.counts[d].stated);
    add_to(counts[d].human, other.counts[d].human);
    for (size_t v = 0; v < counts[d].first.size(); ++v)
      for (const uint64_t row : other.counts[d].first[v]) add_first(counts[d].first[v], row);
  }
  add_to(ambiguous, other.ambiguous);
  add_to(adversarial, other.adversarial);
  add_to(negative, other.negative);
  for (size_t w = 0; w < within.size(); ++w) add_to(within[w], other.within[w]);
  for (size_t t = 0; t < tallies_.size(); ++t) tallies_[t]->merge(*other.tallies_[t]);
}

Figures Profile::figures() const {
  Figures out;
  for (const auto& tally : tallies_) tally->report(out);
  return out;
}

}  // namespace evenset
