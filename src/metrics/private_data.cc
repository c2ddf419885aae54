#include "evenset/metric.h"
#include "metrics/finding.h"
#include "text/personal.h"
#include "text/secrets.h"

namespace evenset {
namespace {

class PrivateTally final : public Tally {
 public:
  void add(const MetricRow& row) override {
    bool secret = false, personal = false;
    for (const RowView::Turn& turn : row.view.turns) {
      secret = secret || holds_secret(turn.text);
      personal = personal || holds_personal_data(turn.text);
    }
    secrets_.add(secret, row.number);
    personal_.add(personal, row.number);
  }

  void merge(const Tally& tally) override {
    const auto& other = static_cast<const PrivateTally&>(tally);
    secrets_.merge(other.secrets_);
    personal_.merge(other.personal_);
  }

  void report(Figures& out) const override {
    secrets_.report(out, "quality_secrets");
    personal_.report(out, "quality_personal");
  }

 private:
  Finding secrets_, personal_;
};

std::unique_ptr<Tally> tally(const Plan&, uint64_t) { return std::make_unique<PrivateTally>(); }

}  // namespace

extern const Metric private_data_metric{
    "private_data",
    "Rows that probably hold a secret (tokens of well-known forms, private keys, passwords in URLs, random "
    "values "
    "given to a key or password; after gitleaks) or personal data (e-mail addresses of persons, telephone "
    "numbers, IBANs and payment cards with valid checksums), in any turn.",
    {"quality_secrets", "quality_personal"},
    tally};

}  // namespace evenset
