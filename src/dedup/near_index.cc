#include "dedup/near_index.h"

#include <algorithm>
#include <bit>
#include <utility>

#include "dedup/holder_counts.h"
#include "parallel.h"

namespace evenset {
namespace {

constexpr size_t kBuckets = size_t{1} << 22;

constexpr size_t kRecentSlots = size_t{1} << 15;

uint32_t bucket_of(uint64_t gram) { return gram & (kBuckets - 1); }
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

}  // namespace

// Fractions, compared in integers.
bool is_better(const NearTwin& twin, const std::optional<NearTwin>& best) {
  if (!best) return true;
  const uint64_t a = twin.common * best->all, b = best->common * twin.all;
  return a > b || (a == b && twin.place < best->place);
}

NearIndex::NearIndex(const GramSets& sets, Fraction threshold, int threads)
    : sets_(sets), threshold_(threshold), threads_(std::max(1, threads)), recent_slots_(kRecentSlots) {
  find_prefixes(threads_);
  make_room(threads_);
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

// A pair at the threshold has ceil(t·|set|) n-grams in common, so that both hold
// one of the first |set| - ceil(t·|set|) + 1 in one order of all n-grams: the
// rarest first. What no other set holds need not be looked for. Of two like sets the
// smaller has 2t/(1+t) of its own size in common.
void NearIndex::find_prefixes(int threads) {
  const HolderCounts holders(sets_, sets_.size(), threads);
  grams_.resize(static_cast<size_t>(threads));
  prefixes_.resize(sets_.size());
  for_each_on(threads, grams_.size(), [&](size_t part) {
    const size_t begin = sets_.size() * part / grams_.size(), end = sets_.size() * (part + 1) / grams_.size();
    std::vector<uint64_t>& out = grams_[part];
    std::vector<std::pair<uint16_t, uint64_t>> order;
    for (size_t row = begin; row < end; ++row) {
      if (row + 2 < end) holders.fetch(sets_[row + 2]);
      const auto set = sets_[row];
      const size_t common = (set.size() * threshold_.over + threshold_.under - 1) / threshold_.under;
      const size_t first = set.empty() ? 0 : set.size() - common + 1;
      const size_t as_smaller =
          set.size() - std::min(set.size(), common_needed(set.size(), set.size(), threshold_)) + 1;
      order.clear();
      for (const uint64_t gram : set)
        if (const uint16_t count = holders[gram]; count > 1) order.emplace_back(count, gram);
      const size_t alone = std::min(first, set.size() - order.size());
      const auto last = order.begin() + static_cast<ptrdiff_t>(first - alone);
      std::nth_element(order.begin(), last, order.end());
      std::sort(order.begin(), last);
      for (auto at = order.begin(); at != last; ++at) out.push_back(at->second);
      prefixes_[row] = {nullptr, static_cast<uint32_t>(first - alone),
                        static_cast<uint32_t>(as_smaller - std::min(as_smaller, alone)),
                        static_cast<uint32_t>(set.size() - alone)};
    }
    const uint64_t* at = out.data();
    for (size_t row = begin; row < end; ++row) at = (prefixes_[row].grams = at) + prefixes_[row].count;
  });
}

// Room for all rows, as if all were kept.
void NearIndex::make_room(int threads) {
  const auto parts = static_cast<uint32_t>(threads);
  for_each_on(threads, parts, [&](size_t part) {
    for (const Prefix& prefix : prefixes_)
      for (uint32_t i = 0; i < prefix.count; ++i)
        if (const uint32_t bucket = bucket_of(prefix.grams[i]); bucket % parts == part)
          ++(i < prefix.in_short ? short_ : long_).buckets[bucket].count;
  });
  short_.make_room();
  long_.make_room();
}

// `after`: n-grams of the row that come after the first one in common.
std::optional<NearTwin> NearIndex::compare(uint32_t row, const Holder& kept, uint32_t after) const {
  const auto a = sets_[row];
  const size_t want = common_needed(a.size(), kept.size, threshold_);
  if (want > size_t{1} + std::min(after, kept.after)) return std::nullopt;
  const uint32_t other = row_at_[kept.place];
  const size_t most_apart = a.size() + kept.size - 2 * want;
  if (differing_bits(sets_.signature(row), sets_.signature(other)) > most_apart) return std::nullopt;
  const size_t common = common_of(a, sets_[other], want);
  if (common == 0) return std::nullopt;
  return NearTwin{kept.place, common, a.size() + kept.size - common};
}

void NearIndex::fetch_buckets(uint32_t row) const {
  const Prefix& prefix = prefixes_[row];
  for (uint32_t i = 0; i < prefix.count; ++i) {
    __builtin_prefetch(&short_.buckets[bucket_of(prefix.grams[i])]);
    if (i < prefix.in_short) __builtin_prefetch(&long_.buckets[bucket_of(prefix.grams[i])]);
  }
}

void NearIndex::fetch_holders(uint32_t row) const {
  const Prefix& prefix = prefixes_[row];
  for (uint32_t i = 0; i < prefix.count; ++i) {
    const size_t bucket = bucket_of(prefix.grams[i]);
    __builtin_prefetch(short_.holders.data() + short_.buckets[bucket].begin);
    if (i < prefix.in_short) __builtin_prefetch(long_.holders.data() + long_.buckets[bucket].begin);
  }
}

std::optional<NearTwin> NearIndex::nearest(uint32_t row, Seen& seen) const {
  seen.resize(sets_.size());
  const Prefix& prefix = prefixes_[row];
  std::optional<NearTwin> best;
  for (uint32_t i = 0; i < prefix.count; ++i) {
    const uint32_t tag = tag_of(prefix.grams[i]), after = prefix.after - i - 1;
    const auto meet = [&](const Lists& lists) {
      const Bucket& bucket = lists.buckets[bucket_of(prefix.grams[i])];
      for (const Holder& holder : std::span(lists.holders).subspan(bucket.begin, bucket.count)) {
        if (holder.tag != tag || std::exchange(seen[holder.place], row + 1) == row + 1) continue;
        const auto twin = compare(row, holder, after);
        if (twin && is_better(*twin, best)) best = twin;
      }
    };
    meet(short_);
    if (i < prefix.in_short) meet(long_);
  }
  return best;
}

std::optional<NearTwin> NearIndex::nearest_recent(uint32_t row) {
  const Prefix& prefix = prefixes_[row];
  std::optional<NearTwin> best;
  for (uint32_t i = 0; i < prefix.count; ++i) {
    const uint32_t bucket = bucket_of(prefix.grams[i]), tag = tag_of(prefix.grams[i]);
    for (uint32_t at = recent_slots_[bucket % kRecentSlots]; at != 0; at = recent_[at - 1].next) {
      const Recent& recent = recent_[at - 1];
      if (recent.bucket != bucket || recent.holder.tag != tag) continue;
      if (!recent.in_short && i >= prefix.in_short) continue;
      if (std::exchange(recent_seen_[recent.holder.place - settled_], row + 1) == row + 1) continue;
      const auto twin = compare(row, recent.holder, prefix.after - i - 1);
      if (twin && is_better(*twin, best)) best = twin;
    }
  }
  return best;
}

void NearIndex::keep(uint32_t row) {
  const auto place = static_cast<uint32_t>(row_at_.size()), size = static_cast<uint32_t>(sets_[row].size());
  const Prefix& prefix = prefixes_[row];
  for (uint32_t i = 0; i < prefix.count; ++i) {
    const uint32_t bucket = bucket_of(prefix.grams[i]);
    uint32_t& slot = recent_slots_[bucket % kRecentSlots];
    recent_.push_back(
        {{place, tag_of(prefix.grams[i]), size, prefix.after - i - 1}, bucket, slot, i < prefix.in_short});
    slot = static_cast<uint32_t>(recent_.size());
  }
  row_at_.push_back(row);
  recent_seen_.push_back(0);
}

void NearIndex::settle() {
  const auto parts = static_cast<uint32_t>(threads_);
  for_each_on(threads_, parts, [&](size_t part) {
    for (const Recent& recent : recent_) {
      if (recent.bucket % parts != part) continue;
      Lists& lists = recent.in_short ? short_ : long_;
      Bucket& bucket = lists.buckets[recent.bucket];
      lists.holders[bucket.begin + bucket.count++] = recent.holder;
    }
  });
  std::fill(recent_slots_.begin(), recent_slots_.end(), 0);
  recent_.clear();
  recent_seen_.clear();
  settled_ = static_cast<uint32_t>(row_at_.size());
}

}  // namespace evenset
