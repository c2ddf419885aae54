#include "models/tier.h"

#include <fmt/format.h>

#include <algorithm>

#include "embedded.h"
#include "models/accurate.h"
#include "models/fast_file.h"
#include "models/model_cache.h"
#include "version.h"

namespace evenset {
namespace {

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

std::shared_ptr<const FastModel> shipped_fast() {
  static const auto model = std::make_shared<const FastModel>(
      read_fast_weights(Tensors::of(shipped_model("fast"), "the fast model", kFastKind)));
  return model;
}

TierModel load_fast() {
  std::vector<TierDimension> dimensions;
  for (const FastDimension& dimension : shipped_fast()->dimensions())
    dimensions.push_back({dimension.name, dimension.values});
  return tier_of(shipped_fast(), std::move(dimensions));
}

std::string& label_folder() {
  static std::string folder;
  return folder;
}

// Asks the model only for rows that no run before has asked it for.
TierModel cached(TierModel model, const std::string& name) {
  std::vector<size_t> values;
  for (const TierDimension& dimension : model.dimensions) values.push_back(dimension.values.size());
  const size_t width = values.size();
  const auto cache = std::make_shared<ModelCache>(model_cache_file(label_folder(), name), std::move(values));
  return {model.dimensions,
          [width, cache, label = model.label](std::span<const RowView> rows, std::span<Label> labels) {
            std::vector<RowView> asked;
            std::vector<RowKey> keys;
            std::vector<size_t> places;
            for (size_t i = 0; i < rows.size(); ++i) {
              const RowKey key = key_of(rows[i]);
              if (cache->find(key, labels.subspan(i * width, width))) continue;
              asked.push_back(rows[i]);
              keys.push_back(key);
              places.push_back(i);
            }
            std::vector<Label> found(asked.size() * width);
            label(asked, found);
            cache->add(keys, found);
            for (size_t k = 0; k < places.size(); ++k)
              std::copy_n(found.begin() + static_cast<ptrdiff_t>(k * width), width,
                          labels.begin() + static_cast<ptrdiff_t>(places[k] * width));
          }};
}

// Of all that the labels depend on. To be raised with every change of what comes
// between a row's text and the models.
constexpr int kReading = 1;

std::string accurate_version() {
  return fmt::format("accurate-{}.{}-{:08x}{:08x}{:08x}{:08x}", kVersion, kReading,
                     check_sum(shipped_model("accurate")), check_sum(shipped_model("fast")),
                     check_sum(embedded("pooling.yaml")), check_sum(embedded("vocab.txt")));
}

TierModel load_accurate() {
  const auto model = std::make_shared<const AccurateModel>(
      Tensors::of(shipped_model("accurate"), "the accurate model", Encoder::kKind), shipped_fast(),
      read_pooling(std::string(embedded("pooling.yaml"))));
  return cached(tier_of(model, model->dimensions()), accurate_version());
}

}  // namespace

void keep_labels_in(const std::string& folder) { label_folder() = folder; }

const TierModel& fast_tier() {
  static const TierModel model = load_fast();
  return model;
}

const TierModel& accurate_tier() {
  static const TierModel model = load_accurate();
  return model;
}

}  // namespace evenset
