// A metric is a number (or a few) over a whole data set that can be merged:
// profile(a).merge(profile(b)) equals profile(a + b), so threads, batches and
// clusters need no second implementation. To add one, write
// `src/metrics/NAME.cc` and name it in `src/metrics/list.cc`.
#pragma once

#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "evenset/annotator.h"
#include "evenset/dimension.h"
#include "evenset/plan.h"

namespace evenset {

// What a metric found: numbers by key, and rows that show it.
struct Figures {
  std::map<std::string, double> number;                     // "mattr_50", "length_cv", …
  std::map<std::string, std::vector<uint64_t>> evidence;    // row numbers (Examples::row), a few
  std::map<std::string, std::vector<std::string>> missing;  // checklist -> entries with no row
};

struct RowWords;  // src/language/row_words.h

// A row as metrics see it: its texts, its words, its labels, its number over
// all inputs.
struct MetricRow {
  const RowView& view;
  const RowWords& words;
  const Examples& examples;
  size_t row;       // in `examples`
  uint64_t number;  // Examples::row
};

// The mergeable state of one metric. Merged in row order, so that results do
// not depend on threads.
class Tally {
 public:
  virtual ~Tally() = default;
  virtual void add(const MetricRow& row) = 0;
  virtual void merge(const Tally& other) = 0;  // `other` is of the same metric and comes after
  virtual void report(Figures& out) const = 0;
};

struct Metric {
  std::string_view name;
  std::string_view doc;                   // one sentence, with the source of the method
  std::vector<std::string_view> figures;  // the keys it reports
  std::unique_ptr<Tally> (*tally)(const Plan& plan, uint64_t seed);
};

std::span<const Metric* const> builtin_metrics();

// All metrics and label counts over any number of rows. Memory does not grow
// with the rows but for 16 bytes each (exact duplicates).
class Profile {
 public:
  // `plan` must outlive the profile. Throws Error{input} for a bad pattern in
  // the plan's checklists.
  explicit Profile(const Plan& plan, uint64_t seed = 0);
  Profile(Profile&&) noexcept;
  ~Profile();
  // Add a labelled batch. Figures depend neither on threads nor on batches.
  // Cost: about 30 us a row of 750 bytes on one core.
  void add(const Examples& batch, int threads = 1);
  // Add the rows of a profile of the same plan and seed; its rows come after.
  void merge(const Profile& other);

  Tier tier = Tier::rules;  // that gave the labels whose source is rule or model

  // Cost: a second at 20,000 rows and more (near duplicates), less below.
  Figures figures() const;

  uint64_t rows = 0;
  // Per dimension and value, by source: counts[d][value + 1]; [0] is unknown.
  struct Counts {
    std::vector<int64_t> machine, stated, human;  // rule/model/llm; given; human
    std::vector<std::vector<uint64_t>> first;     // of each: the first ten rows
  };
  std::vector<Counts> counts;
  // Per question dimension (ambiguous, adversarial, negative): rows that want a
  // behaviour and whose response's is known, rows of these that show one that
  // any of their labels wants, and the first ten rows that do not.
  struct Match {
    int64_t wanted = 0, matched = 0;
    std::vector<uint64_t> mismatched;
  };
  Match ambiguous, adversarial, negative;
  // Per Plan::within: rows with the target's values, rows in the part whose label is known.
  std::vector<std::vector<int64_t>> within;

 private:
  const Plan* plan_;
  std::vector<std::unique_ptr<Tally>> tallies_;
};

// Whether the response does what the question's labels want (codebook §7).
// 1 it does, 0 it does not, -1 nothing is wanted or the behaviour is unknown.
int behaviour_match(const Examples& examples, size_t row, const Plan& plan);

}  // namespace evenset
