#include <algorithm>
#include <cmath>
#include <vector>

#include "evenset/metric.h"
#include "value_test.h"

namespace evenset {
namespace {

class ToneTally final : public Tally {
 public:
  explicit ToneTally(const Plan& plan) : dimension_(find_dimension(plan, "tone")) {
    if (dimension_ >= 0) counts_.resize(plan.dimensions[static_cast<size_t>(dimension_)].values.size());
  }

  void add(const MetricRow& row) override {
    const int16_t value = value_of(row.examples, row.row, dimension_);
    if (value >= 0 && static_cast<size_t>(value) < counts_.size()) ++counts_[static_cast<size_t>(value)];
  }

  void merge(const Tally& tally) override {
    const auto& other = static_cast<const ToneTally&>(tally);
    for (size_t i = 0; i < counts_.size(); ++i) counts_[i] += other.counts_[i];
  }

  void report(Figures& out) const override {
    uint64_t total = 0, largest = 0;
    for (uint64_t count : counts_) {
      total += count;
      largest = std::max(largest, count);
    }
    double entropy = 0;
    for (uint64_t count : counts_) {
      if (count == 0) continue;
      const double share = static_cast<double>(count) / static_cast<double>(total);
      entropy -= share * std::log2(share);
    }
    out.number["tone_entropy"] = entropy > 0 ? entropy : 0;  // no -0
    out.number["largest_tone_share"] =
        total == 0 ? 0 : static_cast<double>(largest) / static_cast<double>(total);
  }

 private:
  int dimension_;
  std::vector<uint64_t> counts_;
};

std::unique_ptr<Tally> tally(const Plan& plan, uint64_t) { return std::make_unique<ToneTally>(plan); }

}  // namespace

extern const Metric tone_metric{
    "tone",
    "Shannon's entropy of the tone labels in bits, and the share of the most frequent one, "
    "of the rows whose tone is known.",
    {"tone_entropy", "largest_tone_share"},
    tally};

}  // namespace evenset
