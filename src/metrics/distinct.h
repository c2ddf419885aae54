// How many different things there are, in bounded memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace evenset {

// The `kCapacity` smallest hashes seen: exact up to that many different ones,
// beyond it the KMV estimate (Bar-Yossef et al. 2002; Beyer et al. 2007), with
// a standard error of 1/sqrt(kCapacity) = 0.2 %. The state is a function of the
// set of hashes, so it merges exactly in any order. At most 8 MB.
class Distinct {
 public:
  static constexpr size_t kCapacity = 200'000;

  // Add a hash whose bits are uniform.
  void add(uint64_t hash);
  void merge(const Distinct& other);
  double count() const;

 private:
  void insert(uint64_t hash);
  void grow();
  void prune();
  std::vector<uint64_t> ascending() const;

  std::vector<uint64_t> slots_;  // open addressing; 0: free
  size_t size_ = 0;
  uint64_t bound_ = UINT64_MAX;
};

}  // namespace evenset
