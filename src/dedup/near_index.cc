#include "dedup/near_index.h"

#include <algorithm>
#include <bit>
#include <thread>
#include <utility>

namespace evenset {
namespace {

constexpr size_t kBuckets = size_t{1} << 22;

size_t bucket_of(uint64_t gram) { return gram & (kBuckets - 1); }
uint32_t tag_of(uint64_t gram) { return static_cast<uint32_t>(gram >> 32); }

// Elements in common of two ascending sets; 0 where fewer than `want`.
size_t common_of(std::span<const uint64_t> a, std::span<const uint64_t> b, size_t want) {
  const size_t spare_a = a.size() - want, spare_b = b.size() - want;  // so many may be missed
  size_t i = 0, j = 0, common = 0;
  while (i < a.size() && j < b.size()) {
    const uint64_t x = a[i], y = b[j];
    common += x == y;
    i += x <= y;
    j += y <= x;
    if (i - common > spare_a || j - common > spare_b) return 0;
  }
  return common < want ? 0 : common;
}

size_t differing_bits(const GramSets::Signature& a, const GramSets::Signature& b) {
  size_t out = 0;
  for (size_t i = 0; i < a.size(); ++i) out += static_cast<size_t>(std::popcount(a[i] ^ b[i]));
  return out;
}

// Smallest common part of sets of these sizes: |n| >= t/(1+t)·(a+b).
size_t needed(size_t a, size_t b, Fraction t) {
  return ((a + b) * t.over + t.over + t.under - 1) / (t.over + t.under);
}

}  // namespace

// Fractions, compared in integers.
bool is_better(const NearTwin& twin, const std::optional<NearTwin>& best) {
  if (!best) return true;
  const uint64_t a = twin.common * best->all, b = best->common * twin.all;
  return a > b || (a == b && twin.place < best->place);
}

// What one thread finds of its rows.
struct NearIndex::Part {
  std::vector<uint64_t> grams;          // prefixes, row by row
  std::vector<uint32_t> counts, alone;  // of each row
};

NearIndex::NearIndex(const GramSets& sets, Fraction threshold, int threads)
    : sets_(sets), threshold_(threshold) {
  std::vector<Part> parts(static_cast<size_t>(std::max(1, threads)));
  {
    std::vector<std::jthread> others;
    for (size_t p = 0; p < parts.size(); ++p)
      others.emplace_back([&, p] {
        parts[p] = prefixes_of(sets.size() * p / parts.size(), sets.size() * (p + 1) / parts.size());
      });
  }
  for (Part& part : parts) {
    prefixes_.insert(prefixes_.end(), part.grams.begin(), part.grams.end());
    alone_.insert(alone_.end(), part.alone.begin(), part.alone.end());
    for (const uint32_t count : part.counts) starts_.push_back(starts_.back() + count);
    part = {};
  }
  // Room for all rows, as if all were kept.
  for (uint32_t row = 0; row < sets.size(); ++row) {
    const auto grams = prefix(row);
    for (size_t i = 0; i < grams.size(); ++i)
      ++(i < short_prefix(row) ? short_ : long_).buckets[bucket_of(grams[i])].count;
  }
  short_.make_room();
  long_.make_room();
}

NearIndex::Lists::Lists() : buckets(kBuckets) {}

void NearIndex::Lists::make_room() {
  uint32_t begin = 0;
  for (Bucket& bucket : buckets) {
    bucket.begin = begin;
    begin += std::exchange(bucket.count, 0);
  }
  holders.resize(begin);
}

void NearIndex::Lists::add(uint64_t gram, Holder holder) {
  Bucket& bucket = buckets[bucket_of(gram)];
  holder.tag = tag_of(gram);
  holders[bucket.begin + bucket.count++] = holder;
}

void NearIndex::Lists::prefetch(uint64_t gram) const { __builtin_prefetch(&buckets[bucket_of(gram)]); }

template <class Use>
void NearIndex::Lists::for_each(uint64_t gram, uint32_t from, uint32_t to, Use&& use) const {
  const Bucket& bucket = buckets[bucket_of(gram)];
  for (uint32_t i = bucket.begin + bucket.count; i-- > bucket.begin;) {
    const Holder& holder = holders[i];
    if (holder.place < from) break;
    if (holder.tag == tag_of(gram) && holder.place < to) use(holder);
  }
}

// Of two like sets the smaller has 2t/(1+t) of its own size in common.
size_t NearIndex::short_prefix(uint32_t row) const {
  const size_t size = sets_[row].size(), before = size - std::min(size, needed(size, size, threshold_)) + 1;
  return before - std::min<size_t>(before, alone_[row]);
}

// A pair at the threshold has ceil(t·|set|) n-grams in common, so that both hold
// one of the first |set| - ceil(t·|set|) + 1 in one order of all n-grams: the
// rarest first. What no other set holds need not be looked for.
NearIndex::Part NearIndex::prefixes_of(size_t begin, size_t end) const {
  Part out;
  std::vector<std::pair<uint16_t, uint64_t>> order;
  for (size_t row = begin; row < end; ++row) {
    const auto set = sets_[row];
    const size_t common = (set.size() * threshold_.over + threshold_.under - 1) / threshold_.under;
    const size_t first = set.empty() ? 0 : set.size() - common + 1;
    order.clear();
    for (const uint64_t gram : set) order.emplace_back(sets_.holders(gram), gram);
    std::partial_sort(order.begin(), order.begin() + static_cast<ptrdiff_t>(first), order.end());
    uint32_t alone = 0;
    for (size_t i = 0; i < first; ++i) {
      if (order[i].first == 1)
        ++alone;
      else
        out.grams.push_back(order[i].second);
    }
    out.alone.push_back(alone);
    out.counts.push_back(static_cast<uint32_t>(first) - alone);
  }
  return out;
}

// `after`: n-grams of the row that come after the first one in common.
std::optional<NearTwin> NearIndex::compare(uint32_t row, const Holder& kept, uint32_t after) const {
  const auto a = sets_[row];
  const size_t want = needed(a.size(), kept.size, threshold_);
  if (want > size_t{1} + std::min(after, kept.after)) return std::nullopt;
  const uint32_t other = row_at_[kept.place];
  const size_t most_apart = a.size() + kept.size - 2 * want;
  if (differing_bits(sets_.signature(row), sets_.signature(other)) > most_apart) return std::nullopt;
  const size_t common = common_of(a, sets_[other], want);
  if (common == 0) return std::nullopt;
  return NearTwin{kept.place, common, a.size() + kept.size - common};
}

std::optional<NearTwin> NearIndex::nearest(uint32_t row, uint32_t from, uint32_t to, Seen& seen) const {
  seen.resize(sets_.size());
  const auto grams = prefix(row);
  const size_t as_smaller = short_prefix(row);
  for (const uint64_t gram : grams) short_.prefetch(gram);
  std::optional<NearTwin> best;
  auto after = static_cast<uint32_t>(sets_[row].size() - alone_[row]);
  const auto meet = [&](const Holder& holder) {
    if (std::exchange(seen[holder.place], row + 1) == row + 1) return;
    const auto twin = compare(row, holder, after);
    if (twin && is_better(*twin, best)) best = twin;
  };
  for (size_t i = 0; i < grams.size(); ++i) {
    --after;
    short_.for_each(grams[i], from, to, meet);
    if (i < as_smaller) long_.for_each(grams[i], from, to, meet);
  }
  return best;
}

void NearIndex::keep(uint32_t row) {
  const auto size = static_cast<uint32_t>(sets_[row].size());
  const auto grams = prefix(row);
  uint32_t after = size - alone_[row];
  for (size_t i = 0; i < grams.size(); ++i)
    (i < short_prefix(row) ? short_ : long_).add(grams[i], {kept(), 0, size, --after});
  row_at_.push_back(row);
}

}  // namespace evenset
