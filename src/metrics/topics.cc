#include "language/topics.h"

#include "evenset/metric.h"
#include "language/row_words.h"
#include "metrics/keys.h"

namespace evenset {
namespace {

class TopicTally final : public Tally {
 public:
  explicit TopicTally(uint64_t seed) : topics_(seed) {}

  void add(const MetricRow& row) override {
    found_.clear();
    append_topics(found_, row.words.tokens, row.words.request.at);
    for (size_t i = 0; i < found_.size(); ++i) topics_.add(row.number, i, found_[i]);
  }

  void merge(const Tally& tally) override { topics_.merge(static_cast<const TopicTally&>(tally).topics_); }

  void report(Figures& out) const override {
    const Keys::Spread topics = topics_.spread();
    out.number["unique_topics"] = topics.different;
    out.number["effective_topics"] = topics.effective;
  }

 private:
  Keys topics_;
  std::vector<uint64_t> found_;  // kept for its memory
};

std::unique_ptr<Tally> tally(const Plan&, uint64_t seed) { return std::make_unique<TopicTally>(seed); }

}  // namespace

extern const Metric topics_metric{
    "topics",
    "How many different noun phrases, names and identifiers the questions are about, and their effective "
    "number (Hill 1973). Different ones are exact to 200,000, beyond it a KMV estimate (standard error 0.2 "
    "%); "
    "the effective number is that of a seeded sample of at most 100,000 mentions.",
    {"unique_topics", "effective_topics"},
    tally};

}  // namespace evenset
