#include "evenset/metric.h"
#include "language/row_words.h"
#include "metrics/first_rows.h"

namespace evenset {
namespace {

class IncompleteTally final : public Tally {
 public:
  void add(const MetricRow& row) override {
    if (row.view.question.empty()) return;
    ++questions_;
    if (!row.words.incomplete) return;
    ++incomplete_;
    rows_.add(row.number);
  }

  void merge(const Tally& tally) override {
    const auto& other = static_cast<const IncompleteTally&>(tally);
    questions_ += other.questions_;
    incomplete_ += other.incomplete_;
    rows_.merge(other.rows_);
  }

  void report(Figures& out) const override {
    out.number["incomplete_share"] =
        questions_ == 0 ? 0 : static_cast<double>(incomplete_) / static_cast<double>(questions_);
    if (incomplete_ > 0) out.evidence["incomplete_share"] = rows_.rows();
  }

 private:
  uint64_t questions_ = 0, incomplete_ = 0;
  FirstRows rows_;
};

std::unique_ptr<Tally> tally(const Plan&, uint64_t) { return std::make_unique<IncompleteTally>(); }

}  // namespace

extern const Metric incomplete_metric{
    "incomplete",
    "Share of questions that break off, or name a thing and ask nothing, so that what is asked must be "
    "guessed: by a tagger and rules (evenset's own); texts of other languages count as complete.",
    {"incomplete_share"},
    tally};

}  // namespace evenset
