#include "evenset/metric.h"
#include "language/row_words.h"
#include "metrics/keys.h"

namespace evenset {
namespace {

constexpr size_t kWords = 5;

uint64_t joined(std::span<const uint64_t> words) {
  uint64_t hash = 0;
  for (uint64_t word : words) hash = mix64(hash * kOdd ^ word);
  return hash;
}

class OpeningTally final : public Tally {
 public:
  explicit OpeningTally(uint64_t seed) : openings_(seed), closings_(seed) {}

  void add(const MetricRow& row) override {
    const auto words = row.words.response();
    if (words.size() < kWords) return;
    openings_.add(row.number, 0, joined(words.first(kWords)));
    closings_.add(row.number, 0, joined(words.last(kWords)));
  }

  void merge(const Tally& tally) override {
    const auto& other = static_cast<const OpeningTally&>(tally);
    openings_.merge(other.openings_);
    closings_.merge(other.closings_);
  }

  void report(Figures& out) const override {
    report(out, "repeated_openings_share", openings_.spread());
    report(out, "repeated_closings_share", closings_.spread());
  }

 private:
  static void report(Figures& out, const std::string& name, const Keys::Spread& spread) {
    // Once is no repetition.
    const bool repeated = spread.largest_rows.size() > 1;
    out.number[name] = repeated ? spread.largest_share : 0;
    if (repeated) out.evidence[name] = spread.largest_rows;
  }

  Keys openings_, closings_;
};

std::unique_ptr<Tally> tally(const Plan&, uint64_t seed) { return std::make_unique<OpeningTally>(seed); }

}  // namespace

extern const Metric openings_metric{
    "openings",
    "Largest share of responses that start with the same five words, and that end with the same five; of the "
    "responses that have five. Exact to 100,000 rows, beyond it of a seeded sample of so many.",
    {"repeated_openings_share", "repeated_closings_share"},
    tally};

}  // namespace evenset
