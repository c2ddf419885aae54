#include "models/kernels.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>

// The compiler writes each function for three generations of processors, and
// the loader takes the best. Sanitizers cannot see through that.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__) && \
    !defined(__SANITIZE_THREAD__)
#define EVENSET_CLONES __attribute__((target_clones("default", "arch=x86-64-v3", "arch=x86-64-v4")))
#else
#define EVENSET_CLONES
#endif
#define EVENSET_INLINE inline __attribute__((always_inline))

namespace evenset {
namespace {

using Lanes = float __attribute__((vector_size(32)));
// The same at any address.
using Loose = float __attribute__((vector_size(32), aligned(4), may_alias));
constexpr size_t kLanes = 8;

EVENSET_INLINE const Loose& at(const float* x) { return *reinterpret_cast<const Loose*>(x); }
EVENSET_INLINE Loose& at(float* x) { return *reinterpret_cast<Loose*>(x); }

EVENSET_INLINE float sum(const Lanes& x) {
  return ((x[0] + x[4]) + (x[1] + x[5])) + ((x[2] + x[6]) + (x[3] + x[7]));
}

// e^x for x <= 0, relative error under 2e-7; 0 below -87. As in Cephes' expf.
EVENSET_INLINE float exponential(float x) {
  const float bounded = x < -87.0f ? -87.0f : x;
  constexpr float kRound = 12582912.0f;  // 1.5 * 2^23: adding it leaves a whole number in the low bits
  const float shifted = bounded * 1.44269504f + kRound;
  const float n = shifted - kRound;
  const float r = (bounded - n * 0.693359375f) + n * 2.12194440e-4f;
  float p = 1.9875691500e-4f;
  p = p * r + 1.3981999507e-3f;
  p = p * r + 8.3334519073e-3f;
  p = p * r + 4.1665795894e-2f;
  p = p * r + 1.6666665459e-1f;
  p = p * r + 5.0000001201e-1f;
  p = p * r * r + r + 1.0f;
  const float power = std::bit_cast<float>((std::bit_cast<uint32_t>(shifted) << 23) + 0x3F800000u);
  return x < -87.0f ? 0.0f : p * power;
}

// Rows per tile and floats per tile: what fits into the sixteen registers.
constexpr size_t kTileRows = 4, kTileColumns = 2 * kLanes;

// to[i][j] = sum over k < depth of a[i][k] * b[k][j], for one tile.
EVENSET_INLINE void tile(const float* a, size_t a_step, const float* b, size_t b_step, size_t depth,
                         float* to, size_t to_step) {
  Lanes sums[kTileRows][2] = {};
  for (size_t k = 0; k < depth; ++k) {
    const Lanes left = at(b + k * b_step), right = at(b + k * b_step + kLanes);
    for (size_t i = 0; i < kTileRows; ++i) {
      const float factor = a[i * a_step + k];
      sums[i][0] += left * factor;
      sums[i][1] += right * factor;
    }
  }
  for (size_t i = 0; i < kTileRows; ++i) {
    at(to + i * to_step) = sums[i][0];
    at(to + i * to_step + kLanes) = sums[i][1];
  }
}

// x as shares that add up to 1; `padded` floats are written, from `n` on 0.
EVENSET_INLINE void softmax(float* x, size_t n, size_t padded) {
  float highest = x[0];
  if (n >= kLanes) {
    Lanes most = at(x);
    for (size_t i = kLanes; i + kLanes <= n; i += kLanes) most = at(x + i) > most ? at(x + i) : most;
    for (size_t lane = 0; lane < kLanes; ++lane) highest = std::max(highest, most[lane]);
  }
  for (size_t i = n / kLanes * kLanes; i < n; ++i) highest = std::max(highest, x[i]);
  for (size_t i = 0; i < padded; ++i) x[i] = exponential(x[i] - highest > 0 ? 0 : x[i] - highest);
  for (size_t i = n; i < padded; ++i) x[i] = 0;
  Lanes total = {};
  for (size_t i = 0; i < padded; i += kLanes) total += at(x + i);
  const float inverse = 1.0f / sum(total);
  for (size_t i = 0; i < padded; ++i) x[i] *= inverse;
}

size_t padded(size_t n, size_t to) { return (n + to - 1) / to * to; }

}  // namespace

EVENSET_CLONES Quantised quantise(const float* x, uint8_t* bytes, size_t n) {
  Lanes low = {}, high = {};
  for (size_t i = 0; i < n; i += kLanes) {
    const Lanes here = at(x + i);
    low = here < low ? here : low;
    high = here > high ? here : high;
  }
  float lowest = 0, highest = 0;
  for (size_t lane = 0; lane < kLanes; ++lane) {
    lowest = std::min(lowest, low[lane]);
    highest = std::max(highest, high[lane]);
  }
  const float scale = std::max((highest - lowest) / 255.0f, 1e-30f);
  const float inverse = 1.0f / scale;
  const float whole = std::floor(-lowest * inverse + 0.5f);
  const float zero = whole < 255.0f ? whole : 255.0f;  // that also bounds what is no number
  for (size_t i = 0; i < n; ++i) {
    const float level = x[i] * inverse + (zero + 0.5f);
    const float bounded = level < 255.0f ? level : 255.0f;
    bytes[i] = static_cast<uint8_t>(static_cast<int32_t>(bounded > 0.0f ? bounded : 0.0f));
  }
  return {scale, static_cast<int32_t>(zero)};
}

EVENSET_CLONES void dequantise(const int32_t* sums, Quantised row, const Dequantiser& by, float* out,
                               size_t n) {
  const int32_t* weight_sums = by.weight_sums;
  const float* scales = by.scales;
  const float* bias = by.bias;
  for (size_t i = 0; i < n; ++i)
    out[i] = static_cast<float>(sums[i] - row.zero * weight_sums[i]) * (row.scale * scales[i]) + bias[i];
}

EVENSET_CLONES void gelu(float* x, size_t n) {
  for (size_t i = 0; i < n; ++i) {
    const float z = std::fabs(x[i]) * 0.70710678f;
    const float t = 1.0f / (1.0f + 0.3275911f * z);
    float p = 1.061405429f;
    p = p * t - 1.453152027f;
    p = p * t + 1.421413741f;
    p = p * t - 0.284496736f;
    p = p * t + 0.254829592f;
    const float tail = 0.5f * p * t * exponential(-z * z);  // of the normal distribution beyond |x|
    x[i] = x[i] * (x[i] > 0 ? 1.0f - tail : tail);
  }
}

EVENSET_CLONES void add_and_normalise(float* x, const float* y, const float* weight, const float* bias,
                                      size_t n) {
  Lanes total = {};
  for (size_t i = 0; i < n; i += kLanes) {
    if (y != nullptr) at(x + i) += at(y + i);
    total += at(x + i);
  }
  const float mean = sum(total) / static_cast<float>(n);
  Lanes squares = {};
  for (size_t i = 0; i < n; i += kLanes) {
    const Lanes off = at(x + i) - mean;
    squares += off * off;
  }
  const float factor = 1.0f / std::sqrt(sum(squares) / static_cast<float>(n) + 1e-12f);
  for (size_t i = 0; i < n; ++i) x[i] = (x[i] - mean) * factor * weight[i] + bias[i];
}

EVENSET_CLONES void attend(const float* qkv, float* out, size_t pieces, size_t width,
                           std::vector<float>& scratch) {
  constexpr size_t d = kHeadWidth;
  const size_t rows = padded(pieces, kTileRows), columns = padded(pieces, kTileColumns);
  scratch.assign(2 * rows * d + (d + kTileRows) * columns + kTileRows * d, 0.0f);
  // A head's own copies: where they are, pieces would meet in the same few sets of the cache.
  float* queries = scratch.data();              // rows x d
  float* values = queries + rows * d;           // rows x d
  float* keys = values + rows * d;              // d x columns
  float* scores = keys + d * columns;           // kTileRows x columns
  float* mixed = scores + kTileRows * columns;  // kTileRows x d
  const float shrink = 1.0f / std::sqrt(static_cast<float>(d));
  for (size_t head = 0; head < width; head += d) {
    for (size_t i = 0; i < pieces; ++i) {
      const float* query = qkv + i * 3 * width + head;
      const float* key = query + width;
      for (size_t k = 0; k < d; ++k) queries[i * d + k] = query[k] * shrink;
      for (size_t k = 0; k < d; ++k) keys[k * columns + i] = key[k];
      std::memcpy(values + i * d, key + width, d * sizeof(float));
    }
    for (size_t i = 0; i < rows; i += kTileRows) {
      for (size_t j = 0; j < columns; j += kTileColumns)
        tile(queries + i * d, d, keys + j, columns, d, scores + j, columns);
      for (size_t r = 0; r < kTileRows; ++r) softmax(scores + r * columns, pieces, columns);
      for (size_t k = 0; k < d; k += kTileColumns) tile(scores, columns, values + k, d, pieces, mixed + k, d);
      for (size_t r = 0; r < std::min(kTileRows, pieces - i); ++r)
        std::memcpy(out + (i + r) * width + head, mixed + r * d, d * sizeof(float));
    }
  }
}

EVENSET_CLONES void add(float* out, const float* x, size_t n) {
  for (size_t i = 0; i < n; ++i) out[i] += x[i];
}

}  // namespace evenset
