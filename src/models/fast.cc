#include "models/fast.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>

namespace evenset {
namespace {

// So many weights of one byte fit a sum of two bytes.
constexpr size_t kSafeSum = 256;
constexpr size_t kAhead = 8;  // lines asked for before they are needed

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

template <class Line, size_t N>
void add_lines(const Line* table, std::span<const uint32_t> features, std::array<int32_t, N>& sums) {
  for (size_t begin = 0; begin < features.size(); begin += kSafeSum) {
    const size_t end = std::min(features.size(), begin + kSafeSum);
    std::array<int16_t, N> part{};
    for (size_t i = begin; i < end; ++i) {
      __builtin_prefetch(table + features[std::min(i + kAhead, end - 1)]);
      const int8_t* line = table[features[i]].at;
      for (size_t k = 0; k < N; ++k) part[k] = static_cast<int16_t>(part[k] + line[k]);
    }
    for (size_t k = 0; k < N; ++k) sums[k] += part[k];
  }
}

}  // namespace

bool can_judge(const FastDimension& dimension, const RowView& row) {
  switch (dimension.needs) {
    case FastDimension::Needs::response:
      return !is_blank(row.response);
    case FastDimension::Needs::earlier_turns:
      return row.user_turns > 1 && !is_blank(row.question);
    case FastDimension::Needs::nothing:
      break;
  }
  return !is_blank(row.question);
}

Label fast_label(const FastDimension& dimension, std::span<const float> scores, std::span<float> shares) {
  const size_t count = dimension.values.size();
  // Of two values the first has the score 0.
  const auto score = [&](size_t v) { return count > 2 ? scores[v] : v == 0 ? 0.0f : scores[0]; };
  size_t best = 0;
  float highest = score(0);
  for (size_t v = 1; v < count; ++v) {
    if (score(v) + dimension.lift[v] > score(best) + dimension.lift[best]) best = v;
    highest = std::max(highest, score(v));
  }
  float sum = 0;
  const auto raised = [&](size_t v) { return std::exp((score(v) - highest) / dimension.temperature); };
  for (size_t v = 0; v < count; ++v) sum += raised(v);
  for (size_t v = 0; v < shares.size(); ++v) shares[v] = raised(v) / sum;
  return {static_cast<int16_t>(best), raised(best) / sum};
}

FastModel::FastModel(const FastWeights& weights)
    : dimensions_(weights.dimensions),
      shape_(weights.shape),
      blocks_((weights.columns() + kLanes - 1) / kLanes),
      table_(blocks_ * weights.features()),
      features_(weights.features()),
      scale_(weights.scale),
      bias_(weights.bias) {
  const size_t columns = weights.columns();
  assert(weights.table.size() == features_ * columns && bias_.size() == columns);
  for (size_t f = 0; f < features_; ++f)
    for (size_t k = 0; k < columns; ++k)
      table_[k / kLanes * features_ + f].at[k % kLanes] = weights.table[f * columns + k];
  for (const FastDimension& dimension : dimensions_) value_count_ += dimension.values.size();
}

void FastModel::scores(const NgramFeatures& features, std::span<float> out) const {
  std::copy(bias_.begin(), bias_.end(), out.begin());
  for (size_t block = 0; block < blocks_; ++block) {
    const size_t first = block * kLanes, count = std::min(kLanes, columns() - first);
    const Line* table = table_.data() + block * features_;
    for (size_t f = 0; f < NgramFeatures::kFields; ++f) {
      const std::span<const uint32_t> found = features.of(f);
      if (found.empty()) continue;
      std::array<int32_t, kLanes> sums{};
      add_lines(table, found, sums);
      const float value = NgramFeatures::value(f, found.size());
      for (size_t k = 0; k < count; ++k)
        out[first + k] += value * scale_[first + k] * static_cast<float>(sums[k]);
    }
  }
}

void FastModel::label(std::span<const RowView> rows, std::span<Label> labels, std::span<float> shares) const {
  assert(labels.size() == rows.size() * dimensions_.size());
  assert(shares.empty() || shares.size() == rows.size() * value_count_);
  NgramFeatures features(shape_);
  std::vector<float> score(columns());
  Label* label = labels.data();
  size_t share = 0;
  std::fill(shares.begin(), shares.end(), 0.0f);
  for (const RowView& row : rows) {
    features.read(row);
    scores(features, score);
    size_t column = 0;
    for (const FastDimension& dimension : dimensions_) {
      const size_t values = dimension.values.size();
      const bool judged = can_judge(dimension, row);
      *label++ =
          judged ? fast_label(dimension, std::span<const float>(score).subspan(column, dimension.columns()),
                              shares.empty() ? shares : shares.subspan(share, values))
                 : Label{};
      column += dimension.columns();
      share += values;
    }
  }
}

}  // namespace evenset
