#include "models/tier.h"

#include <algorithm>

#include "embedded.h"
#include "models/encoder.h"
#include "models/fast.h"
#include "models/fast_file.h"
#include "models/heads.h"
#include "models/row_tokens.h"

namespace evenset {
namespace {

// The encoder with its heads.
class Accurate {
 public:
  explicit Accurate(const Tensors& tensors)
      : pieces_(embedded("vocab.txt")), encoder_(tensors), heads_(heads(tensors, encoder_.width())) {
    if (encoder_.vocabulary_size() != pieces_.size()) tensors.fail("made for another vocabulary");
  }

  std::vector<TierDimension> dimensions() const {
    std::vector<TierDimension> out;
    for (const Head& head : heads_) out.push_back({head.dimension, head.values});
    return out;
  }

  void label(std::span<const RowView> rows, std::span<Label> labels, std::span<float> shares) const {
    PackedRows packed;
    for (const RowView& row : rows) append_row(packed, pieces_, row);
    std::vector<float> vectors;
    encoder_.encode(packed, vectors);
    const size_t width = 2 * encoder_.width();
    auto label = labels.begin();
    auto share = shares.begin();
    for (size_t row = 0; row < rows.size(); ++row) {
      for (const Head& head : heads_) {
        const std::span<float> own(share, head.values.size());
        head.shares(std::span(vectors).subspan(row * width, width), own);
        const auto most = std::max_element(own.begin(), own.end());
        *label++ = {static_cast<int16_t>(most - own.begin()), *most};
        share += static_cast<std::ptrdiff_t>(own.size());
      }
    }
  }

 private:
  WordPiece pieces_;
  Encoder encoder_;
  std::vector<Head> heads_;
};

// The kind follows the yes or no: both are judged, and may disagree.
class KindFollows {
 public:
  explicit KindFollows(std::span<const TierDimension> dimensions) {
    size_t share = 0;
    for (size_t d = 0; d < dimensions.size(); ++d) {
      if (dimensions[d].name == "adversarial") judged_ = d;
      if (dimensions[d].name == "adversarial_kind") {
        kind_ = d;
        first_share_ = share;
        kinds_ = dimensions[d].values.size();
      }
      share += dimensions[d].values.size();
    }
    none_ = kinds_ == 0 ? 0 : value_of(dimensions[kind_], "none");
    no_ = value_of(dimensions[judged_], "no");
  }

  void apply(std::span<Label> labels, std::span<const float> shares) const {
    if (kinds_ == 0 || labels[judged_].value < 0) return;
    Label& kind = labels[kind_];
    const bool yes = labels[judged_].value != no_;
    if (!yes) kind = {none_, labels[judged_].confidence};
    if (!yes || kind.value != none_) return;
    float most = -1;
    for (size_t k = 0; k < kinds_; ++k) {
      if (static_cast<int16_t>(k) == none_ || shares[first_share_ + k] <= most) continue;
      most = shares[first_share_ + k];
      kind = {static_cast<int16_t>(k), most};
    }
  }

 private:
  static int16_t value_of(const TierDimension& dimension, std::string_view name) {
    const auto found = std::find(dimension.values.begin(), dimension.values.end(), name);
    return static_cast<int16_t>(found - dimension.values.begin());
  }

  size_t judged_ = 0, kind_ = 0, first_share_ = 0, kinds_ = 0;
  int16_t none_ = 0, no_ = 0;
};

template <class Model>
TierModel tier_of(std::shared_ptr<const Model> model, std::vector<TierDimension> dimensions) {
  size_t values = 0;
  for (const TierDimension& dimension : dimensions) values += dimension.values.size();
  const size_t width = dimensions.size();
  const KindFollows follows(dimensions);
  return {std::move(dimensions), [=](std::span<const RowView> rows, std::span<Label> labels) {
            std::vector<float> shares(rows.size() * values);
            model->label(rows, labels, shares);
            for (size_t row = 0; row < rows.size(); ++row)
              follows.apply(labels.subspan(row * width, width),
                            std::span<const float>(shares).subspan(row * values, values));
          }};
}

TierModel load_fast() {
  const auto model = std::make_shared<const FastModel>(
      read_fast_weights(Tensors::of(shipped_model("fast"), "the fast model", kFastKind)));
  std::vector<TierDimension> dimensions;
  for (const FastDimension& dimension : model->dimensions())
    dimensions.push_back({dimension.name, dimension.values});
  return tier_of(model, std::move(dimensions));
}

TierModel load_accurate() {
  const auto model = std::make_shared<const Accurate>(
      Tensors::of(shipped_model("accurate"), "the accurate model", Encoder::kKind));
  return tier_of(model, model->dimensions());
}

}  // namespace

const TierModel& fast_tier() {
  static const TierModel model = load_fast();
  return model;
}

const TierModel& accurate_tier() {
  static const TierModel model = load_accurate();
  return model;
}

}  // namespace evenset
