// Fit how the encoder and the linear model are pooled in the accurate tier.
//
//   train_pool held_out.jsonl > data/pooling.yaml
//
// Rows as train_fast reads them ("labels" beside the messages), that neither
// model was trained on. For each dimension the two exponents under which the
// labels are likeliest, by search over a grid.
#include <fmt/format.h>

#include <cmath>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "evenset/error.h"
#include "evenset/format.h"
#include "models/accurate.h"
#include "models/fast_file.h"

namespace {

using namespace evenset;

constexpr int kSteps = 30;
constexpr float kStep = 0.05f;

struct Beliefs {
  std::vector<TierDimension> dimensions;
  std::vector<float> encoder, linear;  // [rows × values of all dimensions]
  std::vector<int16_t> label;          // [rows × dimensions], -1 where there is none
};

void add_labels(const RowView& row, std::string_view extra, Beliefs& out) {
  const auto more = nlohmann::json::parse("{" + std::string(extra) + "}");
  for (const TierDimension& dimension : out.dimensions) {
    const auto& given = more.at("labels");
    const std::string name = given.value(dimension.name, "");
    const auto found = std::find(dimension.values.begin(), dimension.values.end(), name);
    const bool judged = found != dimension.values.end() && !row.question.empty();
    out.label.push_back(judged ? static_cast<int16_t>(found - dimension.values.begin()) : -1);
  }
}

Beliefs beliefs_of(const AccurateModel& model, const std::string& file) {
  Beliefs out{model.dimensions(), {}, {}, {}};
  Reader reader({file}, {.format = "jsonl"});
  Examples batch;
  while (reader.next(batch)) {
    std::vector<RowView> views;
    for (size_t i = 0; i < batch.size(); ++i) add_labels(views.emplace_back(batch, i), batch.extra[i], out);
    std::vector<float> encoder(views.size() * model.value_count()), linear(encoder.size());
    model.believe(views, encoder, linear);
    out.encoder.insert(out.encoder.end(), encoder.begin(), encoder.end());
    out.linear.insert(out.linear.end(), linear.begin(), linear.end());
  }
  return out;
}

// Mean negative log-likelihood of one dimension's labels, whose values begin at `first`.
double loss(const Beliefs& all, size_t d, size_t first, size_t values_a_row, const PoolWeights& weights) {
  const size_t width = all.dimensions.size(), values = all.dimensions[d].values.size();
  double sum = 0;
  size_t rows = 0;
  std::vector<float> out(values);
  for (size_t row = 0; row * width < all.label.size(); ++row) {
    const int16_t label = all.label[row * width + d];
    if (label < 0) continue;
    const size_t at = row * values_a_row + first;
    std::span<const float> linear(all.linear.data() + at, values);
    if (linear[0] + linear[1] == 0) linear = {};
    pool_shares(weights, {all.encoder.data() + at, values}, linear, out);
    sum -= std::log(std::max(out[static_cast<size_t>(label)], 1e-9f));
    ++rows;
  }
  return rows == 0 ? 0 : sum / static_cast<double>(rows);
}

PoolWeights fit(const Beliefs& all, size_t d, size_t first, size_t values_a_row) {
  PoolWeights best;
  double least = loss(all, d, first, values_a_row, best);
  for (int a = 0; a <= kSteps; ++a) {
    for (int b = 0; b <= kSteps; ++b) {
      const PoolWeights tried{kStep * static_cast<float>(a), kStep * static_cast<float>(b)};
      if (a + b == 0) continue;
      const double found = loss(all, d, first, values_a_row, tried);
      if (found < least) best = tried;
      least = std::min(found, least);
    }
  }
  return best;
}

void print(const std::string& file) {
  Pooling known;
  const auto linear = std::make_shared<const FastModel>(
      read_fast_weights(Tensors::of(shipped_model("fast"), "the fast model", kFastKind)));
  for (const FastDimension& dimension : linear->dimensions()) known[dimension.name] = {1, 1};
  const AccurateModel model(Tensors::of(shipped_model("accurate"), "the accurate model", Encoder::kKind),
                            linear, known);
  const Beliefs all = beliefs_of(model, file);
  fmt::print(
      "# The accurate tier's pool (src/models/accurate.h): exponents of the encoder's and of the linear "
      "model's "
      "share.\n# Made by train/pool.cc on the companies held out.\n");
  size_t first = 0;
  for (size_t d = 0; d < all.dimensions.size(); ++d) {
    const PoolWeights weights = fit(all, d, first, model.value_count());
    fmt::print("{}: [{:.2f}, {:.2f}]\n", all.dimensions[d].name, weights.encoder, weights.linear);
    first += all.dimensions[d].values.size();
  }
}

}  // namespace

int main(int argc, char** argv) {
  try {
    if (argc != 2) throw Error(ErrorKind::usage, "give the file of rows: pool held_out.jsonl");
    print(argv[1]);
  } catch (const std::exception& fault) {
    fmt::print(stderr, "train_pool: {}\n", fault.what());
    return 2;
  }
  return 0;
}
