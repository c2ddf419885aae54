#include "models/encoder.h"

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <thread>

#include "embedded.h"
#include "evenset/encoder.h"
#include "evenset/error.h"
#include "models/heads.h"
#include "reference/encoder.h"
#include "solve/random.h"

namespace evenset {
namespace {

// Rows of 1 to 128 pieces; all in all more than one chunk.
PackedRows rows_by_chance(size_t count) {
  Random random(11);
  PackedRows rows;
  for (size_t row = 0; row < count; ++row) {
    const size_t pieces = row < 2 ? 1 + 127 * row : 1 + random.below(kMaxPieces);
    for (size_t i = 0; i < pieces; ++i) {
      rows.ids.push_back(static_cast<int32_t>(random.below(60)));
      rows.types.push_back(static_cast<uint8_t>(2 * i > pieces));
    }
    rows.starts.push_back(rows.ids.size());
  }
  return rows;
}

PackedRows only(const PackedRows& all, size_t row) {
  PackedRows rows;
  for (size_t i = all.starts[row]; i < all.starts[row + 1]; ++i) {
    rows.ids.push_back(all.ids[i]);
    rows.types.push_back(all.types[i]);
  }
  rows.starts.push_back(rows.ids.size());
  return rows;
}

std::vector<float> encoded(const Encoder& encoder, const PackedRows& rows) {
  std::vector<float> vectors;
  encoder.encode(rows, vectors);
  return vectors;
}

TEST(Encoder, AsTheObviousOne) {
  const reference::ModelFile model = reference::made_up_encoder(1);
  const std::string text = model.text();
  const Encoder encoder(Tensors::of(text, "model", Encoder::kKind));
  const PackedRows rows = rows_by_chance(12);
  const std::vector<float> vectors = encoded(encoder, rows);
  ASSERT_EQ(vectors.size(), 12 * 2 * encoder.width());
  for (size_t row = 0; row < rows.size(); ++row) {
    const std::vector<double> wanted = reference::encoded(model, rows, row);
    double both = 0, ours = 0, theirs = 0;
    for (size_t k = 0; k < wanted.size(); ++k) {
      const double mine = vectors[row * wanted.size() + k];
      both += mine * wanted[k];
      ours += mine * mine;
      theirs += wanted[k] * wanted[k];
      EXPECT_NEAR(mine, wanted[k], 0.15);
    }
    EXPECT_GT(both / std::sqrt(ours * theirs), 0.9995) << row;
  }
}

TEST(Encoder, ARowIsTheSameInAnyCompanyAndThread) {
  const std::string text = reference::made_up_encoder(2).text();
  const Encoder encoder(Tensors::of(text, "model", Encoder::kKind));
  const PackedRows rows = rows_by_chance(20);
  const std::vector<float> all = encoded(encoder, rows);
  const auto part = static_cast<ptrdiff_t>(2 * encoder.width());
  std::vector<std::thread> threads;
  std::vector<int> same(rows.size());
  for (size_t row = 0; row < rows.size(); ++row) {
    threads.emplace_back([&, row] {
      const std::vector<float> alone = encoded(encoder, only(rows, row));
      same[row] = std::equal(alone.begin(), alone.end(), all.begin() + static_cast<ptrdiff_t>(row) * part);
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(same, std::vector<int>(rows.size(), 1));
  EXPECT_TRUE(encoded(encoder, {}).empty());
}

TEST(Encoder, RefusesRows) {
  const std::string text = reference::made_up_encoder(3).text();
  const Encoder encoder(Tensors::of(text, "model", Encoder::kKind));
  EXPECT_THROW(encoded(encoder, {{1, 60}, {0, 0}, {0, 2}}), Error);
  EXPECT_THROW(encoded(encoder, {{1, -1}, {0, 0}, {0, 2}}), Error);
  EXPECT_THROW(encoded(encoder, {{1, 1}, {0, 2}, {0, 2}}), Error);
  EXPECT_THROW(encoded(encoder, {{1, 1}, {0}, {0, 2}}), Error);
  EXPECT_THROW(encoded(encoder, {{1, 1}, {0, 0}, {0, 2, 2}}), Error);
  EXPECT_THROW(encoded(encoder, {std::vector<int32_t>(129), std::vector<uint8_t>(129), {0, 129}}), Error);
}

TEST(Encoder, RefusesModels) {
  const auto refused = [](const auto& change) {
    reference::ModelFile model = reference::made_up_encoder(4);
    change(model);
    const std::string text = model.text();
    try {
      Encoder encoder(Tensors::of(text, "model", Encoder::kKind));
      heads(Tensors::of(text, "model", Encoder::kKind), encoder.width());
    } catch (const Error& error) {
      return error.kind == ErrorKind::input;
    }
    return false;
  };
  using File = reference::ModelFile;
  EXPECT_FALSE(refused([](File&) {}));
  for (const char* layers : {"", "0", "3", "two", "2 ", "-1", "100"})
    EXPECT_TRUE(refused([&](File& file) { file.metadata["layers"] = layers; })) << layers;
  EXPECT_TRUE(refused([](File& file) { file.tensors.erase("layer.1.up.scale"); }));
  EXPECT_TRUE(refused([](File& file) {
    std::swap(file.tensors["layer.0.up.weight"].shape[0], file.tensors["layer.0.up.weight"].shape[1]);
  }));
  EXPECT_TRUE(refused([](File& file) { file.tensors["embeddings.word"].shape = {60 * 64}; }));
  EXPECT_TRUE(refused([](File& file) { file.tensors["embeddings.word"].shape = {80, 48}; }));
  EXPECT_TRUE(refused([](File& file) {  // sums that 16 bits cannot hold
    for (size_t i = 0; i < 4; ++i) file.tensors["layer.0.up.weight"].bytes[i] = 33;
  }));
  EXPECT_TRUE(refused([](File& file) { file.metadata["values.tone"] = "warm,cold,mild"; }));
  EXPECT_TRUE(refused([](File& file) { file.metadata["values.tone"] = "warm,warm"; }));
  EXPECT_TRUE(refused([](File& file) { file.metadata["values.tone"] = "warm,"; }));
  EXPECT_TRUE(refused([](File& file) { file.metadata["values.other"] = "a,b"; }));
  EXPECT_TRUE(refused([](File& file) { file.tensors["head.tone.temperature"].floats[0] = 0; }));
}

TEST(Heads, Shares) {
  const reference::ModelFile model = reference::made_up_encoder(5);
  const std::string text = model.text();
  const std::vector<Head> all = heads(Tensors::of(text, "model", Encoder::kKind), 64);
  const Head* tone = find_head(all, "tone");
  ASSERT_NE(tone, nullptr);
  EXPECT_EQ(find_head(all, "mood"), nullptr);
  EXPECT_EQ(tone->values, (std::vector<std::string>{"warm", "cold"}));
  std::vector<float> vectors(128, 0.0f), shares(2);
  vectors[3] = 5;
  tone->shares(vectors, shares);
  const auto& weight = model.tensors.at("head.tone.weight").floats;
  const auto& bias = model.tensors.at("head.tone.bias").floats;
  const double difference = (5 * weight[3] + bias[0] - 5 * weight[128 + 3] - bias[1]) / 2;  // temperature 2
  EXPECT_NEAR(shares[0], 1 / (1 + std::exp(-difference)), 1e-6);
  EXPECT_NEAR(shares[0] + shares[1], 1, 1e-6);
  vectors[3] = 1e30f;  // no overflow
  tone->shares(vectors, shares);
  EXPECT_EQ(shares[0] + shares[1], 1);
}

// A made-up model with as many words as the shipped vocabulary.
TEST(TextEncoder, Vectors) {
  reference::ModelFile model = reference::made_up_encoder(6);
  const std::string path = testing::TempDir() + "evenset_encoder.safetensors";
  std::ofstream(path, std::ios::binary) << model.text();
  EXPECT_THROW(TextEncoder{path}, Error);  // 60 words
  auto& words = model.tensors["embeddings.word"];
  words.shape[0] = 30522;
  for (size_t i = words.bytes.size(); i < 30522 * 64; ++i) words.bytes.push_back(words.bytes[i * 7 % 3840]);
  model.tensors["embeddings.word.scale"] = {{30522}, std::vector<float>(30522, 0.02f), {}};
  std::ofstream(path, std::ios::binary) << model.text();
  const TextEncoder encoder(path);
  std::vector<std::string_view> texts(300, "Where is my order?");
  texts[1] = "";
  texts[299] = "Cancel it.";
  const std::vector<float> vectors = encoder.vectors(texts, 3);
  EXPECT_EQ(vectors, encoder.vectors(texts, 1));
  ASSERT_EQ(vectors.size(), 300 * 64u);
  double length = 0;
  for (size_t k = 0; k < 64; ++k) length += vectors[k] * vectors[k];
  EXPECT_NEAR(length, 1, 1e-5);
  EXPECT_TRUE(std::equal(vectors.begin(), vectors.begin() + 64, vectors.begin() + 2 * 64));
  EXPECT_TRUE(encoder.vectors({}, 4).empty());
}

}  // namespace
}  // namespace evenset
