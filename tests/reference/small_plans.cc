#include "reference/small_plans.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

#include "derived.h"

namespace evenset {
namespace {

std::string ends(int64_t size, Random& random) {
  const auto low = static_cast<int64_t>(random.below(static_cast<uint64_t>(size) / 2 + 1));
  const auto high = low + static_cast<int64_t>(random.below(static_cast<uint64_t>(size - low) + 1));
  const int64_t aim = low + static_cast<int64_t>(random.below(static_cast<uint64_t>(high - low) + 1));
  switch (random.below(6)) {
    case 0:
      return fmt::format("{{at_least: {}}}", low);
    case 1:
      return fmt::format("{{at_most: {}}}", high);
    case 2:
      return low > 0 ? fmt::format("{{count: {}}}", low) : "{at_most: 1}";
    case 3:
    case 4:
      if (aim > 0 && high > 1) return fmt::format("{{count: {}, range: [{}, {}]}}", aim, low, high);
      [[fallthrough]];
    default:
      return fmt::format("{{at_least: {}, at_most: {}}}", low, high);
  }
}

// What rows without any labels but those of the own dimensions are.
Examples rows_of_values(const Plan& plan, const std::vector<std::vector<int16_t>>& values) {
  Examples out;
  out.shape.assign(values.size(), Shape::openai);
  out.labels.resize(plan.dimensions.size());
  for (Labels& labels : out.labels) {
    labels.value.assign(values.size(), -1);
    labels.source.assign(values.size(), Source::given);
    labels.confidence.assign(values.size(), 1.0f);
  }
  for (size_t row = 0; row < values.size(); ++row)
    for (size_t i = 0; i < 3; ++i)
      out.labels[plan.dimension(std::string(1, static_cast<char>('a' + i)))].value[row] = values[row][i];
  derive_labels(out, plan.dimensions, 0, values.size());
  return out;
}

bool holds_impossible(const Plan& plan, const Examples& rows, size_t row) {
  return std::any_of(plan.impossible.begin(), plan.impossible.end(), [&](const Impossible& pair) {
    return rows.labels[pair.dimension_a].value[row] == pair.value_a &&
           rows.labels[pair.dimension_b].value[row] == pair.value_b;
  });
}

std::vector<std::vector<int16_t>> all_values() {
  std::vector<std::vector<int16_t>> out;
  for (int16_t a = 0; a < 2; ++a)
    for (int16_t b = 0; b < 3; ++b)
      for (int16_t c = 0; c < 2; ++c) out.push_back({a, b, c});
  return out;
}

}  // namespace

std::string small_plan_text(int64_t size, Random& random) {
  std::string out = "dimensions:\n";
  for (const auto& [name, values] : {std::pair{"a", "x, y"}, {"b", "x, y, z"}, {"c", "x, y"}}) {
    out += fmt::format("  {}: {{field: {}, values: [{}]", name, name, values);
    if (random.below(4) > 0) out += fmt::format(", targets: {{x: {}}}", ends(size, random));
    out += "}\n";
  }
  if (random.below(3) == 0) out += "impossible: [[a=x, b=y]]\n";
  const auto joint = [&](const char* labels) {
    const std::string amount = ends(size, random);
    return fmt::format("  - {{all: [{}], {}\n", labels, amount.substr(1));
  };
  out += "joint:\n" + joint("a=x, b=x+y");
  if (random.below(2) == 0) out += joint("b=y, c=x");
  if (random.below(3) == 0) out += joint("a=x, b=x, c=x");
  return out;
}

std::vector<std::vector<size_t>> kinds_of_rows(const Plan& plan, bool impossible) {
  const Examples rows = rows_of_values(plan, all_values());
  std::vector<std::vector<size_t>> out;
  for (size_t row = 0; row < rows.size(); ++row) {
    if (!impossible && holds_impossible(plan, rows, row)) continue;
    out.emplace_back();
    for (size_t t = 0; t < plan.targets.size(); ++t) {
      const Target& target = plan.targets[t];
      const int16_t value = rows.labels[target.dimension].value[row];
      if (std::count(target.values.begin(), target.values.end(), value) > 0) out.back().push_back(t);
    }
  }
  return out;
}

std::set<std::vector<int64_t>> counts_of_sets(const Plan& plan, int64_t size, bool impossible) {
  std::set<std::vector<int64_t>> sets{std::vector<int64_t>(plan.targets.size(), 0)};
  const auto kinds = kinds_of_rows(plan, impossible);
  for (int64_t i = 0; i < size; ++i) {
    std::set<std::vector<int64_t>> larger;
    for (const std::vector<int64_t>& set : sets)
      for (const auto& kind : kinds) {
        std::vector<int64_t> with = set;
        for (const size_t t : kind) ++with[t];
        larger.insert(std::move(with));
      }
    sets = std::move(larger);
  }
  return sets;
}

Cells small_pool(const Plan& plan, size_t rows, Random& random) {
  const auto kinds = all_values();
  std::vector<std::vector<int16_t>> values;
  for (size_t i = 0; i < rows; ++i)
    values.push_back(kinds[random.below(2) == 0 ? random.below(3) * 3 : random.below(kinds.size())]);
  CellCounter counter(plan);
  counter.add(rows_of_values(plan, values));
  return counter.cells();
}

}  // namespace evenset
