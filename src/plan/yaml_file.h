// YAML read key by key: what is unknown is an error with its line, so that a
// misspelt key cannot be a silent default.
#pragma once

#include <yaml-cpp/yaml.h>

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace evenset {

class YamlFile {
 public:
  explicit YamlFile(std::string file) : file_(std::move(file)) {}

  // Throws Error{input} with the place of `at` in this file.
  [[noreturn]] void fail(const YAML::Node& at, const std::string& what) const;
  // A map, or Error{input}. At most 4 MB.
  YAML::Node load(const std::string& text) const;
  // Refuse keys that are none of these, and keys that stand twice.
  void allow(const YAML::Node& map, std::initializer_list<std::string_view> keys) const;

  std::string text_of(const YAML::Node& node) const;
  std::vector<std::string> texts_of(const YAML::Node& node) const;  // one, or a list
  double number_of(const YAML::Node& node) const;                   // finite
  double share_of(const YAML::Node& node) const;                    // 0..1
  int64_t count_of(const YAML::Node& node) const;                   // whole, 0..10^12

 private:
  std::string file_;
};

}  // namespace evenset
