#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "evenset/metric.h"
#include "metrics/sample.h"

namespace evenset {
namespace {

// Sums for mean and deviation, in integers, so that order does not matter.
struct Sums {
  uint64_t count = 0, sum = 0, squares = 0;

  void add(uint32_t words) {
    const uint64_t x = std::min<uint32_t>(words, 1'000'000);  // a hundred million such squares fit
    ++count;
    sum += x;
    squares += x * x;
  }
  void merge(const Sums& other) {
    count += other.count;
    sum += other.sum;
    squares += other.squares;
  }
  // Deviation of the population by its mean; 0 where there is none.
  double variation() const {
    if (sum == 0) return 0;
    const double n = static_cast<double>(count), mean = static_cast<double>(sum) / n;
    const double variance = static_cast<double>(squares) / n - mean * mean;
    return variance > 0 ? std::sqrt(variance) / mean : 0;
  }
};

constexpr size_t kRows = 2'000, kShown = 10;

// The sampled responses whose lengths are nearest to the median.
std::vector<uint64_t> most_usual(const Sample<uint32_t>& sample) {
  std::vector<const Sample<uint32_t>::Item*> rows = sample.by_number();
  if (rows.empty()) return {};
  std::vector<uint32_t> lengths;
  for (const auto* row : rows) lengths.push_back(row->payload);
  const auto middle = lengths.begin() + static_cast<ptrdiff_t>(lengths.size() / 2);
  std::nth_element(lengths.begin(), middle, lengths.end());
  const auto off = [&](const auto* row) { return std::abs(int64_t{row->payload} - int64_t{*middle}); };
  std::stable_sort(rows.begin(), rows.end(), [&](const auto* a, const auto* b) { return off(a) < off(b); });
  std::vector<uint64_t> out;
  for (size_t i = 0; i < std::min(kShown, rows.size()); ++i) out.push_back(rows[i]->number);
  std::sort(out.begin(), out.end());
  return out;
}

class LengthTally final : public Tally {
 public:
  explicit LengthTally(uint64_t seed) : seed_(seed), sample_(kRows) {}

  void add(const MetricRow& row) override {
    const uint32_t input = row.view.input_words, response = row.view.response_words;
    const uint64_t priority = draw(seed_, row.number);
    if (response > 0 && sample_.wants(priority)) sample_.add(priority, row.number, response);
    if (input > 0) input_.add(input);
    if (response > 0) response_.add(response);
    terse_inputs_ += input < 5;
    very_long_inputs_ += input > 200;
    terse_responses_ += response < 50;
    very_long_responses_ += response > 800;
  }

  void merge(const Tally& tally) override {
    const auto& other = static_cast<const LengthTally&>(tally);
    sample_.merge(other.sample_);
    input_.merge(other.input_);
    response_.merge(other.response_);
    terse_inputs_ += other.terse_inputs_;
    very_long_inputs_ += other.very_long_inputs_;
    terse_responses_ += other.terse_responses_;
    very_long_responses_ += other.very_long_responses_;
  }

  void report(Figures& out) const override {
    out.number["length_cv"] = response_.variation();
    if (std::vector<uint64_t> rows = most_usual(sample_); !rows.empty()) out.evidence["length_cv"] = rows;
    out.number["input_length_cv"] = input_.variation();
    out.number["terse_inputs"] = static_cast<double>(terse_inputs_);
    out.number["very_long_inputs"] = static_cast<double>(very_long_inputs_);
    out.number["terse_responses"] = static_cast<double>(terse_responses_);
    out.number["very_long_responses"] = static_cast<double>(very_long_responses_);
  }

 private:
  uint64_t seed_;
  Sample<uint32_t> sample_;  // of responses' lengths
  Sums input_, response_;
  uint64_t terse_inputs_ = 0, very_long_inputs_ = 0, terse_responses_ = 0, very_long_responses_ = 0;
};

std::unique_ptr<Tally> tally(const Plan&, uint64_t seed) { return std::make_unique<LengthTally>(seed); }

}  // namespace

extern const Metric length_metric{
    "length",
    "Coefficient of variation of the words of responses and of questions (texts without words left out), and "
    "how many rows are flagged: questions under 5 or over 200 words, responses under 50 or over 800 "
    "(codebook "
    "8; an empty one is under).",
    {"length_cv", "input_length_cv", "terse_inputs", "very_long_inputs", "terse_responses",
     "very_long_responses"},
    tally};

}  // namespace evenset
