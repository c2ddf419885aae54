// Context variations, first version: questions with the same set of content
// stems, worded differently. The sample is drawn by that set, not by row, so
// that a group is in it whole or not at all.
#include <algorithm>
#include <string>

#include "evenset/metric.h"
#include "language/lemma.h"
#include "language/row_words.h"
#include "metrics/first_rows.h"
#include "metrics/sample.h"
#include "text/ngrams.h"
#include "text/similar.h"

namespace evenset {
namespace {

constexpr size_t kRows = 20'000;
constexpr uint64_t kGrams = 4'000'000;
constexpr size_t kFewest = 2, kMost = 12;      // content stems of a question that can have variations
constexpr size_t kSmallest = 2, kLargest = 6;  // rows of a group; more follow a template

// Hash of the set of content stems; 0 where it is too small or large.
uint64_t content_key(const std::vector<Token>& tokens) {
  if (tokens.size() > 8 * kMost) return 0;
  std::vector<uint64_t> stems;
  for (const Token& token : tokens)
    if (token.kind == WordClass::content) stems.push_back(hash128(light_stem(token.lower)).lo);
  make_set(stems);
  if (stems.size() < kFewest || stems.size() > kMost) return 0;
  uint64_t key = stems.size();
  for (uint64_t stem : stems) key = mix64(key * kOdd ^ stem);
  return key;
}

using Rows3 = Sample<std::vector<uint64_t>>;

// Of rows with one key, those that are not near duplicates of an earlier one.
std::vector<const Rows3::Item*> worded_differently(std::span<const Rows3::Item* const> group) {
  std::vector<const Rows3::Item*> kept;
  std::vector<std::vector<uint64_t>> sets;
  for (const auto* row : group) {
    std::vector<uint64_t> set = row->payload;
    make_set(set);
    const bool repeats = std::any_of(sets.begin(), sets.end(), [&](const auto& s) {
      return alike(set, s, {7, 10});
    });
    if (repeats) continue;
    kept.push_back(row);
    sets.push_back(std::move(set));
    if (kept.size() > kLargest) break;
  }
  return kept;
}

class VariationTally final : public Tally {
 public:
  explicit VariationTally(uint64_t seed) : seed_(seed), sample_(kRows, kGrams) {}

  void add(const MetricRow& row) override {
    const uint64_t key = content_key(row.words.tokens);
    // A question without variations is a group of its own.
    const uint64_t priority = key == 0 ? draw(seed_, row.number, 1) : draw(seed_, key);
    if (!sample_.wants(priority)) return sample_.skip();
    std::vector<uint64_t> grams;
    if (key != 0) append_grams(grams, row.words.question(), 3);
    sample_.add(priority, row.number, std::move(grams));
  }

  void merge(const Tally& tally) override {
    sample_.merge(static_cast<const VariationTally&>(tally).sample_);
  }

  void report(Figures& out) const override {
    std::vector<const Rows3::Item*> rows = sample_.by_priority();
    if (rows.size() < sample_.offered()) {
      // The last group may be cut.
      const uint64_t last = rows.empty() ? 0 : rows.back()->priority;
      while (!rows.empty() && rows.back()->priority == last) rows.pop_back();
    }
    uint64_t groups = 0, varied = 0;
    FirstRows evidence;
    for (size_t begin = 0, end = 0; begin < rows.size(); begin = end) {
      while (end < rows.size() && rows[end]->priority == rows[begin]->priority) ++end;
      const auto kept = worded_differently(std::span(rows).subspan(begin, end - begin));
      if (kept.size() < kSmallest || kept.size() > kLargest) continue;
      ++groups;
      varied += kept.size();
      for (const auto* row : kept) evidence.add(row->number);
    }
    out.number["variation_groups"] = static_cast<double>(groups);
    out.number["variation_rows_share"] =
        rows.empty() ? 0 : static_cast<double>(varied) / static_cast<double>(rows.size());
    out.number["variation_sampled_rows"] = static_cast<double>(rows.size());
    if (groups > 0) out.evidence["variation_groups"] = evidence.rows();
  }

 private:
  uint64_t seed_;
  Rows3 sample_;
};

std::unique_ptr<Tally> tally(const Plan&, uint64_t seed) { return std::make_unique<VariationTally>(seed); }

}  // namespace

extern const Metric variations_metric{
    "variations",
    "Groups of 2 to 6 questions that ask about the same in other words, and the share of rows in them: equal "
    "sets of 2 to 12 content words (lightly stemmed, stop words out), less than 0.7 Jaccard of word triples "
    "between them. Within a seeded sample of at most 20,000 rows, variation_sampled_rows in number, that has "
    "every group whole.",
    {"variation_groups", "variation_rows_share", "variation_sampled_rows"},
    tally};

}  // namespace evenset
