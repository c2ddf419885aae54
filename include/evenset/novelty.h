// Is a text new? The test of Self-Instruct and Alpaca, exact and fast.
//
//   NoveltyIndex index({.threshold = 0.7});
//   const auto twin = index.nearest(text);       // the most similar kept text above the threshold
//   if (!twin) index.add(text, number);
//
// Likeness is ROUGE-L F1 (Lin 2004) as the Python package `rouge_score` counts
// it: Unicode lower case, words are runs of [a-z0-9], L the longest common
// subsequence of words, P = L/n, R = L/m, F = 2PR/(P+R) in doubles, and a text
// is a twin where F > threshold, not at it. The decisions are the package's, bit
// for bit: Self-Instruct (Wang et al. 2022) and Alpaca (Taori et al. 2023) keep
// exactly the texts that this keeps.
//
// Texts without words are like nothing, so that text in other scripts is always
// new; with `unicode`, runs of letters, marks and digits of any script are words
// (a stated deviation).
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace evenset {

struct NoveltyOptions {
  double threshold = 0.7;  // 0.3 to 1
  bool unicode = false;
};

struct Twin {
  uint64_t number = 0;  // as given to add()
  double score = 0;     // F1
};

// One thread at a time; several may ask while none adds or removes.
class NoveltyIndex {
 public:
  // Throws Error{usage} for a threshold outside 0.3 to 1.
  explicit NoveltyIndex(const NoveltyOptions& options = {});
  ~NoveltyIndex();
  NoveltyIndex(NoveltyIndex&&) noexcept;

  // The kept text of highest F1 above the threshold, the first added of equals;
  // nothing where the text is new. Cost: some 10 us among 50,000 instructions.
  std::optional<Twin> nearest(std::string_view text) const;

  // Keep a text under a number of the caller's. About 100 bytes for 20 words.
  void add(std::string_view text, uint64_t number);
  // Forget the texts of a number; whether there was one.
  bool remove(uint64_t number);

  size_t size() const;

  // All of it as a file, and back: the same answers. load throws Error{io}, and
  // Error{input} for a file that is none, is cut short or was changed.
  void save(const std::string& file) const;
  static NoveltyIndex load(const std::string& file);

  struct State;  // src/dedup/novelty_state.h

 private:
  std::unique_ptr<State> state_;
};

}  // namespace evenset
