#include "evenset/overlap.h"

#include <algorithm>
#include <atomic>
#include <bit>
#include <utility>
#include <vector>

#include "dedup/gram_sets.h"
#include "dedup/holder_counts.h"
#include "text/ngrams.h"

namespace evenset {
namespace {

constexpr size_t kSlice = 4096;  // texts that a thread takes at a time

size_t wanted(size_t grams) { return (3 * grams + 9) / 10; }

bool has_in_common(std::span<const uint64_t> a, std::span<const uint64_t> b, size_t want) {
  size_t spare = a.size() - want, common = 0;  // so many of `a` may be missed
  for (size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    const uint64_t x = a[i], y = b[j];
    common += x == y;
    if (common == want) return true;
    if (x < y && spare-- == 0) return false;
    i += x <= y;
    j += y <= x;
  }
  return false;
}

// Which texts hold an n-gram that several hold.
class Holders {
 public:
  Holders(const GramSets& sets, const HolderCounts& counts, int threads)
      : mask_(std::bit_ceil(std::max<size_t>(sets.size(), 1024)) * 4 - 1), begin_(mask_ + 2) {
    const auto parts = static_cast<size_t>(threads);
    const auto each = [&](auto use) {
      for_each_on(threads, parts, [&](size_t part) {
        for (uint32_t row = 0; row < sets.size(); ++row)
          for (const uint64_t gram : sets[row])
            if (const size_t at = gram & mask_; at % parts == part && counts[gram] > 1) use(at, gram, row);
      });
    };
    each([&](size_t at, uint64_t, uint32_t) { ++begin_[at + 1]; });
    for (size_t i = 1; i < begin_.size(); ++i) begin_[i] += begin_[i - 1];
    holders_.resize(begin_.back());
    std::vector<uint32_t> filled(mask_ + 1);
    each([&](size_t at, uint64_t gram, uint32_t row) {
      holders_[begin_[at] + filled[at]++] = {row, static_cast<uint32_t>(gram >> 32)};
    });
  }

  struct Holder {
    uint32_t row, tag;
  };
  std::span<const Holder> of(uint64_t gram) const {
    const size_t at = gram & mask_;
    return std::span(holders_).subspan(begin_[at], begin_[at + 1] - begin_[at]);
  }

 private:
  size_t mask_;
  std::vector<uint32_t> begin_;
  std::vector<Holder> holders_;
};

// One text after the other, against all.
class Search {
 public:
  Search(const GramSets& sets, const HolderCounts& counts, const Holders& holders)
      : sets_(sets), counts_(counts), holders_(holders), seen_(sets.size()) {}

  // A text that holds `want` n-grams of this one holds one of any others but want - 1:
  // of the rarest, whose lists are short.
  bool overlaps(uint32_t row) {
    const auto set = sets_[row];
    const size_t want = wanted(set.size());
    order_.clear();
    for (const uint64_t gram : set)
      if (const uint16_t count = counts_[gram]; count > 1) order_.emplace_back(count, gram);
    if (order_.size() < want) return false;
    std::sort(order_.begin(), order_.end());
    order_.resize(order_.size() - want + 1);
    for (const auto& [count, gram] : order_)
      for (const Holders::Holder& holder : holders_.of(gram)) {
        if (holder.tag != gram >> 32 || holder.row == row) continue;
        if (std::exchange(seen_[holder.row], row + 1) == row + 1) continue;
        if (has_in_common(set, sets_[holder.row], want)) return true;
      }
    return false;
  }

 private:
  const GramSets& sets_;
  const HolderCounts& counts_;
  const Holders& holders_;
  std::vector<uint32_t> seen_;
  std::vector<std::pair<uint16_t, uint64_t>> order_;
};

}  // namespace

struct Overlap::State {
  std::vector<uint64_t> words;
  std::vector<uint64_t> starts{0};

  GramSets sets(size_t n, int threads) const {
    const size_t texts = starts.size() - 1, slices = (texts + kSlice - 1) / kSlice;
    std::vector<std::vector<uint64_t>> grams(slices);
    std::vector<std::vector<uint32_t>> sizes(slices);
    for_each_on(threads, slices, [&](size_t slice) {
      std::vector<uint64_t> set;
      for (size_t i = slice * kSlice; i < std::min(texts, (slice + 1) * kSlice); ++i) {
        set.clear();
        append_grams(set, std::span(words).subspan(starts[i], starts[i + 1] - starts[i]), n);
        make_set(set);
        grams[slice].insert(grams[slice].end(), set.begin(), set.end());
        sizes[slice].push_back(static_cast<uint32_t>(set.size()));
      }
    });
    GramSets out;
    for (size_t slice = 0; slice < slices; ++slice) {
      out.add(grams[slice], sizes[slice]);
      grams[slice] = {};
    }
    return out;
  }
};

Overlap::Overlap() : state_(std::make_unique<State>()) {}
Overlap::~Overlap() = default;

void Overlap::add(std::string_view text) {
  add_words(text);
  end_text();
}

void Overlap::add_words(std::string_view text) { append_words(state_->words, text); }

void Overlap::end_text() {
  if (state_->words.size() > state_->starts.back()) state_->starts.push_back(state_->words.size());
}

size_t Overlap::size() const { return state_->starts.size() - 1; }

uint64_t Overlap::count(size_t n, int threads) const {
  threads = std::max(1, threads);
  const GramSets sets = state_->sets(n, threads);
  const HolderCounts counts(sets, sets.size(), threads);
  const Holders holders(sets, counts, threads);
  std::atomic<uint64_t> out = 0;
  std::atomic<size_t> next = 0;
  for_each_on(threads, static_cast<size_t>(threads), [&](size_t) {
    Search search(sets, counts, holders);
    for (size_t begin = 0; (begin = next.fetch_add(kSlice)) < sets.size();)
      for (size_t row = begin; row < std::min(sets.size(), begin + kSlice); ++row)
        out += search.overlaps(static_cast<uint32_t>(row));
  });
  return out;
}

}  // namespace evenset
