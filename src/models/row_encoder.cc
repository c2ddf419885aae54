#include "models/row_encoder.h"

#include <algorithm>
#include <cmath>
#include <exception>
#include <numeric>
#include <thread>

#include "embedded.h"
#include "models/row_tokens.h"
#include "models/tier.h"

namespace evenset {
namespace {

constexpr size_t kBlock = 256;  // rows packed at a time

}  // namespace

RowEncoder::RowEncoder(const Tensors& tensors)
    : pieces_(embedded("vocab.txt")), encoder_(tensors), checksum_(tensors.metadata("crc32")) {
  if (encoder_.vocabulary_size() != pieces_.size()) tensors.fail("made for another vocabulary");
}

std::vector<float> RowEncoder::rows(std::span<const RowView> rows) const {
  PackedRows packed;
  for (const RowView& row : rows) append_row(packed, pieces_, row);
  std::vector<float> vectors;
  encoder_.encode(packed, vectors);
  return vectors;
}

std::vector<float> RowEncoder::rows(std::span<const RowView> all, int threads) const {
  std::vector<float> out(all.size() * row_width());
  const size_t parts = std::clamp<size_t>(static_cast<size_t>(std::max(threads, 1)), 1, all.size() + 1);
  std::vector<std::exception_ptr> faults(parts);
  const auto work = [&](size_t part) {
    const size_t end = all.size() * (part + 1) / parts;
    try {
      for (size_t begin = all.size() * part / parts; begin < end; begin += kBlock) {
        const std::vector<float> block = rows(all.subspan(begin, std::min(kBlock, end - begin)));
        std::copy(block.begin(), block.end(), out.begin() + static_cast<ptrdiff_t>(begin * row_width()));
      }
    } catch (...) {
      faults[part] = std::current_exception();
    }
  };
  {
    std::vector<std::jthread> others;
    for (size_t part = 1; part < parts; ++part) others.emplace_back(work, part);
    work(0);
  }
  for (const std::exception_ptr& fault : faults)
    if (fault) std::rethrow_exception(fault);
  return out;
}

std::vector<float> RowEncoder::texts(std::span<const std::string_view> texts) const {
  const size_t width = text_width();
  PackedRows packed;
  for (const std::string_view text : texts) append_text(packed, pieces_, text);
  std::vector<float> vectors, out;
  encoder_.encode(packed, vectors);
  for (size_t i = 0; i < texts.size(); ++i) {
    const auto mean = std::span(vectors).subspan((2 * i + 1) * width, width);
    const float squares = std::inner_product(mean.begin(), mean.end(), mean.begin(), 0.0f);
    const float length = std::max(std::sqrt(squares), 1e-12f);
    for (const float x : mean) out.push_back(x / length);
  }
  return out;
}

const RowEncoder& shipped_encoder() {
  static const RowEncoder encoder(
      Tensors::of(shipped_model("accurate"), "the accurate model", Encoder::kKind));
  return encoder;
}

}  // namespace evenset
