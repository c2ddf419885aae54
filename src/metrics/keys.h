// Tally of something each row has (its verb, its template): how many different
// ones, how evenly spread, how large the largest.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "metrics/distinct.h"
#include "metrics/sample.h"

namespace evenset {

// Different keys: exact to 200,000, then estimated. Spread: exact to 100,000
// occurrences, beyond that of a seeded sample of so many (a share is then known
// to 0.0016, one standard error). At most 10 MB.
class Keys {
 public:
  static constexpr size_t kSample = 100'000;

  explicit Keys(uint64_t seed) : seed_(seed), sample_(kSample) {}

  // The `index`-th key of row `number`.
  void add(uint64_t number, uint64_t index, uint64_t key);
  void merge(const Keys& other);

  struct Spread {
    double different = 0;
    double effective = 0;                // exp of Shannon's entropy; 0 without keys
    double largest_share = 0;            // of the occurrences
    std::vector<uint64_t> largest_rows;  // the first ten that hold the most frequent key
  };
  Spread spread() const;

 private:
  uint64_t seed_;
  Distinct distinct_;
  Sample<uint64_t> sample_;
};

}  // namespace evenset
