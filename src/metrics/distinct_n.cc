#include "evenset/metric.h"
#include "language/row_words.h"
#include "metrics/sample.h"
#include "text/ngrams.h"

namespace evenset {
namespace {

constexpr size_t kRows = 20'000;
constexpr uint64_t kWords = 20'000;  // of all sampled texts

// Question and response with their border, so that no n-gram crosses it.
struct Texts {
  std::vector<uint64_t> words;
  size_t question = 0;
  size_t size() const { return words.size(); }
};

class DistinctTally final : public Tally {
 public:
  explicit DistinctTally(uint64_t seed) : seed_(seed), sample_(kRows, kWords) {}

  void add(const MetricRow& row) override {
    const uint64_t priority = draw(seed_, row.number);
    if (!sample_.wants(priority)) return;
    sample_.add(priority, row.number, {row.words.words, row.words.question_words});
  }

  void merge(const Tally& tally) override { sample_.merge(static_cast<const DistinctTally&>(tally).sample_); }

  void report(Figures& out) const override {
    const auto rows = sample_.by_priority();
    for (size_t n = 1; n <= 3; ++n) {
      std::vector<uint64_t> grams;
      for (const auto* row : rows) {
        const std::span<const uint64_t> words = row->payload.words;
        for (const auto part : {words.first(row->payload.question), words.subspan(row->payload.question)})
          if (part.size() >= n) append_grams(grams, part, n);
      }
      const auto all = static_cast<double>(grams.size());
      make_set(grams);
      out.number["distinct_" + std::to_string(n)] = all == 0 ? 0 : static_cast<double>(grams.size()) / all;
    }
  }

 private:
  uint64_t seed_;
  Sample<Texts> sample_;
};

std::unique_ptr<Tally> tally(const Plan&, uint64_t seed) { return std::make_unique<DistinctTally>(seed); }

}  // namespace

extern const Metric distinct_metric{"distinct",
                                    "Different word n-grams by all n-grams (distinct-n, Li et al. 2016) of "
                                    "questions and responses, n = 1, 2, "
                                    "3, in a seeded sample of rows up to 20,000 words: the ratio falls with "
                                    "size, so larger sets are sampled.",
                                    {"distinct_1", "distinct_2", "distinct_3"},
                                    tally};

}  // namespace evenset
