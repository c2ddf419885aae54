#include <algorithm>

#include "evenset/metric.h"
#include "language/row_words.h"
#include "metrics/sample.h"
#include "text/ngrams.h"

namespace evenset {
namespace {

constexpr size_t kRows = 20'000;
constexpr uint64_t kWords = 2'000'000;  // of all sampled responses
constexpr size_t kPhrase = 8;           // words
constexpr size_t kFewest = 3;           // responses that hold a stock phrase
constexpr size_t kShare = 100;          // and at least one in so many

using Item = Sample<std::vector<uint64_t>>::Item;

// A phrase in a response, by their places in the sample.
struct Held {
  uint64_t phrase;
  uint32_t row;
  auto operator<=>(const Held&) const = default;
};

std::vector<Held> phrases_of(const std::vector<const Item*>& rows) {
  std::vector<Held> out;
  std::vector<uint64_t> grams;
  for (uint32_t row = 0; row < rows.size(); ++row) {
    if (rows[row]->payload.size() < kPhrase) continue;
    grams.clear();
    append_grams(grams, rows[row]->payload, kPhrase);
    make_set(grams);
    for (const uint64_t gram : grams) out.push_back({gram, row});
  }
  std::sort(out.begin(), out.end());
  return out;
}

class BoilerplateTally final : public Tally {
 public:
  explicit BoilerplateTally(uint64_t seed) : seed_(seed), sample_(kRows, kWords) {}

  void add(const MetricRow& row) override {
    const auto words = row.words.response();
    const uint64_t priority = draw(seed_, row.number);
    if (words.empty() || !sample_.wants(priority)) return;
    sample_.add(priority, row.number, {words.begin(), words.end()});
  }

  void merge(const Tally& tally) override {
    sample_.merge(static_cast<const BoilerplateTally&>(tally).sample_);
  }

  void report(Figures& out) const override {
    const auto rows = sample_.by_number();
    const std::vector<Held> held = phrases_of(rows);
    const size_t fewest = std::max(kFewest, (rows.size() + kShare - 1) / kShare);
    std::vector<bool> stock(rows.size());
    size_t largest_at = 0, largest = 0;
    for (size_t begin = 0, end = 0; begin < held.size(); begin = end) {
      while (end < held.size() && held[end].phrase == held[begin].phrase) ++end;
      if (end - begin < fewest) continue;
      for (size_t i = begin; i < end; ++i) stock[held[i].row] = true;
      if (end - begin > largest) largest = end - begin, largest_at = begin;
    }
    const auto share = [&](size_t count) {
      return rows.empty() ? 0 : static_cast<double>(count) / static_cast<double>(rows.size());
    };
    out.number["boilerplate_share"] =
        share(static_cast<size_t>(std::count(stock.begin(), stock.end(), true)));
    out.number["largest_boilerplate_share"] = share(largest);
    for (size_t i = 0; i < std::min<size_t>(largest, 10); ++i)
      out.evidence["boilerplate_share"].push_back(rows[held[largest_at + i].row]->number);
  }

 private:
  uint64_t seed_;
  Sample<std::vector<uint64_t>> sample_;
};

std::unique_ptr<Tally> tally(const Plan&, uint64_t seed) { return std::make_unique<BoilerplateTally>(seed); }

}  // namespace

extern const Metric boilerplate_metric{
    "boilerplate",
    "Share of responses that hold a stock phrase, a run of eight words that three responses and one in a "
    "hundred hold, and the share that holds the most frequent one. Of a seeded sample of 20,000 rows (fewer "
    "where their responses hold over two million words).",
    {"boilerplate_share", "largest_boilerplate_share"},
    tally};

}  // namespace evenset
