// Sentence vectors: how alike two texts are, by what they mean.
//
//   TextEncoder encoder("model.safetensors");
//   std::vector<float> vectors = encoder.vectors(texts, 4);   // texts.size() x width()
//
// The model is a small BERT, as all-MiniLM-L6-v2 (Reimers & Gurevych 2019, Wang
// et al. 2020), in evenset's own file (train/export.py writes it).
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace evenset {

// Where vectors come from: for n texts n times as many floats as it always gives a
// text, all finite; all 0 for a text that has none.
using VectorSource = std::function<std::vector<float>(std::span<const std::string_view> texts)>;

class TextEncoder {
 public:
  // Throws Error{io} for a file that cannot be read, Error{input} for one that is
  // no sound model. Cost: about 0.1 s and 15 MB.
  explicit TextEncoder(const std::string& file);
  ~TextEncoder();
  TextEncoder(TextEncoder&&) noexcept;

  size_t width() const;  // 384

  // One vector of length 1 per text: the mean over its pieces, normalised, as
  // all-MiniLM-L6-v2 has it, so that the sum of products of two is their cosine.
  // Only a text's first 126 pieces count (about 90 words). The texts are shared
  // out over `threads` threads; the same bytes come back whatever their number.
  // Cost: about 10 ms of one core for a text of 64 pieces.
  std::vector<float> vectors(std::span<const std::string_view> texts, int threads = 1) const;

 private:
  struct State;
  std::unique_ptr<const State> state_;
};

// The same from a table of word pieces, without order or context: a thousand
// times faster. docs/annotators.md says how far the two agree.
class StaticEncoder {
 public:
  static constexpr size_t kWidth = 256;

  // The shipped vectors. Cost: some 10 ms and 2 MB.
  StaticEncoder();
  ~StaticEncoder();
  StaticEncoder(StaticEncoder&&) noexcept;

  // One vector of length 1 per text, kWidth floats; all 0 where a text has no word
  // piece. Only its first 8,000 bytes count. Cost: about 2 us for a question.
  std::vector<float> vectors(std::span<const std::string_view> texts) const;

 private:
  struct State;
  std::unique_ptr<const State> state_;
};

}  // namespace evenset
