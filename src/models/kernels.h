// The encoder's arithmetic besides matrix products of whole numbers.
//
// Sums run in eight fixed lanes and no multiplication is fused with an addition,
// so that every processor gives the same bits.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace evenset {

// How a row of floats was made bytes: x = scale * (byte - zero).
struct Quantised {
  float scale = 0;
  int32_t zero = 0;
};

// Widths are multiples of eight throughout.

Quantised quantise(const float* x, uint8_t* bytes, size_t n);

// The sums of a product as floats: scale * scales * (sums - zero * weight_sums) + bias.
struct Dequantiser {
  const int32_t* weight_sums;
  const float* scales;
  const float* bias;
};
void dequantise(const int32_t* sums, Quantised row, const Dequantiser& by, float* out, size_t n);

// x * (1 + erf(x / sqrt 2)) / 2; erf by Abramowitz & Stegun 7.1.26, error under 2e-7.
void gelu(float* x, size_t n);

// x = (x + y - mean) / sqrt(variance + 1e-12) * weight + bias; `y` may be null.
void add_and_normalise(float* x, const float* y, const float* weight, const float* bias, size_t n);

// Attention of every piece of one row to all of its pieces, head by head.
// `qkv`: per piece queries, keys and values of all heads, each `width` floats;
// `out`: `width` floats a piece. A head is 32 wide.
inline constexpr size_t kHeadWidth = 32;
void attend(const float* qkv, float* out, size_t pieces, size_t width, std::vector<float>& scratch);

// out += x
void add(float* out, const float* x, size_t n);

}  // namespace evenset
