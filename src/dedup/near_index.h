// Which kept set of n-grams is a set most like?
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "dedup/gram_sets.h"
#include "text/similar.h"

namespace evenset {

struct NearTwin {
  uint32_t place = 0;            // among the kept rows, in the order in which they were kept
  uint64_t common = 0, all = 0;  // sizes of intersection and union
};

// Whether `twin` is more like than `best`, or as like and kept earlier.
bool is_better(const NearTwin& twin, const std::optional<NearTwin>& best);

// Exact: a set is compared with those that share one of its rarest n-grams, of
// which any set like it must hold one (prefix filtering: Bayardo, Ma, Srikant
// 2007), with bounds by size, place (Xiao et al. 2008) and signature. Of two sets the
// smaller one holds the first common n-gram in a shorter prefix: those stand in a list
// of their own, and the longer list is read for larger sets only.
class NearIndex {
 public:
  // Reads all sets once, on `threads` threads; they must not change after.
  NearIndex(const GramSets& sets, Fraction threshold, int threads);

  // Work space of one thread that asks.
  using Seen = std::vector<uint32_t>;

  // The most similar at the threshold or above, of those kept at places [from,
  // to). Empty sets are like nothing. Several threads may ask while none keeps.
  std::optional<NearTwin> nearest(uint32_t row, uint32_t from, uint32_t to, Seen& seen) const;

  // Keep the row, at the next place.
  void keep(uint32_t row);

  uint32_t kept() const { return static_cast<uint32_t>(row_at_.size()); }
  uint32_t row_at(uint32_t place) const { return row_at_[place]; }

 private:
  // A kept row that holds an n-gram.
  struct Holder {
    uint32_t place;
    uint32_t tag;    // more of the n-gram's hash
    uint32_t size;   // of the set
    uint32_t after;  // n-grams of the set that come after this one in the order
  };
  struct Bucket {
    uint32_t begin = 0, count = 0;
  };

  struct Part;
  Part prefixes_of(size_t begin, size_t end) const;
  // How many n-grams of the row's prefix stand in the short list.
  size_t short_prefix(uint32_t row) const;
  std::span<const uint64_t> prefix(uint32_t row) const {
    return std::span(prefixes_).subspan(starts_[row], starts_[row + 1] - starts_[row]);
  }
  std::optional<NearTwin> compare(uint32_t row, const Holder& kept, uint32_t after) const;

  const GramSets& sets_;
  Fraction threshold_;
  // One list of holders an n-gram.
  struct Lists {
    std::vector<Bucket> buckets;  // by the n-gram's lowest bits
    std::vector<Holder> holders;  // room for all rows, bucket by bucket
    Lists();
    void make_room();  // where `buckets` counts what will come
    void add(uint64_t gram, Holder holder);
    void prefetch(uint64_t gram) const;
    // Holders at places [from, to), the last kept first.
    template <class Use>
    void for_each(uint64_t gram, uint32_t from, uint32_t to, Use&& use) const;
  };

  std::vector<uint64_t> prefixes_;  // n-grams that others hold too, in their order
  std::vector<uint64_t> starts_{0};
  std::vector<uint32_t> alone_;  // of each row: n-grams before them, that no other set holds
  Lists short_, long_;           // where the row would be the smaller of two; the rest of its prefix
  std::vector<uint32_t> row_at_;
};

}  // namespace evenset
