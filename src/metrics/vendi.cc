#include <Eigen/Eigenvalues>
#include <algorithm>
#include <cmath>

#include "evenset/encoder.h"
#include "evenset/metric.h"
#include "metrics/sample.h"

namespace evenset {
namespace {

constexpr size_t kRows = 1'000;
constexpr auto kWidth = static_cast<Eigen::Index>(StaticEncoder::kWidth);

using Vector = std::vector<float>;

const StaticEncoder& encoder() {
  static const StaticEncoder shared;
  return shared;
}

// exp of the entropy of the eigenvalues of K/n, where K holds the cosines. They are
// those of the small matrix X'X/n.
double vendi(const std::vector<const Sample<Vector>::Item*>& rows) {
  if (rows.empty()) return 0;
  Eigen::MatrixXd products = Eigen::MatrixXd::Zero(kWidth, kWidth);
  for (const auto* row : rows) {
    const Eigen::VectorXd x = Eigen::Map<const Eigen::VectorXf>(row->payload.data(), kWidth).cast<double>();
    products.selfadjointView<Eigen::Lower>().rankUpdate(x);
  }
  products /= static_cast<double>(rows.size());
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(products, Eigen::EigenvaluesOnly);
  double entropy = 0;
  for (const double value : solver.eigenvalues())
    if (value > 1e-12) entropy -= value * std::log(value);
  return std::exp(entropy);
}

class VendiTally final : public Tally {
 public:
  explicit VendiTally(uint64_t seed) : seed_(seed), sample_(kRows) {}

  void add(const MetricRow& row) override {
    const uint64_t priority = draw(seed_, row.number);
    if (!sample_.wants(priority)) return;
    const std::string_view text[] = {row.view.question};
    Vector vector = encoder().vectors(text);
    const bool empty = std::all_of(vector.begin(), vector.end(), [](float x) { return x == 0; });
    if (!empty) sample_.add(priority, row.number, std::move(vector));
  }

  void merge(const Tally& tally) override { sample_.merge(static_cast<const VendiTally&>(tally).sample_); }

  void report(Figures& out) const override { out.number["vendi_1000"] = vendi(sample_.by_priority()); }

 private:
  uint64_t seed_;
  Sample<Vector> sample_;
};

std::unique_ptr<Tally> tally(const Plan&, uint64_t seed) { return std::make_unique<VendiTally>(seed); }

}  // namespace

extern const Metric vendi_metric{
    "vendi",
    "Vendi score (Friedman & Dieng 2023): how many wholly different questions are worth as much variety, by "
    "the cosines of their static vectors; of a seeded sample of 1,000 questions, since it grows with size.",
    {"vendi_1000"},
    tally};

}  // namespace evenset
