// Context variations. The sample is drawn by topic, not by row, so that groups are
// in it whole.
#include <algorithm>

#include "evenset/metric.h"
#include "language/row_words.h"
#include "metrics/first_rows.h"
#include "metrics/sample.h"
#include "text/words.h"
#include "variations/groups.h"

namespace evenset {
namespace {

constexpr size_t kRows = 20'000;
constexpr uint64_t kHashes = 8'000'000;

struct Text : VariationText {
  size_t size() const { return stems.size() + wording.size() + response_numbers.size(); }
};

class VariationTally final : public Tally {
 public:
  explicit VariationTally(uint64_t seed) : seed_(seed), sample_(kRows, kHashes) {}

  void add(const MetricRow& row) override {
    lower_.clear();
    append_lower(lower_, row.view.response);
    Text text{variation_text(row.words.tokens, row.view.question_lower, lower_)};
    const uint64_t key = topic_key(text);
    const uint64_t priority = key == 0 ? draw(seed_, row.number, 1) : draw(seed_, key);
    if (!sample_.wants(priority)) return sample_.skip();
    sample_.add(priority, row.number, std::move(text));
  }

  void merge(const Tally& tally) override {
    sample_.merge(static_cast<const VariationTally&>(tally).sample_);
  }

  void report(Figures& out) const override {
    auto rows = sample_.by_number();
    std::vector<const VariationText*> texts;
    for (const auto* row : rows) texts.push_back(&row->payload);
    const auto groups = variation_groups(texts);
    uint64_t varied = 0;
    FirstRows evidence;
    for (const auto& group : groups) {
      varied += group.size();
      for (const uint32_t row : group) evidence.add(rows[row]->number);
    }
    out.number["variation_groups"] = static_cast<double>(groups.size());
    out.number["variation_rows_share"] =
        rows.empty() ? 0 : static_cast<double>(varied) / static_cast<double>(rows.size());
    out.number["variation_sampled_rows"] = static_cast<double>(rows.size());
    if (!groups.empty()) out.evidence["variation_groups"] = evidence.rows();
  }

 private:
  uint64_t seed_;
  Sample<Text> sample_;
  std::string lower_;  // kept for its memory
};

std::unique_ptr<Tally> tally(const Plan&, uint64_t seed) { return std::make_unique<VariationTally>(seed); }

}  // namespace

extern const Metric variations_metric{
    "variations",
    "Groups of 2 to 6 questions that ask the same in other words, and the share of rows in them "
    "(evenset/variations.h): their responses' content stems, weighted by rarity, have a Jaccard index of "
    "0.25 "
    "or more, or their questions hold the same 2 to 12 content stems; less than 0.7 Jaccard of word triples "
    "between the questions. Within a seeded sample of at most 20,000 rows, variation_sampled_rows in number, "
    "drawn by topic so that few groups are cut: the share is then the least.",
    {"variation_groups", "variation_rows_share", "variation_sampled_rows"},
    tally};

}  // namespace evenset
