#include "plan/yaml_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "evenset/error.h"

namespace evenset {
namespace {
constexpr size_t kMaxBytes = size_t{4} << 20;
}  // namespace

void YamlFile::fail(const YAML::Node& at, const std::string& what) const {
  uint64_t line = at.IsDefined() && at.Mark().line >= 0 ? static_cast<uint64_t>(at.Mark().line) + 1 : 0;
  std::string place = file_.empty() ? "built-in plan" : file_;
  if (line > 0) place += ':' + std::to_string(line);
  throw Error(ErrorKind::input, place + ": " + what, file_, line);
}

YAML::Node YamlFile::load(const std::string& text) const {
  if (text.size() > kMaxBytes)
    throw Error(ErrorKind::input, file_ + ": a plan of more than 4 MB is none", file_);
  try {
    YAML::Node root = YAML::Load(text);
    if (!root.IsMap()) fail(root, "no plan: a YAML map with `dimensions:` is expected; see evenset init");
    return root;
  } catch (const YAML::Exception& error) {
    uint64_t line = error.mark.line >= 0 ? static_cast<uint64_t>(error.mark.line) + 1 : 0;
    throw Error(ErrorKind::input, fmt::format("{}:{}: not YAML: {}", file_, line, error.msg), file_, line);
  }
}

void YamlFile::allow(const YAML::Node& map, std::initializer_list<std::string_view> keys) const {
  if (!map.IsMap()) fail(map, "a map of keys and values is expected here");
  std::set<std::string> seen;
  for (const auto& entry : map) {
    std::string key = text_of(entry.first);
    if (std::find(keys.begin(), keys.end(), key) == keys.end())
      fail(entry.first, fmt::format("unknown key '{}'; known here: {}", key, fmt::join(keys, ", ")));
    if (!seen.insert(key).second) fail(entry.first, fmt::format("the key '{}' stands twice", key));
  }
}

std::string YamlFile::text_of(const YAML::Node& node) const {
  if (!node.IsScalar()) fail(node, "a text is expected here");
  return node.Scalar();
}

double YamlFile::number_of(const YAML::Node& node) const {
  try {
    double value = node.as<double>();
    if (std::isfinite(value)) return value;
  } catch (const YAML::Exception&) {
  }
  fail(node, "a number is expected here");
}

double YamlFile::share_of(const YAML::Node& node) const {
  double value = number_of(node);
  if (value < 0 || value > 1)
    fail(node, fmt::format("a share is a number from 0 to 1, not {}; 35 % is 0.35", value));
  return value;
}

int64_t YamlFile::count_of(const YAML::Node& node) const {
  double value = number_of(node);
  if (value < 0 || value > 1e12 || value != std::floor(value)) fail(node, "a whole number is expected here");
  return static_cast<int64_t>(value);
}

std::vector<std::string> YamlFile::texts_of(const YAML::Node& node) const {
  std::vector<std::string> out;
  if (node.IsScalar()) return {node.Scalar()};
  if (!node.IsSequence()) fail(node, "a list of texts is expected here");
  for (const auto& entry : node) out.push_back(text_of(entry));
  return out;
}

}  // namespace evenset
