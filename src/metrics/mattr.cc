// The words of all rows are one text, in row order, and a window of 50 words
// moves over it. A part of the text is summed up by what its windows hold, its
// first 49 words (windows that start before it end there) and its last 49.
#include <algorithm>
#include <array>

#include "evenset/metric.h"
#include "language/row_words.h"

namespace evenset {
namespace {

constexpr size_t kWindow = 50;

class MattrTally final : public Tally {
 public:
  void add(const MetricRow& row) override {
    for (uint64_t word : row.words.words) push(word);
  }

  void merge(const Tally& tally) override {
    const auto& other = static_cast<const MattrTally&>(tally);
    for (size_t i = 0; i < std::min<uint64_t>(other.words_, kWindow - 1); ++i) push(other.head_[i]);
    if (other.words_ < kWindow) return;
    // The window goes on from the end of `other`, whose word w is our word before + w.
    const uint64_t before = words_ - (kWindow - 1);
    for (uint64_t w = other.words_ - kWindow; w < other.words_; ++w) {
      ring_[(before + w) % kWindow] = other.ring_[w % kWindow];
      repeated_[(before + w) % kWindow] = other.repeated_[w % kWindow];
    }
    words_ = before + other.words_;
    windows_ += other.windows_;
    different_ += other.different_;
    in_window_ = other.in_window_;
    remember_window();
  }

  void report(Figures& out) const override {
    double value = 0;
    if (windows_ > 0)
      value = static_cast<double>(different_) / (static_cast<double>(windows_) * kWindow);
    else if (words_ > 0)
      value = static_cast<double>(in_window_) / static_cast<double>(words_);
    out.number["mattr_50"] = value;
  }

 private:
  void push(uint64_t word) {
    if (words_ < kWindow - 1) head_[words_] = word;
    const size_t at = words_ % kWindow;
    if (words_ >= kWindow && !repeated_[at]) --in_window_;  // the word that leaves had no second
    ring_[at] = word;
    repeated_[at] = false;
    ++words_;
    if (size_t earlier = last_place(word, at); earlier < kWindow)
      repeated_[earlier] = true;
    else
      ++in_window_;
    if (words_ >= kWindow) {
      ++windows_;
      different_ += in_window_;
    }
  }

  // Where the window holds `word` last, `at` apart; kWindow: nowhere. The memo
  // knows the last place of most words; one that lost its place there to
  // another word is searched for, unless that other is older than the window.
  size_t last_place(uint64_t word, size_t at) {
    Memo& memo = memo_[word % memo_.size()];
    const uint64_t now = words_ - 1;
    const bool in_window = memo.set && now - memo.place < kWindow;
    size_t place = kWindow;
    if (in_window) place = memo.word == word ? memo.place % kWindow : searched(word, at);
    memo = {word, now, true};
    return place;
  }

  size_t searched(uint64_t word, size_t at) const {
    const size_t filled = std::min<uint64_t>(words_, kWindow);
    for (size_t back = 1, i = at; back < filled; ++back) {
      i = i == 0 ? kWindow - 1 : i - 1;
      if (ring_[i] == word) return i;
    }
    return kWindow;
  }

  // Let the memo know the words of the window again.
  void remember_window() {
    memo_.fill({});
    for (uint64_t w = words_ - std::min<uint64_t>(words_, kWindow); w < words_; ++w)
      memo_[ring_[w % kWindow] % memo_.size()] = {ring_[w % kWindow], w, true};
  }

  struct Memo {
    uint64_t word = 0, place = 0;
    bool set = false;
  };
  std::array<Memo, 1024> memo_{};
  std::array<uint64_t, kWindow - 1> head_{};
  std::array<uint64_t, kWindow> ring_{};  // word w of the text at w % kWindow
  std::array<bool, kWindow> repeated_{};  // the window holds it again, later
  uint64_t words_ = 0, windows_ = 0, different_ = 0, in_window_ = 0;
};

std::unique_ptr<Tally> tally(const Plan&, uint64_t) { return std::make_unique<MattrTally>(); }

}  // namespace

extern const Metric mattr_metric{
    "mattr",
    "Moving-average type-token ratio (Covington & McFall 2010) over windows of 50 words of all questions and "
    "responses, one after the other: does not fall with size. Under 50 words, their type-token ratio.",
    {"mattr_50"},
    tally};

}  // namespace evenset
