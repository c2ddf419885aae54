#include "plan/ranges.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <tuple>

#include "shares.h"

namespace evenset {
namespace {

constexpr double kTolerance = 0.05;  // either side of a lone share, at most half of it
constexpr int64_t kMostRows = 1'000'000'000;

std::pair<double, double> usual_ends(double share) {
  const double slack = std::min(kTolerance, share / 2);
  return {std::max(0.0, share - slack), std::min(1.0, share + slack)};
}

// A share of the rows plus a number of rows.
struct Amount {
  double share = 0;
  int64_t count = 0;
};

bool is_whole(const YAML::Node& node) {
  if (!node.IsScalar()) return false;
  const std::string& text = node.Scalar();
  return !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
}

int64_t rows_in(const YamlFile& file, const YAML::Node& node) {
  const int64_t rows = file.count_of(node);
  if (rows > kMostRows) file.fail(node, fmt::format("{} rows are more than any set has", rows));
  return rows;
}

// Whole numbers from 1 on are rows, all else is a share.
Amount amount_of(const YamlFile& file, const YAML::Node& node) {
  if (is_whole(node) && node.Scalar().find_first_not_of('0') != std::string::npos)
    return {0, rows_in(file, node)};
  return {file.share_of(node), 0};
}

std::pair<Amount, Amount> range_of(const YamlFile& file, const YAML::Node& node) {
  if (!node.IsSequence() || node.size() != 2)
    file.fail(node, "a range is two shares, [0.05, 0.10], or two numbers of rows, [40, 60]");
  const bool rows = is_whole(node[0]) && is_whole(node[1]) && rows_in(file, node[1]) > 1;
  if (rows) return {{0, rows_in(file, node[0])}, {0, rows_in(file, node[1])}};
  return {{file.share_of(node[0]), 0}, {file.share_of(node[1]), 0}};
}

// Of two amounts of the same kind; those of two kinds differ by the size.
bool above(const Amount& a, const Amount& b) {
  if (a.count == 0 && b.count == 0) return a.share > b.share;
  return a.share == 0 && b.share == 0 && a.count > b.count;
}

void read_ends(const YamlFile& file, const YAML::Node& node, Amount& low, Amount& high) {
  if (node["range"]) std::tie(low, high) = range_of(file, node["range"]);
  if (node["at_least"]) low = amount_of(file, node["at_least"]);
  if (node["at_least"] && !node["at_most"]) high = {1, 0};
  if (node["at_most"]) high = amount_of(file, node["at_most"]);
  if (node["at_most"] && !node["at_least"]) low = {};
  if (above(low, high)) file.fail(node, "the range's low end is above its high end");
}

std::string words(const Amount& amount) {
  return amount.count != 0 ? fmt::format("count {}", amount.count) : fmt::format("share {}", amount.share);
}

}  // namespace

double tidy_share(double share) { return std::clamp(std::round(share * 1e9) / 1e9, 0.0, 1.0); }

void read_range(const YamlFile& file, const YAML::Node& node, Target& target) {
  if (node.IsScalar()) {
    target.share = file.share_of(node);
    std::tie(target.low, target.high) = usual_ends(target.share);
    return;
  }
  file.allow(node, {"share", "count", "range", "at_least", "at_most"});
  read_amounts(file, node, target);
}

void read_amounts(const YamlFile& file, const YAML::Node& node, Target& target) {
  if (node["share"] && node["count"]) file.fail(node, "a target has a share or a count, not both");
  Amount aim;
  if (node["share"]) aim.share = file.share_of(node["share"]);
  if (node["count"]) aim.count = rows_in(file, node["count"]);
  target.aimed = node["share"].IsDefined() || node["count"].IsDefined();
  const auto [least, most] = usual_ends(aim.share);
  Amount low{least, aim.count}, high{most, aim.count};
  read_ends(file, node, low, high);
  if (!target.aimed) aim = {(low.share + high.share) / 2, (low.count + high.count) / 2};
  if (target.aimed && (above(low, aim) || above(aim, high)))
    file.fail(node, fmt::format("the {} is outside its own range {} to {}", words(aim),
                                low.count != 0 ? static_cast<double>(low.count) : low.share,
                                high.count != 0 ? static_cast<double>(high.count) : high.share));
  target.share = aim.share;
  target.count = aim.count;
  target.low = low.share;
  target.low_count = low.count;
  target.high = high.share;
  target.high_count = high.count;
}

void add_complement(size_t index, const Dimension& dimension, std::vector<Target>& targets) {
  Target rest;
  rest.dimension = index;
  rest.complement = true;
  double share = 0, low = 0, high = 0;
  std::set<int16_t> used;
  for (const Target& target : targets) {
    share += target.share;
    low += target.low;
    high += target.high;
    rest.count -= target.count;
    rest.low_count -= target.high_count;
    rest.high_count -= target.low_count;
    rest.aimed = rest.aimed && target.aimed;
    used.insert(target.values.begin(), target.values.end());
  }
  for (size_t v = 0; v < dimension.values.size(); ++v)
    if (!used.count(static_cast<int16_t>(v))) rest.values.push_back(static_cast<int16_t>(v));
  if (rest.values.empty()) return;
  rest.share = tidy_share(1 - share);
  // Where the aims are all there is, none is meant to be left.
  const bool none_left = rest.aimed && rest.share <= 0 && rest.count <= 0;
  rest.low = none_left ? 0 : tidy_share(1 - high);
  rest.high = none_left ? 0 : tidy_share(1 - low);
  rest.name = joined_values(dimension, rest.values);
  targets.push_back(std::move(rest));
}

}  // namespace evenset
