#include "reference/exhaustive.h"

#include <algorithm>
#include <cstdlib>
#include <map>

namespace evenset {
namespace {

// Calls visit(chosen row count, counts per target) for every subset.
template <class Visit>
void each_subset(const Cells& cells, size_t targets, const Visit& visit) {
  const size_t rows = cells.cell_of_row.size();
  for (uint32_t subset = 0; subset < (uint32_t{1} << rows); ++subset) {
    Rows chosen;
    for (size_t row = 0; row < rows; ++row) {
      if (subset >> row & 1) chosen.push_back(row);
    }
    visit(static_cast<int64_t>(chosen.size()), plain_counts(cells, chosen, targets));
  }
}

double row_price(const Cells& cells, uint32_t cell, const std::vector<double>& prices) {
  double price = 0;
  for (size_t d = 0; d < cells.dimensions; ++d) price += prices[cells.at(cell, d)];
  return price;
}

bool is_rare(const Plan& plan, const Target& target) {
  const std::string& dimension = plan.dimensions[target.dimension].name;
  if (dimension != "ambiguous" && dimension != "adversarial" && dimension != "negative" &&
      dimension != "turns")
    return false;
  for (const int16_t value : target.values) {
    const std::string& name = plan.dimensions[target.dimension].values[static_cast<size_t>(value)];
    if (name == "no" || name == "none" || name == "single") return false;
  }
  return true;
}

bool excluded(const Plan& plan, const Target& a, const Target& b) {
  size_t pairs = 0;
  for (const int16_t x : a.values) {
    for (const int16_t y : b.values) {
      bool found = false;
      for (const Impossible& i : plan.impossible) {
        found |=
            i.dimension_a == a.dimension && i.value_a == x && i.dimension_b == b.dimension && i.value_b == y;
      }
      pairs += found;
    }
  }
  return pairs == a.values.size() * b.values.size();
}

// Every combination that may be written.
std::vector<std::vector<int16_t>> all_allowed(const Plan& plan, int flags) {
  std::vector<std::vector<int16_t>> out{{}};
  for (const size_t dimension : plan.planned()) {
    std::vector<std::vector<int16_t>> longer;
    for (const auto& begun : out) {
      for (size_t t = 0; t < plan.targets.size(); ++t) {
        if (plan.targets[t].dimension != dimension) continue;
        longer.push_back(begun);
        longer.back().push_back(static_cast<int16_t>(t));
      }
    }
    out = std::move(longer);
  }
  std::erase_if(out, [&](const auto& targets) { return !may_be_written(plan, targets, flags); });
  return out;
}

// Whether new examples alone can fill these places.
class Fillable {
 public:
  Fillable(const Plan& plan, int flags)
      : first_dimension_(plan.planned().front()), plan_(plan), allowed_(all_allowed(plan, flags)) {}
  bool operator()(const std::vector<int64_t>& places) {
    const auto [known, is_new] = known_.emplace(places, false);
    if (!is_new) return known->second;
    size_t open = 0;
    while (open < places.size() && (plan_.targets[open].dimension != first_dimension_ || places[open] == 0))
      ++open;
    bool possible = open == places.size();
    for (const auto& targets : allowed_) {
      if (possible) break;
      if (static_cast<size_t>(targets.front()) != open) continue;
      std::vector<int64_t> left = places;
      bool fits = true;
      for (const int16_t t : targets) fits &= --left[static_cast<size_t>(t)] >= 0;
      possible = fits && (*this)(left);
    }
    return known_[places] = possible;
  }

 private:
  size_t first_dimension_;
  const Plan& plan_;
  std::vector<std::vector<int16_t>> allowed_;
  std::map<std::vector<int64_t>, bool> known_;
};

}  // namespace

bool may_be_written(const Plan& plan, const std::vector<int16_t>& targets, int flags) {
  int rare = 0;
  for (const int16_t t : targets) {
    const Target& a = plan.targets[static_cast<size_t>(t)];
    rare += is_rare(plan, a);
    for (const int16_t u : targets) {
      if (t != u && excluded(plan, a, plan.targets[static_cast<size_t>(u)])) return false;
    }
  }
  return rare <= flags;
}

int64_t fewest_to_write(const Cells& cells, const Plan& plan, const std::vector<int64_t>& wanted, int flags) {
  Fillable fillable(plan, flags);
  int64_t size = 0, most = -1;
  for (size_t t = 0; t < wanted.size(); ++t) {
    if (plan.targets[t].dimension == plan.planned().front()) size += wanted[t];
  }
  each_subset(cells, wanted.size(), [&](int64_t count, const std::vector<int64_t>& got) {
    if (count <= most) return;
    std::vector<int64_t> places = wanted;
    for (size_t t = 0; t < wanted.size(); ++t) {
      if ((places[t] -= got[t]) < 0) return;
    }
    if (fillable(places)) most = count;
  });
  return most < 0 ? -1 : size - most;
}

std::vector<int64_t> plain_counts(const Cells& cells, const Rows& rows, size_t targets) {
  std::vector<int64_t> counts(targets, 0);
  for (const uint64_t row : rows) {
    for (size_t d = 0; d < cells.dimensions; ++d) ++counts[cells.at(cells.cell_of_row[row], d)];
  }
  return counts;
}

int64_t most_rows(const Cells& cells, const std::vector<int64_t>& wanted) {
  int64_t most = 0;
  each_subset(cells, wanted.size(), [&](int64_t count, const std::vector<int64_t>& got) {
    for (size_t t = 0; t < wanted.size(); ++t) {
      if (got[t] > wanted[t]) return;
    }
    most = std::max(most, count);
  });
  return most;
}

int64_t least_deviation(const Cells& cells, const std::vector<int64_t>& wanted, int64_t size) {
  int64_t least = -1;
  each_subset(cells, wanted.size(), [&](int64_t count, const std::vector<int64_t>& got) {
    if (count != size) return;
    int64_t off = 0;
    for (size_t t = 0; t < wanted.size(); ++t) off += std::abs(got[t] - wanted[t]);
    if (least < 0 || off < least) least = off;
  });
  return least;
}

double plain_fewer_bound(const Cells& cells, const std::vector<int64_t>& wanted,
                         const std::vector<double>& prices) {
  double bound = 0;
  for (size_t t = 0; t < wanted.size(); ++t) bound += static_cast<double>(wanted[t]) * prices[t];
  for (const uint32_t cell : cells.cell_of_row) {
    if (cell != Cells::kNoCell) bound += std::max(0.0, 1 - row_price(cells, cell, prices));
  }
  return bound;
}

double plain_fill_bound(const Cells& cells, const std::vector<int64_t>& wanted,
                        const std::vector<double>& prices, int64_t size) {
  std::vector<double> price;
  for (const uint32_t cell : cells.cell_of_row) {
    if (cell != Cells::kNoCell) price.push_back(row_price(cells, cell, prices));
  }
  std::sort(price.begin(), price.end());
  double bound = 0;
  for (size_t i = 0; i < std::min(price.size(), static_cast<size_t>(size)); ++i) bound += price[i];
  for (size_t t = 0; t < wanted.size(); ++t) bound -= static_cast<double>(wanted[t]) * prices[t];
  return bound;
}

}  // namespace evenset
