// Chance by seed, the same on every platform: the standard's engines are, its
// distributions are not.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

namespace evenset {

// SplitMix64 (Steele, Lea, Flood 2014).
class Random {
 public:
  explicit Random(uint64_t seed) : state_(seed) {}

  uint64_t next() {
    uint64_t z = state_ += 0x9e3779b97f4a7c15;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
  }

  // 0 … bound-1, each as likely; bound > 0.
  uint64_t below(uint64_t bound) {
    const uint64_t uneven = (0 - bound) % bound;  // so many low draws would favour small results
    uint64_t draw = next();
    while (draw < uneven) draw = next();
    return draw % bound;
  }

  template <class T>
  void shuffle(std::vector<T>& items) {
    for (size_t i = items.size(); i > 1; --i) std::swap(items[i - 1], items[below(i)]);
  }

 private:
  uint64_t state_;
};

}  // namespace evenset
