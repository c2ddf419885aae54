#include "language/topics.h"

#include "evenset/metric.h"
#include "language/entities.h"
#include "language/row_words.h"
#include "metrics/keys.h"
#include "text/words.h"

namespace evenset {
namespace {

class TopicTally final : public Tally {
 public:
  explicit TopicTally(uint64_t seed) : topics_(seed), entities_(seed) {}

  void add(const MetricRow& row) override {
    found_.clear();
    append_topics(found_, row.words.tokens, row.words.request.at);
    for (size_t i = 0; i < found_.size(); ++i) topics_.add(row.number, i, found_[i]);
    entities(named_, row.view.question, row.words.tokens, row.words.tags);
    for (size_t i = 0; i < named_.size(); ++i) {
      lower_.clear();
      append_lower(lower_, named_[i]);
      entities_.add(row.number, i, hash128(lower_).lo);
    }
  }

  void merge(const Tally& tally) override {
    const auto& other = static_cast<const TopicTally&>(tally);
    topics_.merge(other.topics_);
    entities_.merge(other.entities_);
  }

  void report(Figures& out) const override {
    const Keys::Spread topics = topics_.spread();
    out.number["unique_topics"] = topics.different;
    out.number["effective_topics"] = topics.effective;
    const Keys::Spread entities = entities_.spread();
    out.number["unique_entities"] = entities.different;
    out.number["effective_entities"] = entities.effective;
  }

 private:
  Keys topics_, entities_;
  // Kept for their memory.
  std::vector<uint64_t> found_;
  std::vector<std::string_view> named_;
  std::string lower_;
};

std::unique_ptr<Tally> tally(const Plan&, uint64_t seed) { return std::make_unique<TopicTally>(seed); }

}  // namespace

extern const Metric topics_metric{
    "topics",
    "How many different noun phrases, names and identifiers the questions are about, how many of them are "
    "named things (entities: products, companies, people, places, standards, identifiers), and their "
    "effective numbers (Hill 1973). Different ones are exact to 200,000, beyond it a KMV estimate (standard "
    "error 0.2 %); the effective number is that of a seeded sample of at most 100,000 mentions.",
    {"unique_topics", "effective_topics", "unique_entities", "effective_entities"},
    tally};

}  // namespace evenset
