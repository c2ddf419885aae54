#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "cli/json.h"
#include "cli/plan_modes.h"
#include "cli/terminal.h"

namespace evenset {
namespace {

// A target as one plan has it.
struct Side {
  double share = 0, low = 0, high = 0;
  int64_t rows = 0, low_rows = 0, high_rows = 0;  // added to the shares
  std::vector<Condition> all = {};                // of a joint target
  std::optional<int64_t> count =
      std::nullopt;  // none for shares of a part, and where the plan contradicts itself
};

struct Difference {
  std::string dimension, value;
  std::optional<Side> before, after;  // none: no such target
};

struct Named {
  std::string dimension, value;
  Side side;
};

std::vector<Named> sides(const Plan& plan, int64_t size) {
  const Counts counts = whole_counts(plan, size);
  std::vector<Named> out;
  const auto add = [&](const Target& target, std::optional<int64_t> count) {
    out.push_back({plan.dimensions[target.dimension].name,
                   target.name,
                   {target.share, target.low, target.high, target.count, target.low_count, target.high_count,
                    plan.dimensions[target.dimension].all, count}});
  };
  for (size_t t = 0; t < plan.targets.size(); ++t)
    add(plan.targets[t], counts.feasible ? std::optional(counts.count[t]) : std::nullopt);
  for (const WithinTarget& part : plan.within) add(part.target, std::nullopt);
  return out;
}

const Named* find(const std::vector<Named>& list, const Named& wanted) {
  const auto found = std::find_if(list.begin(), list.end(), [&](const Named& named) {
    return named.dimension == wanted.dimension && named.value == wanted.value;
  });
  return found == list.end() ? nullptr : &*found;
}

bool same(const Side& a, const Side& b) {
  const auto near = [](double x, double y) { return std::abs(x - y) < 1e-9; };  // decimals, read or summed
  const auto one = [](const Condition& x, const Condition& y) {
    return x.dimension == y.dimension && x.values == y.values;
  };
  return near(a.share, b.share) && near(a.low, b.low) && near(a.high, b.high) && a.count == b.count &&
         a.rows == b.rows && a.low_rows == b.low_rows && a.high_rows == b.high_rows &&
         std::equal(a.all.begin(), a.all.end(), b.all.begin(), b.all.end(), one);
}

// In the order of the first plan; a dimension's new targets behind its old ones.
std::vector<Difference> differences(const Plan& before, const Plan& after, int64_t size) {
  const std::vector<Named> old_ones = sides(before, size), new_ones = sides(after, size);
  std::vector<Difference> out;
  const auto add_new = [&](const std::string* dimension) {
    for (const Named& named : new_ones) {
      const bool known = std::any_of(old_ones.begin(), old_ones.end(),
                                     [&](const Named& old) { return old.dimension == named.dimension; });
      if (dimension ? named.dimension != *dimension : known) continue;
      if (!find(old_ones, named)) out.push_back({named.dimension, named.value, std::nullopt, named.side});
    }
  };
  for (size_t k = 0; k < old_ones.size(); ++k) {
    const Named& old = old_ones[k];
    const Named* now = find(new_ones, old);
    if (!now) out.push_back({old.dimension, old.value, old.side, std::nullopt});
    if (now && !same(old.side, now->side)) out.push_back({old.dimension, old.value, old.side, now->side});
    if (k + 1 == old_ones.size() || old_ones[k + 1].dimension != old.dimension) add_new(&old.dimension);
  }
  add_new(nullptr);
  return out;
}

Json side_json(const std::optional<Side>& side) {
  if (!side) return nullptr;
  Json out = {{"share", side->share}, {"low", side->low}, {"high", side->high}, {"count", nullptr}};
  if (side->low_rows != 0 || side->high_rows != 0)
    out["rows"] = {{"aim", side->rows}, {"low", side->low_rows}, {"high", side->high_rows}};
  if (side->count) out["count"] = *side->count;
  return out;
}

std::string share_words(const std::optional<Side>& side) {
  if (!side) return "-";
  const auto amount = [](double share, int64_t rows) {
    if (rows == 0) return fmt::format("{:.4g}", share * 100);
    return share == 0 ? fmt::format("{} rows", rows) : fmt::format("{:.4g} {:+} rows", share * 100, rows);
  };
  return fmt::format("{} ({} - {})", amount(side->share, side->rows), amount(side->low, side->low_rows),
                     amount(side->high, side->high_rows));
}

std::string count_words(const std::optional<Side>& side) {
  return side && side->count ? std::to_string(*side->count) : "-";
}

std::string page(const std::vector<Difference>& list) {
  std::string out = fmt::format("{:<44} {:<24} {:<24} {}\n", "target", "share % before", "after", "count");
  for (const Difference& d : list) {
    std::string label = d.dimension + "=" + d.value;
    if (label.size() > 44) label = label.substr(0, 41) + "...";
    out += fmt::format("{:<44} {:<24} {:<24} {} -> {}\n", label, share_words(d.before), share_words(d.after),
                       count_words(d.before), count_words(d.after));
  }
  return out;
}

}  // namespace

int print_differences(const Arguments& arguments, const Plan& plan, int64_t size) {
  const Plan other = load_plan(arguments.text("--diff"));
  const std::vector<Difference> list = differences(plan, other, size);
  if (arguments.has("--json")) {
    Json rows = Json::array();
    for (const Difference& d : list)
      rows.push_back({{"dimension", d.dimension},
                      {"value", d.value},
                      {"before", side_json(d.before)},
                      {"after", side_json(d.after)}});
    print_json({{"schema", 1},
                {"plan", plan.name},
                {"other", other.name},
                {"size", size},
                {"equal", list.empty()},
                {"differences", rows}});
  } else {
    print(list.empty() ? "the targets are the same\n" : page(list));
  }
  return list.empty() ? 0 : 1;
}

}  // namespace evenset
