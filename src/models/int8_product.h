// Whole-number matrix products by oneDNN, in the calling thread only.
//
// Where the processor has no VNNI, products of unsigned and signed bytes are
// added in pairs in 16 bits and saturate there. So the weights must be such that
// no pair can: see `fits`. Then the result is exact on every processor.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace evenset {

class Int8Product {
 public:
  // Rows of one call: few, so that what goes in and out stays in the cache and
  // little is lost on the last call of a few rows.
  static constexpr size_t kRows = 64;
  // Neighbours whose sums are bounded, and the bound: 255 * 128 < 2^15.
  static constexpr size_t kGroup = 4;
  static constexpr int kGroupSum = 128;

  // Whether the weights above zero, and those below, of each four neighbours of
  // a row add up to 128 at most. `inputs` is a multiple of four.
  static bool fits(std::span<const int8_t> weights);

  // `weights`: `outputs` rows of `inputs`. They are copied into oneDNN's own
  // order, once.
  Int8Product(std::span<const int8_t> weights, size_t inputs, size_t outputs);
  ~Int8Product();
  Int8Product(Int8Product&&) noexcept;

  // kRows rows of `inputs` bytes to kRows rows of `outputs` sums. May be called
  // by several threads at once.
  void multiply(const uint8_t* rows, int32_t* sums, std::vector<uint8_t>& scratch) const;

  // Sums of each output's weights, to take a zero point out of the product.
  const std::vector<int32_t>& weight_sums() const { return weight_sums_; }

 private:
  struct Packed;
  std::unique_ptr<const Packed> packed_;
  std::vector<int32_t> weight_sums_;
};

}  // namespace evenset
