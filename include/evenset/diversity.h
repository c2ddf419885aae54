// Facility location: rows that stand for all others.
//
//   f(S) = sum over references r of max over chosen s of max(0, cos(r, s))
//
// By the static vectors of the questions (evenset/encoder.h). f is monotone and
// submodular, so that the greedy choice reaches 1 - 1/e of the best (Nemhauser, Wolsey,
// Fisher 1978), and a row's gain only falls: it is counted anew only where the old one
// would win (lazy greedy, Minoux 1978). While choosing, a reference sees the points that
// are nearest to it only (sparse facility location). In whole numbers: the same choice
// everywhere.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "evenset/encoder.h"

namespace evenset {

// Texts as vectors of small whole numbers: the first 64 of the static vector's 256
// places, which hold most of it, scaled to one length. All 0 where a text has no word.
class Points {
 public:
  static constexpr size_t kWidth = 64;
  static constexpr int kLength = 160, kMost = 63;  // of a vector; of a number in it

  // Cost: about 3 us for a question; 64 bytes.
  void add(std::string_view text, const StaticEncoder& encoder);
  void add(std::span<const int8_t> point) { at_.insert(at_.end(), point.begin(), point.end()); }
  void reserve(size_t points) { at_.reserve(points * kWidth); }
  void resize(size_t points) { at_.resize(points * kWidth); }
  void set(size_t i, std::string_view text, const StaticEncoder& encoder);

  size_t size() const { return at_.size() / kWidth; }
  std::span<const int8_t> operator[](size_t i) const { return std::span(at_).subspan(i * kWidth, kWidth); }

 private:
  std::vector<int8_t> at_;
};

// A choice under quotas: at most quota[group_of[i]] points of each group.
struct Places {
  std::vector<uint32_t> group_of;  // by point
  std::vector<int64_t> quota;      // by group
  std::vector<uint32_t> kept;      // points that are chosen first, whatever they add
};

// Which points each reference sees: the `kSeen` nearest, and how near beyond the last of
// them. Cost: 4 ns a pair / threads; 800 bytes a reference.
class Nearest {
 public:
  static constexpr size_t kSeen = 96;

  Nearest(const Points& points, const Points& references, int threads = 1);

  size_t points() const { return starts_.size() - 1; }
  size_t references() const { return references_; }
  struct Seen {
    uint32_t reference;
    int32_t near;  // product of the vectors, less that of the reference's last
  };
  // The references that see a point.
  std::span<const Seen> of(size_t point) const {
    return std::span(seen_).subspan(starts_[point], starts_[point + 1] - starts_[point]);
  }

 private:
  size_t references_;
  std::vector<uint64_t> starts_;
  std::vector<Seen> seen_;
};

// Greedily as many points as the quotas let; ascending. Of equal gains the lower number.
// Cost: about a microsecond a point.
std::vector<uint32_t> facility_location(const Nearest& nearest, const Places& places);

// f of some points, in units of a cosine of 1.
double coverage(const Points& points, std::span<const uint32_t> chosen, const Points& references,
                int threads = 1);

}  // namespace evenset
