// Sixteen bytes a row, hash and number, in 1,024 buckets by the hash's last
// bits: a bucket at a time is sorted at the end, so that nothing doubles.
#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "evenset/metric.h"
#include "metrics/first_rows.h"
#include "text/normalise.h"

namespace evenset {
namespace {

class ExactTally final : public Tally {
 public:
  void add(const MetricRow& row) override { put(content_hash(row.view).lo, row.number); }

  void merge(const Tally& tally) override {
    for (const Bucket& bucket : static_cast<const ExactTally&>(tally).buckets_)
      for (auto [hash, number] : bucket) put(hash, number);
  }

  void report(Figures& out) const override {
    uint64_t count = 0;
    FirstRows rows;
    for (Bucket bucket : buckets_) {
      std::sort(bucket.begin(), bucket.end());
      for (size_t i = 1; i < bucket.size(); ++i) {
        if (bucket[i].first != bucket[i - 1].first) continue;
        ++count;
        rows.add(bucket[i].second);
      }
    }
    out.number["exact_duplicates"] = static_cast<double>(count);
    if (count > 0) out.evidence["exact_duplicates"] = rows.rows();
  }

 private:
  using Bucket = std::vector<std::pair<uint64_t, uint64_t>>;  // hash, row

  void put(uint64_t hash, uint64_t number) {
    Bucket& bucket = buckets_[hash % buckets_.size()];
    if (bucket.size() == bucket.capacity()) bucket.reserve(bucket.size() + bucket.size() / 8 + 4);
    bucket.emplace_back(hash, number);
  }

  std::array<Bucket, 1024> buckets_;
};

std::unique_ptr<Tally> tally(const Plan&, uint64_t) { return std::make_unique<ExactTally>(); }

}  // namespace

extern const Metric exact_duplicates_metric{
    "exact_duplicates",
    "Rows whose question, response and earlier turns equal those of an earlier row, after Unicode NFKC case "
    "folding, with white space collapsed and punctuation at the ends stripped. Over all rows, by a 64-bit "
    "hash.",
    {"exact_duplicates"},
    tally};

}  // namespace evenset
