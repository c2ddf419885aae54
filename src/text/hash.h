// Hashes that are the same on every machine and in every version.
#pragma once

#include <cstdint>
#include <string_view>

namespace evenset {

struct Hash128 {
  uint64_t hi = 0, lo = 0;
  bool operator==(const Hash128&) const = default;
  auto operator<=>(const Hash128&) const = default;
};

// MurmurHash3_x64_128 (Austin Appleby, public domain). Not for adversaries.
Hash128 hash128(std::string_view bytes, uint64_t seed = 0);

// A bijection that spreads every bit (finaliser of SplitMix64; Steele, Lea,
// Flood 2014): chance by seed and number, `mix64(seed + number * kOdd)`.
inline uint64_t mix64(uint64_t z) {
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
  z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
  return z ^ (z >> 31);
}

inline constexpr uint64_t kOdd = 0x9e3779b97f4a7c15;

// A draw for item `index` of row `number`; the lowest draws are a sample.
inline uint64_t draw(uint64_t seed, uint64_t number, uint64_t index = 0) {
  return mix64(mix64(seed + kOdd * (number + 1)) + kOdd * index);
}

inline constexpr uint64_t kFnvStart = 0xcbf29ce484222325, kFnvPrime = 0x100000001b3;

// FNV-1a (Fowler, Noll, Vo), for short words; `hash` is that of the bytes before.
inline uint64_t fnv1a(std::string_view bytes, uint64_t hash = kFnvStart) {
  for (const char c : bytes) hash = (hash ^ static_cast<unsigned char>(c)) * kFnvPrime;
  return hash;
}

}  // namespace evenset
