#include "metrics/distinct.h"

#include <algorithm>
#include <cmath>

namespace evenset {

void Distinct::add(uint64_t hash) {
  if (hash == 0) hash = 1;
  if (hash > bound_) return;
  if (2 * (size_ + 1) > slots_.size()) grow();
  insert(hash);
  if (size_ > kCapacity + kCapacity / 4) prune();
}

void Distinct::insert(uint64_t hash) {
  const size_t mask = slots_.size() - 1;
  size_t at = hash & mask;
  while (slots_[at] != 0) {
    if (slots_[at] == hash) return;
    at = (at + 1) & mask;
  }
  slots_[at] = hash;
  ++size_;
}

void Distinct::grow() {
  std::vector<uint64_t> old = std::move(slots_);
  slots_.assign(std::max<size_t>(64, 2 * old.size()), 0);
  size_ = 0;
  for (uint64_t hash : old)
    if (hash != 0) insert(hash);
}

std::vector<uint64_t> Distinct::ascending() const {
  std::vector<uint64_t> hashes;
  hashes.reserve(size_);
  for (uint64_t hash : slots_)
    if (hash != 0) hashes.push_back(hash);
  std::sort(hashes.begin(), hashes.end());
  return hashes;
}

void Distinct::prune() {
  std::vector<uint64_t> hashes = ascending();
  hashes.resize(kCapacity);
  bound_ = hashes.back();
  std::fill(slots_.begin(), slots_.end(), 0);
  size_ = 0;
  for (uint64_t hash : hashes) insert(hash);
}

void Distinct::merge(const Distinct& other) {
  for (uint64_t hash : other.slots_)
    if (hash != 0) add(hash);
  // What `other` dropped lies above its bound; ours above it is no longer whole,
  // and with kCapacity hashes below it never needed.
  bound_ = std::min(bound_, other.bound_);
}

double Distinct::count() const {
  std::vector<uint64_t> hashes = ascending();
  const bool whole = bound_ == UINT64_MAX && hashes.size() <= kCapacity;
  if (whole) return static_cast<double>(hashes.size());
  const double largest = static_cast<double>(hashes[kCapacity - 1]) / 18446744073709551616.0;
  return std::round(static_cast<double>(kCapacity - 1) / largest);
}

}  // namespace evenset
