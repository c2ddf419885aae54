#include "text/similar.h"

#include <algorithm>
#include <bit>
#include <utility>

namespace evenset {
namespace {

// A set by the ranks of its elements. Those that no other set holds are only
// counted: they come first in the order and are shared with none.
struct Set {
  std::vector<uint32_t> ranks;  // ascending
  size_t alone = 0;
  size_t size() const { return alone + ranks.size(); }
};

// Elements in common of two ascending sets; 0 where fewer than `want`.
template <class T>
size_t common_of(std::span<const T> a, std::span<const T> b, size_t want) {
  size_t common = 0, i = 0, j = 0;
  while (i < a.size() && j < b.size()) {
    if (common + std::min(a.size() - i, b.size() - j) < want) return 0;
    const T x = a[i], y = b[j];
    common += x == y;
    i += x <= y;
    j += y <= x;
  }
  return common < want ? 0 : common;
}

// How many sets hold each element; then its rank. Open addressing: a million
// elements and more are looked up twice each.
class Elements {
 public:
  explicit Elements(size_t most) : slots_(std::bit_ceil(2 * most + 2)) {}

  struct Slot {
    uint64_t element = 0;
    uint32_t count = 0, rank = 0;
  };
  Slot& operator[](uint64_t element) {
    size_t at = (element * 0x9e3779b97f4a7c15) & (slots_.size() - 1);
    while (slots_[at].count > 0 && slots_[at].element != element) at = (at + 1) & (slots_.size() - 1);
    slots_[at].element = element;
    return slots_[at];
  }
  std::vector<Slot>& slots() { return slots_; }

 private:
  std::vector<Slot> slots_;
};

// Elements as ranks, the rarest first: the prefix that a pair must share is
// then short to search. 0: only one set holds it. Returns how many ranks there are.
size_t rank(Elements& elements) {
  std::vector<Elements::Slot*> order;
  for (Elements::Slot& slot : elements.slots())
    if (slot.count > 1) order.push_back(&slot);
  std::sort(order.begin(), order.end(), [](const auto* a, const auto* b) {
    return std::pair(a->count, a->element) < std::pair(b->count, b->element);
  });
  for (size_t i = 0; i < order.size(); ++i) order[i]->rank = static_cast<uint32_t>(i + 1);
  return order.size() + 1;
}

std::vector<Set> ranked(std::span<const std::vector<uint64_t>> sets, size_t& ranks) {
  size_t all = 0;
  for (const auto& set : sets) all += set.size();
  Elements elements(all);
  for (const auto& set : sets)
    for (uint64_t element : set) ++elements[element].count;
  ranks = rank(elements);
  std::vector<Set> out(sets.size());
  for (size_t i = 0; i < sets.size(); ++i) {
    for (uint64_t element : sets[i]) {
      const uint32_t place = elements[element].rank;
      if (place == 0)
        ++out[i].alone;
      else
        out[i].ranks.push_back(place);
    }
    std::sort(out[i].ranks.begin(), out[i].ranks.end());
  }
  return out;
}

// Earlier sets by the elements of their prefixes.
class Index {
 public:
  Index(const std::vector<Set>& sets, size_t ranks, Fraction threshold)
      : sets_(sets), lists_(ranks), seen_(sets.size(), kNone), threshold_(threshold) {}

  // Calls `use(j, common)` for each earlier set that is alike, until it says false.
  template <class Use>
  void for_each_alike(size_t i, Use&& use) {
    const Set& set = sets_[i];
    for (size_t p = 0; p < prefix(set); ++p) {
      for (uint32_t other : lists_[set.ranks[p]]) {
        if (seen_[other] == i) continue;
        seen_[other] = i;
        const Set& earlier = sets_[other];
        const size_t want = common_needed(set.size(), earlier.size(), threshold_);
        const size_t common = common_of<uint32_t>(set.ranks, earlier.ranks, want);
        if (common > 0 && !use(other, common)) return;
      }
    }
  }

  void add(size_t i) {
    for (size_t p = 0; p < prefix(sets_[i]); ++p)
      lists_[sets_[i].ranks[p]].push_back(static_cast<uint32_t>(i));
  }

 private:
  // A pair at the threshold has ceil(t·|set|) elements in common, so that it
  // shares one of the first |set| - ceil(t·|set|) + 1. How many of these are
  // held by others too.
  size_t prefix(const Set& set) const {
    const size_t common = (set.size() * threshold_.over + threshold_.under - 1) / threshold_.under;
    const size_t first = set.size() == 0 ? 0 : set.size() - common + 1;
    return first - std::min(first, set.alone);
  }

  const std::vector<Set>& sets_;
  std::vector<std::vector<uint32_t>> lists_;
  std::vector<size_t> seen_;
  Fraction threshold_;
};

}  // namespace

bool alike(std::span<const uint64_t> a, std::span<const uint64_t> b, Fraction threshold) {
  if (a.empty() || b.empty()) return false;
  return common_of(a, b, common_needed(a.size(), b.size(), threshold)) > 0;
}

std::vector<size_t> earlier_alike(std::span<const std::vector<uint64_t>> sets, Fraction threshold) {
  size_t count = 0;
  const std::vector<Set> ranks = ranked(sets, count);
  Index index(ranks, count, threshold);
  std::vector<size_t> out(sets.size(), kNone);
  for (size_t i = 0; i < sets.size(); ++i) {
    index.for_each_alike(i, [&](size_t other, size_t) {
      out[i] = other;
      return false;
    });
    // A set like an earlier one stays in the index: likeness is not transitive.
    index.add(i);
  }
  return out;
}

std::vector<double> likeness_sums(std::span<const std::vector<uint64_t>> sets, Fraction threshold,
                                  size_t most) {
  size_t count = 0;
  const std::vector<Set> ranks = ranked(sets, count);
  Index index(ranks, count, threshold);
  std::vector<double> out(sets.size(), 1);
  for (size_t i = 0; i < sets.size(); ++i) {
    size_t found = 0;
    index.for_each_alike(i, [&](size_t other, size_t common) {
      const size_t all = sets[i].size() + sets[other].size() - common;
      const double jaccard = static_cast<double>(common) / static_cast<double>(all);
      out[i] += jaccard;
      out[other] += jaccard;
      return ++found < most;
    });
    index.add(i);
  }
  return out;
}

}  // namespace evenset
