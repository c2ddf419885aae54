#include <unordered_map>

#include "evenset/metric.h"
#include "language/row_words.h"
#include "metrics/sample.h"
#include "text/ngrams.h"

namespace evenset {
namespace {

constexpr size_t kRows = 5'000;
constexpr uint64_t kWords = 2'000'000;  // of all sampled questions; very long ones shrink the sample

using Sets = std::vector<std::vector<uint64_t>>;

// How many sets have 3/10 of their elements in one other set.
size_t overlapping(const Sets& sets) {
  std::unordered_map<uint64_t, std::vector<uint32_t>> holders;
  for (uint32_t i = 0; i < sets.size(); ++i)
    for (uint64_t gram : sets[i]) holders[gram].push_back(i);
  std::vector<uint32_t> common(sets.size());
  std::vector<uint32_t> touched;
  auto overlaps = [&](uint32_t i) {
    for (uint64_t gram : sets[i]) {
      for (uint32_t other : holders[gram]) {
        if (other == i) continue;
        if (common[other]++ == 0) touched.push_back(other);
        if (10 * size_t{common[other]} >= 3 * sets[i].size()) return true;
      }
    }
    return false;
  };
  size_t count = 0;
  for (uint32_t i = 0; i < sets.size(); ++i) {
    count += overlaps(i);
    for (uint32_t other : touched) common[other] = 0;
    touched.clear();
  }
  return count;
}

class OverlapTally final : public Tally {
 public:
  explicit OverlapTally(uint64_t seed) : seed_(seed), sample_(kRows, kWords) {}

  void add(const MetricRow& row) override {
    const uint64_t priority = draw(seed_, row.number);
    if (!sample_.wants(priority)) return;
    const auto words = row.words.question();
    sample_.add(priority, row.number, {words.begin(), words.end()});
  }

  void merge(const Tally& tally) override { sample_.merge(static_cast<const OverlapTally&>(tally).sample_); }

  void report(Figures& out) const override {
    const auto rows = sample_.by_number();
    for (size_t n = 3; n <= 5; ++n) {
      Sets sets;
      for (const auto* row : rows) {
        if (row->payload.empty()) continue;
        append_grams(sets.emplace_back(), row->payload, n);
        make_set(sets.back());
      }
      out.number["share_overlap_over_30_" + std::to_string(n)] =
          sets.empty() ? 0 : static_cast<double>(overlapping(sets)) / static_cast<double>(sets.size());
    }
  }

 private:
  uint64_t seed_;
  Sample<std::vector<uint64_t>> sample_;
};

std::unique_ptr<Tally> tally(const Plan&, uint64_t seed) { return std::make_unique<OverlapTally>(seed); }

}  // namespace

extern const Metric overlap_metric{
    "overlap",
    "Share of questions that have 30 % or more of their word n-grams (sets of n = 3, 4, 5; a shorter "
    "question is "
    "one) in one other question. Of a seeded sample of 5,000 rows (fewer where they hold over two million "
    "words), since the share grows with the number compared; smaller sets are compared whole. Questions "
    "without words are left out.",
    {"share_overlap_over_30_3", "share_overlap_over_30_4", "share_overlap_over_30_5"},
    tally};

}  // namespace evenset
