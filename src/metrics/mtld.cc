#include <vector>

#include "evenset/metric.h"
#include "language/row_words.h"

namespace evenset {
namespace {

// A set of words that is emptied in no time.
class Types {
 public:
  Types() : slots_(256), stamps_(256) {}
  void clear() {
    ++stamp_;
    size_ = 0;
  }
  size_t size() const { return size_; }
  void add(uint64_t word) {
    if (2 * (size_ + 1) > slots_.size()) grow();
    size_t at = word & (slots_.size() - 1);
    while (stamps_[at] == stamp_) {
      if (slots_[at] == word) return;
      at = (at + 1) & (slots_.size() - 1);
    }
    stamps_[at] = stamp_;
    slots_[at] = word;
    ++size_;
  }

 private:
  void grow() {
    std::vector<uint64_t> words;
    for (size_t i = 0; i < slots_.size(); ++i)
      if (stamps_[i] == stamp_) words.push_back(slots_[i]);
    const size_t room = 2 * slots_.size();
    slots_.assign(room, 0);
    stamps_.assign(room, 0);
    stamp_ = 1;
    size_ = 0;
    for (uint64_t word : words) add(word);
  }

  std::vector<uint64_t> slots_, stamps_;
  uint64_t stamp_ = 1;
  size_t size_ = 0;
};

constexpr uint64_t kWhole = uint64_t{1} << 32;  // one factor

class MtldTally final : public Tally {
 public:
  void add(const MetricRow& row) override {
    const std::vector<uint64_t>& words = row.words.words;
    factors_ += factors(words.begin(), words.end());
    factors_ += factors(words.rbegin(), words.rend());
    total_ += words.size();
  }

  void merge(const Tally& tally) override {
    const auto& other = static_cast<const MtldTally&>(tally);
    factors_ += other.factors_;
    total_ += other.total_;
  }

  void report(Figures& out) const override {
    const double factors = static_cast<double>(factors_) / static_cast<double>(kWhole) / 2;
    const double total = static_cast<double>(total_);
    out.number["mtld"] = factors > 1 ? total / factors : total;
  }

 private:
  // Factors of 2^32 in fixed point: a factor ends where the ratio of different
  // words falls below 0.72; what is left counts by how far it fell.
  template <class It>
  uint64_t factors(It begin, It end) {
    uint64_t sum = 0, words = 0;
    types_.clear();
    for (It it = begin; it != end; ++it) {
      types_.add(*it);
      ++words;
      if (100 * types_.size() < 72 * words) {
        sum += kWhole;
        words = 0;
        types_.clear();
      }
    }
    if (words > 0) sum += (words - types_.size()) * kWhole / words * 100 / 28;
    return sum;
  }

  Types types_;
  uint64_t factors_ = 0, total_ = 0;
};

std::unique_ptr<Tally> tally(const Plan&, uint64_t) { return std::make_unique<MtldTally>(); }

}  // namespace

extern const Metric mtld_metric{
    "mtld",
    "Measure of textual lexical diversity (McCarthy & Jarvis 2010): words per factor, a stretch over which "
    "the "
    "ratio of different words falls to 0.72. Factors are counted in each row by itself (question, then "
    "response), forwards and backwards, parts of factors too, so that it does not depend on the order of "
    "rows; "
    "all words by all factors. All words where there is no whole factor.",
    {"mtld"},
    tally};

}  // namespace evenset
