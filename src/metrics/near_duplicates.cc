#include <algorithm>

#include "evenset/metric.h"
#include "language/row_words.h"
#include "metrics/sample.h"
#include "text/ngrams.h"
#include "text/similar.h"

namespace evenset {
namespace {

constexpr size_t kRows = 20'000;
constexpr uint64_t kGrams = 16'000'000;  // 128 MB; very long rows shrink the sample
constexpr size_t kPairs = 5;             // in evidence
constexpr size_t kLikes = 100;           // rows alike beyond these change little

class NearTally final : public Tally {
 public:
  explicit NearTally(uint64_t seed) : seed_(seed), sample_(kRows, kGrams) {}

  void add(const MetricRow& row) override {
    const uint64_t priority = draw(seed_, row.number);
    if (!sample_.wants(priority)) return sample_.skip();
    std::vector<uint64_t> grams;
    grams.reserve(row.words.words.size());
    append_grams(grams, row.words.words, 3);
    sample_.add(priority, row.number, std::move(grams));
  }

  void merge(const Tally& tally) override { sample_.merge(static_cast<const NearTally&>(tally).sample_); }

  void report(Figures& out) const override {
    const auto rows = sample_.by_number();
    std::vector<std::vector<uint64_t>> sets;
    sets.reserve(rows.size());
    for (const auto* row : rows) make_set(sets.emplace_back(row->payload));
    const std::vector<size_t> earlier = earlier_alike(sets, {7, 10});
    uint64_t count = 0;
    std::vector<uint64_t> pairs;
    for (size_t i = 0; i < rows.size(); ++i) {
      if (earlier[i] == kNone) continue;
      if (count++ < kPairs) pairs.insert(pairs.end(), {rows[earlier[i]]->number, rows[i]->number});
    }
    out.number["near_duplicates"] = static_cast<double>(count);
    out.number["near_sampled_rows"] = static_cast<double>(rows.size());
    if (count > 0) out.evidence["near_duplicates"] = pairs;
    // Of each row what is its own: with three others that are half like it, 1/2.5.
    double own = 0;
    for (const double sum : likeness_sums(sets, {3, 10}, kLikes)) own += 1 / sum;
    const auto sampled = static_cast<double>(std::max<size_t>(rows.size(), 1));
    out.number["effective_examples"] = own / sampled * static_cast<double>(sample_.offered());
  }

 private:
  uint64_t seed_;
  Sample<std::vector<uint64_t>> sample_;
};

std::unique_ptr<Tally> tally(const Plan&, uint64_t seed) { return std::make_unique<NearTally>(seed); }

}  // namespace

extern const Metric near_duplicates_metric{
    "near_duplicates",
    "Rows with a Jaccard index of 0.7 or more (word triples of question and response together, decided in "
    "integers; equal rows too) to an earlier row, within a seeded sample of 20,000 rows (fewer where they "
    "hold over 16 million words), near_sampled_rows in number. Smaller sets are compared whole. Evidence is "
    "pairs: earlier row, row. And the effective number of distinct examples (Leinster & Cobbold 2012, order "
    "0): each row counts 1 divided by the sum of its Jaccard indices, those from 0.3 on, with all rows, "
    "itself "
    "included; beyond the sample scaled up, and then at most so many.",
    {"near_duplicates", "near_sampled_rows", "effective_examples"},
    tally};

}  // namespace evenset
