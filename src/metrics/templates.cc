#include "evenset/metric.h"
#include "language/row_words.h"
#include "language/template.h"
#include "metrics/keys.h"

namespace evenset {
namespace {

class TemplateTally final : public Tally {
 public:
  explicit TemplateTally(uint64_t seed) : templates_(seed) {}

  void add(const MetricRow& row) override {
    const std::vector<Token>& tokens = row.words.tokens;
    if (!tokens.empty()) templates_.add(row.number, 0, template_of(tokens));
  }

  void merge(const Tally& tally) override {
    templates_.merge(static_cast<const TemplateTally&>(tally).templates_);
  }

  void report(Figures& out) const override {
    const Keys::Spread templates = templates_.spread();
    out.number["largest_template_share"] = templates.largest_share;
    out.number["effective_templates"] = templates.effective;
    if (!templates.largest_rows.empty()) out.evidence["largest_template_share"] = templates.largest_rows;
  }

 private:
  Keys templates_;
};

std::unique_ptr<Tally> tally(const Plan&, uint64_t seed) { return std::make_unique<TemplateTally>(seed); }

}  // namespace

extern const Metric templates_metric{
    "templates",
    "Share of the questions that follow the most frequent template, and the effective number of templates "
    "(Hill "
    "1973). A template is the first 40 words with every run of content words masked. Exact to 100,000 rows, "
    "beyond it of a seeded sample of so many.",
    {"largest_template_share", "effective_templates"},
    tally};

}  // namespace evenset
