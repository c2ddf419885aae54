// How many texts have much of their wording in one other text.
//
//   Overlap overlap;
//   overlap.add("How do I reset my password?");  // …
//   overlap.count(3) / double(overlap.size())
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

namespace evenset {

// Exact over all pairs. Words are runs of [a-z0-9], lower-cased, and of other
// scripts' bytes; the n-grams of a text are a set, a shorter text is one. Words are
// told apart by 64-bit hashes.
class Overlap {
 public:
  Overlap();
  ~Overlap();

  // A text without words is none. Memory: 8 bytes a word.
  void add(std::string_view text);
  // The same of the next row's texts, which make one.
  void add_words(std::string_view text);
  void end_text();

  size_t size() const;  // texts with words

  // Texts that have 3/10 or more of their word n-grams in one other text. Of two
  // equal texts both do. Cost: a million texts of 42 words some 15 s of processor
  // time; 16 bytes an n-gram that another text holds too, 8 any other.
  uint64_t count(size_t n, int threads = 1) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace evenset
