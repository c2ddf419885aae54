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

  // The most similar at the threshold or above, of the settled rows. Empty sets are
  // like nothing. Several threads may ask while none keeps or settles.
  std::optional<NearTwin> nearest(uint32_t row, Seen& seen) const;
  // Of those kept since.
  std::optional<NearTwin> nearest_recent(uint32_t row);

  // Keep the row, at the next place.
  void keep(uint32_t row);
  // Settle what was kept: recent rows are found fast while they are a few thousand.
  void settle();

  // Where `nearest` will look, in the order of these calls, some rows ahead of it:
  // it spends its time waiting for memory.
  void fetch_buckets(uint32_t row) const;
  void fetch_holders(uint32_t row) const;

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

  // One list of holders an n-gram.
  struct Lists {
    std::vector<Bucket> buckets;  // by the n-gram's lowest bits
    std::vector<Holder> holders;  // room for all rows, bucket by bucket
    Lists();
    void make_room();  // where `buckets` counts what will come
  };

  // The n-grams of a row to look for, rarest first.
  struct Prefix {
    const uint64_t* grams;
    uint32_t count;
    uint32_t in_short;  // so many of them stand in the short list
    uint32_t after;     // n-grams that come with the prefix and after it, those alone left out
  };

  // A recent holder. Those of one slot are a chain.
  struct Recent {
    Holder holder;
    uint32_t bucket;
    uint32_t next;  // 0: none; else the place of the next in recent_, plus 1
    bool in_short;
  };

  void find_prefixes(int threads);
  void make_room(int threads);
  std::optional<NearTwin> compare(uint32_t row, const Holder& kept, uint32_t after) const;

  const GramSets& sets_;
  Fraction threshold_;
  int threads_;
  std::vector<std::vector<uint64_t>> grams_;  // of the prefixes, by part of the rows
  std::vector<Prefix> prefixes_;              // of each row
  Lists short_, long_;  // where the row would be the smaller of two; the rest of its prefix
  std::vector<uint32_t> row_at_;
  uint32_t settled_ = 0;
  std::vector<uint32_t> recent_slots_;
  std::vector<Recent> recent_;
  Seen recent_seen_;
};

}  // namespace evenset
