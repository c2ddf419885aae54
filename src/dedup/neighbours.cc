// One text against many costs an addition a word (dedup/rouge.h). Here a register
// holds several texts of up to 16, 32 or 64 words side by side, a lane each, so
// that a word of the other text is one load and four operations for all of them. The
// others come by length: what depends on it is then computed once a length.
#include "evenset/neighbours.h"

#include <algorithm>
#include <atomic>
#include <limits>
#include <memory>
#include <numeric>
#include <span>
#include <thread>

#include "clones.h"
#include "dedup/rouge.h"
#include "dedup/rouge_words.h"
#include "dedup/vocabulary.h"

namespace evenset {
namespace {

constexpr size_t kRegister = 32;  // bytes

// All texts as word numbers, and their order by length.
struct Texts {
  std::vector<uint32_t> words;
  std::vector<size_t> starts;
  std::vector<uint32_t> by_length;
  size_t vocabulary = 0;

  std::span<const uint32_t> operator[](size_t i) const {
    return std::span(words).subspan(starts[i], starts[i + 1] - starts[i]);
  }
  uint32_t length(size_t i) const { return static_cast<uint32_t>(starts[i + 1] - starts[i]); }
};

// The best so far of one text.
class Best {
 public:
  Best(std::vector<Neighbour>& out, size_t count) : out_(out), count_(count) { out_.clear(); }

  void offer(Neighbour one) {
    if (one.score <= 0) return;
    const auto before = [](const Neighbour& a, const Neighbour& b) {
      return a.score != b.score ? a.score > b.score : a.text < b.text;
    };
    if (out_.size() == count_ && !before(one, out_.back())) return;
    out_.insert(std::upper_bound(out_.begin(), out_.end(), one, before), one);
    if (out_.size() > count_) out_.pop_back();
  }
  // No text of m words with fewer words in common can be among the best.
  uint32_t least(uint32_t n, uint32_t m) const {
    if (out_.size() < count_) return 1;
    const double common = out_.back().score * (n + m) / 2;
    return std::max(1u, static_cast<uint32_t>(common * (1 - 1e-9)));
  }

 private:
  std::vector<Neighbour>& out_;
  size_t count_;
};

// Replace each lane by how many of its bits are set.
template <class Lane, class Lanes>
inline void count_bits(Lanes& x) {
  constexpr Lane all = std::numeric_limits<Lane>::max();
  x = x - ((x >> 1) & static_cast<Lane>(all / 3));
  x = (x & static_cast<Lane>(all / 5)) + ((x >> 2) & static_cast<Lane>(all / 5));
  x = (x + (x >> 4)) & static_cast<Lane>(all / 17);
  for (size_t shift = 8; shift < 8 * sizeof(Lane); shift *= 2) x = x + (x >> shift);
  x = x & static_cast<Lane>(127);
}

// Some texts of at most 8·sizeof(Lane) words against all.
template <class Lane>
class Group {
 public:
  static constexpr size_t kLanes = kRegister / sizeof(Lane);

  Group(const Texts& texts, size_t count) : texts_(texts), count_(count), places_(texts.vocabulary + 1) {}

  void compare(std::span<const uint32_t> own, Neighbours& out);

 private:
  typedef Lane Lanes __attribute__((vector_size(kRegister), may_alias));
  // As an element of a vector, whose template would forget the attributes.
  struct alignas(kRegister) Place {
    Lane at[kLanes] = {};
  };
  // Sums of lanes stay below the lane's highest number.
  static constexpr size_t kSums = std::numeric_limits<Lane>::max() / (8 * sizeof(Lane)) < 60'000
                                      ? std::numeric_limits<Lane>::max() / (8 * sizeof(Lane))
                                      : 60'000;

  EVENSET_CLONES void compare_length(std::span<const uint32_t> others, uint32_t m);
  void meet(const Lanes& common, uint32_t other, uint32_t m);
  void set_least(uint32_t m);

  const Texts& texts_;
  size_t count_;
  std::vector<Place> places_;  // of each word: its places in the texts, a lane each
  std::span<const uint32_t> own_;
  std::vector<Best> best_;
  Lanes valid_{}, least_{}, sums_{};
  std::vector<double> total_;
};

template <class Lane>
void Group<Lane>::compare(std::span<const uint32_t> own, Neighbours& out) {
  own_ = own;
  best_.clear();
  total_.assign(kLanes, 0);
  valid_ = least_ = Lanes{};
  for (size_t lane = 0; lane < own.size(); ++lane) {
    best_.emplace_back(out.nearest[own[lane]], count_);
    const auto words = texts_[own[lane]];
    for (size_t i = 0; i < words.size(); ++i) {
      places_[words[i]].at[lane] |= static_cast<Lane>(Lane{1} << i);
      valid_[lane] |= static_cast<Lane>(Lane{1} << i);
    }
  }
  const std::span<const uint32_t> all(texts_.by_length);
  for (size_t begin = 0, end = 0; begin < all.size(); begin = end) {
    const uint32_t m = texts_.length(all[begin]);
    while (end < all.size() && end - begin < kSums && texts_.length(all[end]) == m) ++end;
    if (m > 0) compare_length(all.subspan(begin, end - begin), m);
  }
  for (size_t lane = 0; lane < own.size(); ++lane) {
    const size_t others = texts_.starts.size() - 2;
    out.mean[own[lane]] = others == 0 ? 0 : total_[lane] / static_cast<double>(others);
    for (const uint32_t word : texts_[own[lane]]) places_[word] = Place();
  }
}

// `others` have m words each.
template <class Lane>
void Group<Lane>::compare_length(std::span<const uint32_t> others, uint32_t m) {
  set_least(m);
  Lanes sums{};
  for (const uint32_t other : others) {
    Lanes state = ~Lanes{};
    const uint32_t* word = texts_.words.data() + texts_.starts[other];
    for (uint32_t i = 0; i < m; ++i) {
      const Lanes both = state & *reinterpret_cast<const Lanes*>(places_[word[i]].at);
      state = (state + both) | (state - both);
    }
    Lanes common = ~state & valid_;
    count_bits<Lane>(common);
    sums += common;
    const auto high = common >= least_;
    Lane any = 0;
    for (size_t lane = 0; lane < kLanes; ++lane) any |= static_cast<Lane>(high[lane]);
    if (any != 0) meet(common, other, m);
  }
  for (size_t lane = 0; lane < own_.size(); ++lane) {
    const uint32_t n = texts_.length(own_[lane]);
    if (n == 0) continue;
    // Its own text, which is among those of its length, does not count.
    const bool itself = n == m && std::find(others.begin(), others.end(), own_[lane]) != others.end();
    total_[lane] += 2.0 * (static_cast<double>(sums[lane]) - (itself ? n : 0)) / (n + m);
  }
}

template <class Lane>
void Group<Lane>::meet(const Lanes& common, uint32_t other, uint32_t m) {
  for (size_t lane = 0; lane < own_.size(); ++lane) {
    if (common[lane] < least_[lane] || own_[lane] == other) continue;
    best_[lane].offer({other, rouge_f1(static_cast<uint32_t>(common[lane]), texts_.length(own_[lane]), m)});
  }
  set_least(m);
}

template <class Lane>
void Group<Lane>::set_least(uint32_t m) {
  constexpr auto kHighest = std::numeric_limits<Lane>::max();
  for (size_t lane = 0; lane < kLanes; ++lane) {
    const bool used = lane < own_.size() && texts_.length(own_[lane]) > 0;
    least_[lane] = used ? static_cast<Lane>(best_[lane].least(texts_.length(own_[lane]), m)) : kHighest;
  }
}

// A text too long for a lane.
void compare_long(const Texts& texts, uint32_t own, size_t count, CommonSubsequence& common,
                  Neighbours& out) {
  Best best(out.nearest[own], count);
  const auto words = texts[own];
  const auto n = static_cast<uint32_t>(words.size());
  double total = 0;
  common.begin(words, texts.vocabulary);
  for (uint32_t other = 0; other + 1 < texts.starts.size(); ++other) {
    if (other == own) continue;
    const double score = rouge_f1(common.with(texts[other]), n, texts.length(other));
    total += score;
    best.offer({other, score});
  }
  common.end();
  const size_t others = texts.starts.size() - 2;
  out.mean[own] = others == 0 ? 0 : total / static_cast<double>(others);
}

// One thread's share of the work: groups are taken as they come.
class Worker {
 public:
  Worker(const Texts& texts, size_t count, Neighbours& out) : texts_(texts), count_(count), out_(out) {}

  void run(std::atomic<size_t>& next) {
    constexpr size_t kAtOnce = Group<uint16_t>::kLanes;
    const std::span<const uint32_t> all(texts_.by_length);
    for (size_t begin; (begin = next.fetch_add(kAtOnce)) < all.size();)
      compare(all.subspan(begin, std::min(kAtOnce, all.size() - begin)));
  }

 private:
  // The texts of one group are of about one length; the longest decides.
  void compare(std::span<const uint32_t> own) {
    const uint32_t longest = texts_.length(own.back());
    if (longest <= 16) return in_lanes(short_, own);
    if (longest <= 32) return in_lanes(middle_, own);
    if (longest <= 64) return in_lanes(long_, own);
    for (const uint32_t one : own) compare_long(texts_, one, count_, common_, out_);
  }

  template <class Lane>
  void in_lanes(std::unique_ptr<Group<Lane>>& group, std::span<const uint32_t> own) {
    if (!group) group = std::make_unique<Group<Lane>>(texts_, count_);
    for (size_t at = 0; at < own.size(); at += Group<Lane>::kLanes)
      group->compare(own.subspan(at, std::min(Group<Lane>::kLanes, own.size() - at)), out_);
  }

  const Texts& texts_;
  size_t count_;
  Neighbours& out_;
  std::unique_ptr<Group<uint16_t>> short_;
  std::unique_ptr<Group<uint32_t>> middle_;
  std::unique_ptr<Group<uint64_t>> long_;
  CommonSubsequence common_;
};

}  // namespace

void NeighbourSearch::add(std::string_view text) {
  append_rouge_words(words_, text, unicode_);
  starts_.push_back(words_.size());
}

Neighbours NeighbourSearch::find(size_t count, int threads) const {
  Texts texts;
  Vocabulary vocabulary;
  for (const uint64_t word : words_) texts.words.push_back(vocabulary.add(word));
  texts.starts = starts_;
  texts.vocabulary = vocabulary.size();
  texts.by_length.resize(size());
  std::iota(texts.by_length.begin(), texts.by_length.end(), 0u);
  std::stable_sort(texts.by_length.begin(), texts.by_length.end(),
                   [&](uint32_t a, uint32_t b) { return texts.length(a) < texts.length(b); });
  Neighbours out;
  out.nearest.resize(size());
  out.mean.resize(size());
  if (count == 0) return out;
  std::atomic<size_t> next = 0;
  std::vector<std::jthread> others;
  for (int i = 0; i < std::max(1, threads); ++i)
    others.emplace_back([&] { Worker(texts, count, out).run(next); });
  others.clear();
  return out;
}

}  // namespace evenset
