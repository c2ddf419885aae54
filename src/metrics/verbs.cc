#include "evenset/metric.h"
#include "language/row_words.h"
#include "metrics/keys.h"

namespace evenset {
namespace {

class VerbTally final : public Tally {
 public:
  explicit VerbTally(uint64_t seed) : verbs_(seed), objects_(seed), pairs_(seed) {}

  void add(const MetricRow& row) override {
    const Request& request = row.words.request;
    if (!request.verb.empty()) verbs_.add(row.number, 0, hash128(request.verb).lo);
    if (!request.object.empty()) objects_.add(row.number, 0, hash128(request.object).lo);
    if (!request.verb.empty() && !request.object.empty())
      pairs_.add(row.number, 0, hash128(request.verb + " " + request.object).lo);
  }

  void merge(const Tally& tally) override {
    const auto& other = static_cast<const VerbTally&>(tally);
    verbs_.merge(other.verbs_);
    objects_.merge(other.objects_);
    pairs_.merge(other.pairs_);
  }

  void report(Figures& out) const override {
    const Keys::Spread verbs = verbs_.spread();
    out.number["unique_verbs"] = verbs.different;
    out.number["effective_verbs"] = verbs.effective;
    const Keys::Spread objects = objects_.spread(), pairs = pairs_.spread();
    out.number["unique_objects"] = objects.different;
    out.number["effective_objects"] = objects.effective;
    out.number["unique_verb_objects"] = pairs.different;
    out.number["effective_verb_objects"] = pairs.effective;
  }

 private:
  Keys verbs_, objects_, pairs_;
};

std::unique_ptr<Tally> tally(const Plan&, uint64_t seed) { return std::make_unique<VerbTally>(seed); }

}  // namespace

extern const Metric verbs_metric{
    "verbs",
    "How many different main verbs and direct objects the questions have, as in the "
    "Self-Instruct paper (Wang "
    "et al. 2023) but by a tagger and rules, and of pairs of both, and the effective numbers, exp "
    "of Shannon's entropy (Hill 1973). Exact "
    "to 200,000 different words and 100,000 rows, estimated beyond.",
    {"unique_verbs", "effective_verbs", "unique_objects", "effective_objects", "unique_verb_objects",
     "effective_verb_objects"},
    tally};

}  // namespace evenset
