#include "plan/tied.h"

#include <algorithm>
#include <map>
#include <set>

namespace evenset {
namespace {

bool holds(const Condition& condition, int16_t value) {
  return std::binary_search(condition.values.begin(), condition.values.end(), value);
}

// Groups of derived dimensions that share a part, each with its parts.
struct Group {
  std::set<size_t> parts;
  std::vector<size_t> joint;
};

std::vector<Group> groups_of(const Plan& plan) {
  std::vector<Group> out;
  for (size_t d = 0; d < plan.dimensions.size(); ++d) {
    if (!plan.dimensions[d].derived()) continue;
    Group group{{}, {d}};
    for (const Condition& part : plan.dimensions[d].all) group.parts.insert(part.dimension);
    std::erase_if(out, [&](const Group& other) {
      const bool meets = std::any_of(other.parts.begin(), other.parts.end(),
                                     [&](size_t part) { return group.parts.count(part) > 0; });
      if (!meets) return false;
      group.parts.insert(other.parts.begin(), other.parts.end());
      group.joint.insert(group.joint.end(), other.joint.begin(), other.joint.end());
      return true;
    });
    std::sort(group.joint.begin(), group.joint.end());
    out.push_back(std::move(group));
  }
  return out;
}

// What tells a value from others: the conditions that it meets, and the values
// of other parts that it excludes.
std::vector<int> signature(const Plan& plan, const Group& group, size_t dimension, int16_t value) {
  std::vector<int> out;
  for (const size_t d : group.joint)
    for (const Condition& part : plan.dimensions[d].all)
      if (part.dimension == dimension) out.push_back(holds(part, value));
  std::set<std::pair<int, int>> excluded;
  for (const Impossible& pair : plan.impossible) {
    if (pair.dimension_a == dimension && pair.value_a == value && group.parts.count(pair.dimension_b))
      excluded.emplace(static_cast<int>(pair.dimension_b), pair.value_b);
    if (pair.dimension_b == dimension && pair.value_b == value && group.parts.count(pair.dimension_a))
      excluded.emplace(static_cast<int>(pair.dimension_a), pair.value_a);
  }
  for (const auto& [other, excluded_value] : excluded) {
    out.push_back(other);
    out.push_back(excluded_value);
  }
  return out;
}

TiedPart part_of(const Plan& plan, const Group& group, size_t dimension) {
  TiedPart out{dimension, {}, {}};
  std::map<std::vector<int>, size_t> kinds;
  for (size_t v = 0; v < plan.dimensions[dimension].values.size(); ++v) {
    const auto value = static_cast<int16_t>(v);
    const auto [kind, is_new] = kinds.emplace(signature(plan, group, dimension, value), kinds.size());
    if (is_new) out.value.push_back(value);
    out.kind.push_back(kind->second);
  }
  return out;
}

bool excluded(const Plan& plan, const Tied& tied, const TiedCell& cell) {
  std::map<size_t, int16_t> value;
  for (size_t p = 0; p < tied.parts.size(); ++p)
    value[tied.parts[p].dimension] = tied.parts[p].value[cell.kind[p]];
  return std::any_of(plan.impossible.begin(), plan.impossible.end(), [&](const Impossible& pair) {
    const auto a = value.find(pair.dimension_a), b = value.find(pair.dimension_b);
    return a != value.end() && b != value.end() && a->second == pair.value_a && b->second == pair.value_b;
  });
}

bool holds_all(const Plan& plan, const Tied& tied, const TiedCell& cell, size_t joint) {
  for (const Condition& condition : plan.dimensions[joint].all)
    for (size_t p = 0; p < tied.parts.size(); ++p)
      if (tied.parts[p].dimension == condition.dimension &&
          !holds(condition, tied.parts[p].value[cell.kind[p]]))
        return false;
  return true;
}

void add_cells(const Plan& plan, Tied& tied) {
  TiedCell cell{std::vector<size_t>(tied.parts.size(), 0), {}, false};
  for (bool more = true; more;) {
    cell.impossible = excluded(plan, tied, cell);
    cell.holds.clear();
    for (const size_t joint : tied.joint) cell.holds.push_back(holds_all(plan, tied, cell, joint));
    tied.cells.push_back(cell);
    more = false;  // until the last digit has come round
    for (size_t p = 0; p < tied.parts.size() && !more; ++p) {
      cell.kind[p] = (cell.kind[p] + 1) % tied.parts[p].value.size();
      more = cell.kind[p] != 0;
    }
  }
}

std::vector<TiedPart> parts_of(const Plan& plan, const Group& group) {
  std::vector<TiedPart> out;
  for (const size_t d : group.parts) out.push_back(part_of(plan, group, d));
  return out;
}

}  // namespace

std::vector<Tied> tied_dimensions(const Plan& plan) {
  std::vector<Tied> out;
  for (const Group& group : groups_of(plan)) {
    out.push_back({parts_of(plan, group), group.joint, {}});
    add_cells(plan, out.back());
  }
  return out;
}

bool in_group(const Plan& plan, const Tied& tied, size_t target) {
  const size_t dimension = plan.targets[target].dimension;
  return std::binary_search(tied.joint.begin(), tied.joint.end(), dimension) ||
         std::any_of(tied.parts.begin(), tied.parts.end(),
                     [&](const TiedPart& part) { return part.dimension == dimension; });
}

size_t most_tied_kinds(const Plan& plan) {
  size_t most = 0;
  for (const Group& group : groups_of(plan)) {
    size_t kinds = 1;
    for (const TiedPart& part : parts_of(plan, group))
      kinds = std::min(kinds * part.value.size(), kMostTiedKinds + 1);
    most = std::max(most, kinds);
  }
  return most;
}

}  // namespace evenset
