#include <algorithm>
#include <map>

#include "evenset/metric.h"
#include "language/row_words.h"
#include "metrics/distinct.h"
#include "metrics/sample.h"
#include "text/ngrams.h"

namespace evenset {
namespace {

constexpr size_t kSample = 20'000;  // words, for HD-D
constexpr size_t kFixed = 2'000;    // the lowest of them, for ttr_2000
constexpr size_t kDrawn = 42;       // McCarthy & Jarvis (2007)

// Mean share of different words in 42 drawn without replacement from words
// whose types have these counts (count -> how many types).
double hypergeometric_diversity(const std::map<size_t, size_t>& types, size_t words) {
  const size_t drawn = std::min(kDrawn, words);
  if (drawn == 0) return 0;
  double sum = 0;
  for (auto [count, how_many] : types) {
    double missed = 1;
    for (size_t i = 0; i < drawn; ++i)
      missed *=
          words - i > count ? static_cast<double>(words - count - i) / static_cast<double>(words - i) : 0;
    sum += static_cast<double>(how_many) * (1 - missed);
  }
  return sum / static_cast<double>(drawn);
}

class LexicalTally final : public Tally {
 public:
  explicit LexicalTally(uint64_t seed) : seed_(seed), sample_(kSample) {}

  void add(const MetricRow& row) override {
    const uint64_t start = draw(seed_, row.number);
    uint64_t index = 0;
    for (uint64_t word : row.words.words) {
      different_.add(word);
      const uint64_t priority = mix64(start + kOdd * index++);
      if (sample_.wants(priority)) sample_.add(priority, row.number, word);
    }
    words_ += index;
  }

  void merge(const Tally& tally) override {
    const auto& other = static_cast<const LexicalTally&>(tally);
    different_.merge(other.different_);
    sample_.merge(other.sample_);
    words_ += other.words_;
  }

  void report(Figures& out) const override {
    std::vector<uint64_t> words;
    for (const auto* item : sample_.by_priority()) words.push_back(item->payload);
    std::vector<uint64_t> fixed(words.begin(),
                                words.begin() + static_cast<ptrdiff_t>(std::min(kFixed, words.size())));
    const size_t fixed_size = fixed.size();
    make_set(fixed);
    std::map<uint64_t, size_t> counts;
    for (uint64_t word : words) ++counts[word];
    std::map<size_t, size_t> types;
    for (auto [word, count] : counts) ++types[count];
    out.number["ttr"] = words_ == 0 ? 0 : different_.count() / static_cast<double>(words_);
    out.number["ttr_2000"] =
        fixed_size == 0 ? 0 : static_cast<double>(fixed.size()) / static_cast<double>(fixed_size);
    out.number["hdd"] = hypergeometric_diversity(types, words.size());
  }

 private:
  uint64_t seed_, words_ = 0;
  Distinct different_;
  Sample<uint64_t> sample_;
};

std::unique_ptr<Tally> tally(const Plan&, uint64_t seed) { return std::make_unique<LexicalTally>(seed); }

}  // namespace

extern const Metric lexical_metric{
    "lexical",
    "Different words by all words (type-token ratio) of questions and responses: of the whole set (falls "
    "with "
    "its size), of a seeded sample of 2,000 words, and HD-D (McCarthy & Jarvis 2007), the share of different "
    "words to expect in 42, of a seeded sample of 20,000. Smaller sets are measured whole.",
    {"ttr", "ttr_2000", "hdd"},
    tally};

}  // namespace evenset
