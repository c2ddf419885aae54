// Writing a safetensors file that models/safetensors.h reads.
#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace evenset {

// Add floats first, so that they are aligned. The same tensors in the same
// order give the same bytes.
class SafetensorsOut {
 public:
  void add(std::string_view name, const std::vector<float>& floats);
  void add(std::string_view name, const std::vector<size_t>& shape, const std::vector<int8_t>& bytes);

  // The whole file. `kind` is what Tensors::open will ask for.
  std::string file(std::string_view kind, std::map<std::string, std::string> metadata) const;

 private:
  void add(std::string_view name, std::string_view type, const std::vector<size_t>& shape, const void* from,
           size_t bytes);
  nlohmann::ordered_json header_;
  std::string data_;
};

}  // namespace evenset
