#include "models/safetensors.h"

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <limits>

#include "evenset/error.h"
#include "reference/model_file.h"

namespace evenset {
namespace {

reference::ModelFile small() {
  reference::ModelFile file;
  file.tensors["a"] = {{2, 3}, {1, 2, 3, 4, 5, 6}, {}};
  file.tensors["b"] = {{3}, {}, {-1, 0, 127}};
  file.metadata = {{"evenset", "test"}, {"version", "1"}};
  return file;
}

// "" where the text is sound.
std::string fault(const std::string& text) {
  try {
    Tensors::of(text, "model", "test");
  } catch (const Error& error) {
    EXPECT_EQ(error.kind, ErrorKind::input);
    EXPECT_EQ(error.file, "model");
    return error.what();
  }
  return "";
}

TEST(Safetensors, Reads) {
  const std::string text = small().text();
  const std::string path = testing::TempDir() + "evenset_model.safetensors";
  std::ofstream(path, std::ios::binary) << text;
  for (const Tensors& file : {Tensors::of(text, "model", "test"), Tensors::open(path, "test")}) {
    EXPECT_EQ(file.floats("a", {2, 3}), (std::vector<float>{1, 2, 3, 4, 5, 6}));
    EXPECT_EQ(file.bytes("b", {3})[2], 127);
    EXPECT_EQ(file.metadata("version"), "1");
    EXPECT_EQ(file.metadata("other"), "");
    EXPECT_THROW(file.floats("a", {3, 2}), Error);
    EXPECT_THROW(file.floats("b", {3}), Error);
    EXPECT_THROW(file.bytes("a", {2, 3}), Error);
    EXPECT_THROW(file.shape("c"), Error);
  }
}

TEST(Safetensors, Files) {
  EXPECT_THROW(Tensors::open("/nowhere/model", "test"), Error);
  EXPECT_THROW(Tensors::open(testing::TempDir(), "test"), Error);
}

// No byte can be changed, and none can be missing, but for spaces of the header.
TEST(Safetensors, EveryByteCounts) {
  const std::string text = small().text();
  EXPECT_EQ(fault(text), "");
  for (size_t size = 0; size < text.size(); ++size) EXPECT_NE(fault(text.substr(0, size)), "") << size;
  for (size_t i = 0; i < text.size(); ++i) {
    std::string changed = text;
    changed[i] = static_cast<char>(changed[i] ^ 0x15);
    const std::string name = "\"a\":\"b\"";
    if (i >= 8 && i < text.size() - 27 && name.find(text[i]) != std::string::npos) continue;  // a new name
    EXPECT_NE(fault(changed), "") << i;
  }
  EXPECT_NE(fault(text + "x"), "");
}

TEST(Safetensors, RefusesHeaders) {
  const std::string data(8, '\0');
  const auto with = [&](const std::string& tensors) {
    return fault(reference::assembled(
        "{" + tensors + R"(,"__metadata__":{"evenset":"test","version":"1","crc32":"6522df69"}})", data));
  };
  EXPECT_EQ(with(R"("a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]})"), "");
  for (
      const char* tensors : {
          R"("a":{"dtype":"F64","shape":[1],"data_offsets":[0,8]})",
          R"("a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]})",
          R"("a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]})",
          R"("a":{"dtype":"F32","shape":[2.0],"data_offsets":[0,8]})",
          R"("a":{"dtype":"F32","shape":"2","data_offsets":[0,8]})",
          R"("a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]})",
          R"("a":{"dtype":"F32","shape":[2],"data_offsets":[0,16]})",
          R"("a":{"dtype":"F32","shape":[2],"data_offsets":[0]})",
          R"("a":{"dtype":"F32","shape":[2]})",
          R"("a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]})",
          R"("a":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,0]})",
          R"("a":{"dtype":"I8","shape":[8],"data_offsets":[0,8]},"b":{"dtype":"I8","shape":[8],"data_offsets":[0,8]})",
          R"("a":{"dtype":"I8","shape":[5],"data_offsets":[0,5]},"b":{"dtype":"I8","shape":[4],"data_offsets":[4,8]})",
          R"("a":7)",
      })
    EXPECT_NE(with(tensors), "") << tensors;
  EXPECT_NE(fault(reference::assembled("[]", "")), "");
  EXPECT_NE(fault(reference::assembled("{\"__metadata__\":{\"a\":1}}", "")), "");
  EXPECT_NE(fault(reference::assembled(std::string(100000, '['), "")), "");
}

TEST(Safetensors, RefusesOtherKindsAndVersions) {
  auto file = small();
  file.metadata["version"] = "2";
  EXPECT_NE(fault(file.text()).find("version '2'"), std::string::npos);
  file = small();
  file.metadata["evenset"] = "other";
  EXPECT_NE(fault(file.text()).find("kind 'test'"), std::string::npos);
  file = small();
  file.tensors["a"].floats[3] = std::numeric_limits<float>::quiet_NaN();
  const std::string text = file.text();
  EXPECT_THROW(Tensors::of(text, "model", "test").floats("a", {2, 3}), Error);
}

}  // namespace
}  // namespace evenset
