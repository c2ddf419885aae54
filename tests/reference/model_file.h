// A model file in memory, written the obvious way.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace evenset::reference {

struct ModelFile {
  struct Tensor {
    std::vector<size_t> shape;
    std::vector<float> floats;  // either these
    std::vector<int8_t> bytes;  // or these
  };

  std::map<std::string, Tensor> tensors;
  std::map<std::string, std::string> metadata;  // "crc32" is added

  std::string text() const;
};

// Header length, header, data.
std::string assembled(const std::string& header, const std::string& data);

// An encoder of MiniLM's kind with weights by chance: 60 words, 64 wide, 2 heads,
// 128 inside, 2 layers; and a head "tone" with the values "warm" and "cold".
ModelFile made_up_encoder(uint64_t seed);

}  // namespace evenset::reference
