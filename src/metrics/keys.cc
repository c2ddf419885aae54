#include "metrics/keys.h"

#include <algorithm>
#include <cmath>

namespace evenset {

void Keys::add(uint64_t number, uint64_t index, uint64_t key) {
  distinct_.add(key);
  sample_.add(draw(seed_, number, index), number, key);
}

void Keys::merge(const Keys& other) {
  distinct_.merge(other.distinct_);
  sample_.merge(other.sample_);
}

Keys::Spread Keys::spread() const {
  Spread out;
  out.different = distinct_.count();
  std::vector<std::pair<uint64_t, uint64_t>> keys;  // key, row: sorted, so that sums do not depend on order
  for (const auto* item : sample_.by_priority()) keys.emplace_back(item->payload, item->number);
  if (keys.empty()) return out;
  std::sort(keys.begin(), keys.end());
  const double total = static_cast<double>(keys.size());
  double entropy = 0;
  size_t largest = 0, largest_at = 0;
  for (size_t begin = 0, end = 0; begin < keys.size(); begin = end) {
    while (end < keys.size() && keys[end].first == keys[begin].first) ++end;
    const size_t count = end - begin;
    const double share = static_cast<double>(count) / total;
    entropy -= share * std::log(share);
    // Equally frequent: the one that comes first.
    if (count > largest || (count == largest && keys[begin].second < keys[largest_at].second)) {
      largest = count;
      largest_at = begin;
    }
  }
  out.effective = std::exp(entropy);
  out.largest_share = static_cast<double>(largest) / total;
  for (size_t i = largest_at; i < largest_at + largest && out.largest_rows.size() < 10; ++i)
    if (out.largest_rows.empty() || out.largest_rows.back() != keys[i].second)
      out.largest_rows.push_back(keys[i].second);
  return out;
}

}  // namespace evenset
