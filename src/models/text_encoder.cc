#include <algorithm>
#include <cmath>
#include <exception>
#include <thread>

#include "embedded.h"
#include "evenset/encoder.h"
#include "evenset/error.h"
#include "models/encoder.h"

namespace evenset {
namespace {

constexpr size_t kTexts = 256;  // at a time: what is packed stays small

// The mean vectors of `rows` to `to`, each of length 1.
void append_means(const Encoder& encoder, const PackedRows& rows, std::vector<float>& vectors, float* to) {
  const size_t width = encoder.width();
  encoder.encode(rows, vectors);
  for (size_t row = 0; row < rows.size(); ++row, to += width) {
    const float* mean = vectors.data() + (2 * row + 1) * width;
    double squares = 0;
    for (size_t k = 0; k < width; ++k) squares += static_cast<double>(mean[k]) * mean[k];
    const double length = std::max(std::sqrt(squares), 1e-12);
    for (size_t k = 0; k < width; ++k) to[k] = static_cast<float>(mean[k] / length);
  }
}

}  // namespace

struct TextEncoder::State {
  explicit State(const std::string& file)
      : pieces(embedded("vocab.txt")), encoder(Tensors::open(file, Encoder::kKind)) {
    if (encoder.vocabulary_size() != pieces.size())
      throw Error(ErrorKind::input,
                  file + ": made for another vocabulary; export it from a BERT uncased model", file);
  }

  void fill(std::span<const std::string_view> texts, float* to) const {
    PackedRows rows;
    std::vector<float> vectors;
    for (size_t begin = 0; begin < texts.size(); begin += kTexts) {
      rows.clear();
      for (const std::string_view text : texts.subspan(begin, std::min(kTexts, texts.size() - begin)))
        append_text(rows, pieces, text);
      append_means(encoder, rows, vectors, to + begin * encoder.width());
    }
  }

  WordPiece pieces;
  Encoder encoder;
};

TextEncoder::TextEncoder(const std::string& file) : state_(std::make_unique<State>(file)) {}
TextEncoder::~TextEncoder() = default;
TextEncoder::TextEncoder(TextEncoder&&) noexcept = default;

size_t TextEncoder::width() const { return state_->encoder.width(); }

std::vector<float> TextEncoder::vectors(std::span<const std::string_view> texts, int threads) const {
  std::vector<float> out(texts.size() * width());
  const size_t parts =
      std::clamp<size_t>(threads > 0 ? static_cast<size_t>(threads) : 1, 1, texts.size() + 1);
  std::vector<std::exception_ptr> faults(parts);
  std::vector<std::thread> running;
  const auto work = [&](size_t part) {
    const size_t begin = texts.size() * part / parts, end = texts.size() * (part + 1) / parts;
    try {
      state_->fill(texts.subspan(begin, end - begin), out.data() + begin * width());
    } catch (...) {
      faults[part] = std::current_exception();
    }
  };
  for (size_t part = 1; part < parts; ++part) running.emplace_back(work, part);
  work(0);
  for (std::thread& thread : running) thread.join();
  for (const std::exception_ptr& fault : faults)
    if (fault) std::rethrow_exception(fault);
  return out;
}

}  // namespace evenset
