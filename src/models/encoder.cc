// Rows go through all layers a few hundred pieces at a time, laid end to end
// without padding. Inside a layer all steps but attention treat pieces one by
// one, so they run over blocks of Int8Product::kRows that stay in the cache.
#include "models/encoder.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "evenset/error.h"
#include "models/int8_product.h"
#include "models/kernels.h"

namespace evenset {
namespace {

constexpr size_t kBlock = Int8Product::kRows;
constexpr size_t kChunk = 8 * kBlock;  // pieces at a time
static_assert(kChunk >= kMaxPieces);

// A linear map: bytes times bytes, then scales and bias.
struct Linear {
  Linear(const Tensors& from, const std::string& name, size_t in, size_t out)
      : product(checked(from, name, in, out), in, out),
        scales(from.floats(name + ".scale", {out})),
        bias(from.floats(name + ".bias", {out})),
        inputs(in),
        outputs(out) {}

  static std::span<const int8_t> checked(const Tensors& from, const std::string& name, size_t in,
                                         size_t out) {
    const auto weights = from.bytes(name + ".weight", {out, in});
    if (!Int8Product::fits(weights)) from.fail("the weights of " + name + " are too large for exact sums");
    return weights;
  }

  Int8Product product;
  std::vector<float> scales, bias;
  size_t inputs, outputs;
};

struct Norm {
  Norm(const Tensors& from, const std::string& name, size_t width)
      : weight(from.floats(name + ".weight", {width})), bias(from.floats(name + ".bias", {width})) {}

  void apply(float* x, const float* y) const {
    add_and_normalise(x, y, weight.data(), bias.data(), weight.size());
  }

  std::vector<float> weight, bias;
};

struct Layer {
  Layer(const Tensors& from, const std::string& name, size_t width, size_t inner)
      : qkv(from, name + "qkv", width, 3 * width),
        out(from, name + "out", width, width),
        up(from, name + "up", width, inner),
        down(from, name + "down", inner, width),
        norm1(from, name + "norm1", width),
        norm2(from, name + "norm2", width) {}

  Linear qkv, out, up, down;
  Norm norm1, norm2;
};

size_t layer_count(const Tensors& from) {
  const std::string_view text = from.metadata("layers");
  size_t count = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), count);
  if (fault != std::errc() || end != text.data() + text.size() || count == 0 || count > 99)
    from.fail("the metadata do not say how many layers it has");
  return count;
}

// Both sides of a tensor's shape, the second a multiple of a head's width.
std::pair<size_t, size_t> sides(const Tensors& from, const std::string& name) {
  const Tensors::Shape& shape = from.shape(name);
  if (shape.size() != 2 || shape[0] == 0 || shape[1] == 0 || shape[1] % kHeadWidth != 0 || shape[1] > 8192)
    from.fail(fmt::format("tensor {} has a shape that cannot be used", name));
  return {shape[0], shape[1]};
}

}  // namespace

struct Encoder::Model {
  explicit Model(const Tensors& from)
      : file(from),
        vocabulary(sides(from, "embeddings.word").first),
        width(sides(from, "embeddings.word").second),
        inner(sides(from, "layer.0.down.weight").second),
        words(from.bytes("embeddings.word", {vocabulary, width})),
        word_scales(from.floats("embeddings.word.scale", {vocabulary})),
        positions(from.floats("embeddings.position", {kMaxPieces, width})),
        types(from.floats("embeddings.type", {2, width})),
        norm(from, "embeddings.norm", width) {
    const size_t count = layer_count(from);
    for (size_t i = 0; i < count; ++i) layers.emplace_back(from, fmt::format("layer.{}.", i), width, inner);
  }

  Tensors file;  // keeps `words`
  size_t vocabulary, width, inner;
  std::span<const int8_t> words;
  std::vector<float> word_scales, positions, types;
  Norm norm;
  std::vector<Layer> layers;
};

struct Encoder::Scratch {
  Scratch(const Model& model, size_t pieces) {
    const size_t blocks = (pieces + kBlock - 1) / kBlock * kBlock;
    x.resize(blocks * model.width);
    qkv.resize(blocks * 3 * model.width);
    mixed.resize(blocks * model.width);
    const size_t widest = std::max(model.inner, 3 * model.width);
    bytes.resize(kBlock * widest);
    sums.resize(kBlock * widest);
    block.resize(kBlock * widest);
  }

  // Apply `map` to `count` pieces at `from`.
  void apply(const Linear& map, const float* from, float* to, size_t count) {
    Quantised rows[kBlock];
    for (size_t i = 0; i < count; ++i)
      rows[i] = quantise(from + i * map.inputs, bytes.data() + i * map.inputs, map.inputs);
    map.product.multiply(bytes.data(), sums.data(), product_scratch);
    const Dequantiser by{map.product.weight_sums().data(), map.scales.data(), map.bias.data()};
    for (size_t i = 0; i < count; ++i)
      dequantise(sums.data() + i * map.outputs, rows[i], by, to + i * map.outputs, map.outputs);
  }

  // Vectors of what stands at each place of a row: word, segment and position.
  void embed(const Model& model, const PackedRows& rows, size_t row, float* to) const {
    for (size_t i = rows.starts[row]; i < rows.starts[row + 1]; ++i, to += model.width) {
      const auto id = static_cast<size_t>(rows.ids[i]);
      const int8_t* word = model.words.data() + id * model.width;
      const float* position = model.positions.data() + (i - rows.starts[row]) * model.width;
      const float* type = model.types.data() + rows.types[i] * model.width;
      for (size_t k = 0; k < model.width; ++k)
        to[k] = static_cast<float>(word[k]) * model.word_scales[id] + type[k] + position[k];
      model.norm.apply(to, nullptr);
    }
  }

  // All of a layer behind attention, for `count` pieces from `first` on.
  void transform(const Layer& layer, size_t width, size_t first, size_t count) {
    float* vectors = x.data() + first * width;
    apply(layer.out, mixed.data() + first * width, block.data(), count);
    for (size_t i = 0; i < count; ++i) layer.norm1.apply(vectors + i * width, block.data() + i * width);
    apply(layer.up, vectors, block.data(), count);
    gelu(block.data(), count * layer.up.outputs);
    // `mixed` is used up.
    apply(layer.down, block.data(), mixed.data() + first * width, count);
    for (size_t i = 0; i < count; ++i)
      layer.norm2.apply(vectors + i * width, mixed.data() + (first + i) * width);
  }

  // Rows begin … end-1 through all layers; their vectors go to `to`.
  void encode(const Model& model, const PackedRows& rows, size_t begin, size_t end, float* to) {
    const size_t width = model.width, origin = rows.starts[begin], pieces = rows.starts[end] - origin;
    const auto place = [&](size_t row) { return (rows.starts[row] - origin) * width; };
    for (size_t row = begin; row < end; ++row) embed(model, rows, row, x.data() + place(row));
    for (const Layer& layer : model.layers) {
      for (size_t first = 0; first < pieces; first += kBlock)
        apply(layer.qkv, x.data() + first * width, qkv.data() + first * 3 * width,
              std::min(kBlock, pieces - first));
      for (size_t row = begin; row < end; ++row)
        attend(qkv.data() + 3 * place(row), mixed.data() + place(row),
               rows.starts[row + 1] - rows.starts[row], width, attention_scratch);
      for (size_t first = 0; first < pieces; first += kBlock)
        transform(layer, width, first, std::min(kBlock, pieces - first));
    }
    for (size_t row = begin; row < end; ++row, to += 2 * width) {
      const float* vectors = x.data() + place(row);
      const size_t count = rows.starts[row + 1] - rows.starts[row];
      std::copy_n(vectors, width, to);
      std::fill_n(to + width, width, 0.0f);
      for (size_t i = 0; i < count; ++i) add(to + width, vectors + i * width, width);
      for (size_t k = 0; k < width; ++k) to[width + k] /= static_cast<float>(count);
    }
  }

  std::vector<float> x;      // the pieces' vectors
  std::vector<float> qkv;    // of all pieces
  std::vector<float> mixed;  // what attention gives
  std::vector<float> block, attention_scratch;
  std::vector<uint8_t> bytes, product_scratch;
  std::vector<int32_t> sums;
};

namespace {

void check(const PackedRows& rows, size_t vocabulary) {
  for (size_t row = 0; row < rows.size(); ++row) {
    const size_t count = rows.starts[row + 1] - rows.starts[row];
    if (count == 0 || count > kMaxPieces)
      throw Error(ErrorKind::usage,
                  fmt::format("encoder: a row of {} pieces; give 1 to {}", count, kMaxPieces));
  }
  const bool known =
      std::all_of(rows.ids.begin(), rows.ids.end(),
                  [&](int32_t id) { return id >= 0 && static_cast<size_t>(id) < vocabulary; }) &&
      std::all_of(rows.types.begin(), rows.types.end(), [](uint8_t type) { return type < 2; });
  if (!known || rows.ids.size() != rows.starts.back() || rows.types.size() != rows.starts.back())
    throw Error(ErrorKind::usage, "encoder: an unknown piece; pack rows with the model's own vocabulary");
}

}  // namespace

Encoder::Encoder(const Tensors& tensors) : model_(std::make_unique<Model>(tensors)) {}
Encoder::~Encoder() = default;
Encoder::Encoder(Encoder&&) noexcept = default;

size_t Encoder::width() const { return model_->width; }
size_t Encoder::vocabulary_size() const { return model_->vocabulary; }

double Encoder::operations_per_piece() const {
  const auto width = static_cast<double>(model_->width), inner = static_cast<double>(model_->inner);
  return 2 * static_cast<double>(model_->layers.size()) * (4 * width * width + 2 * width * inner);
}

void Encoder::encode(const PackedRows& rows, std::vector<float>& vectors) const {
  check(rows, model_->vocabulary);
  vectors.resize(rows.size() * 2 * model_->width);
  Scratch scratch(*model_, std::min(kChunk, rows.ids.size()));
  for (size_t begin = 0; begin < rows.size();) {
    size_t end = begin + 1;
    while (end < rows.size() && rows.starts[end + 1] - rows.starts[begin] <= kChunk) ++end;
    scratch.encode(*model_, rows, begin, end, vectors.data() + begin * 2 * model_->width);
    begin = end;
  }
}

}  // namespace evenset
