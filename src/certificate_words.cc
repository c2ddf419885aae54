// Most certificates have prices 0 and 1 only, and then say something simple:
// places of some targets on one side, rows that need none of these places on
// the other. Anything else is said in general.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "certificate.h"

namespace evenset {
namespace {

constexpr size_t kNamesShown = 6;

std::string listed(const Plan& plan, const std::vector<size_t>& targets, std::string_view last) {
  std::string out;
  const size_t shown = std::min(targets.size(), kNamesShown);
  for (size_t i = 0; i < shown; ++i) {
    if (i > 0) out += i + 1 == targets.size() ? fmt::format(" {} ", last) : ", ";
    out += label(plan, plan.targets[targets[i]]);
  }
  if (shown < targets.size()) out += fmt::format(" {} {} more", last, targets.size() - shown);
  return out;
}

std::string plain(double number) {
  if (std::abs(number - std::round(number)) < 1e-6) return fmt::format("{:.0f}", std::round(number));
  return fmt::format("{:.4f}", number);
}

// Targets with price 1, and those of the same dimensions without.
struct Split {
  std::vector<size_t> priced, others;
  size_t dimensions = 0;  // that have a priced target
};

Split split(const Plan& plan, const std::vector<double>& prices) {
  Split out;
  std::vector<char> has_price(plan.dimensions.size(), 0);
  for (size_t t = 0; t < prices.size(); ++t) {
    if (prices[t] == 0) continue;
    out.priced.push_back(t);
    char& seen = has_price[plan.targets[t].dimension];
    out.dimensions += seen ? 0 : 1;
    seen = 1;
  }
  for (size_t t = 0; t < prices.size(); ++t) {
    if (prices[t] == 0 && has_price[plan.targets[t].dimension]) out.others.push_back(t);
  }
  return out;
}

std::string simple_words(const Plan& plan, const Split& split, const BoundParts& parts) {
  const std::string total = plain(parts.sum()), places = plain(parts.places), rows = plain(parts.rows);
  if (split.priced.empty()) return fmt::format("you have {} usable rows: {}", rows, total);
  if (split.dimensions == 1 && split.others.empty()) {
    return fmt::format("the plan has {} places: {}", places, total);
  }
  if (split.dimensions == 1) {
    return fmt::format("you have at most {} usable rows with {} and {} places for the others: {}", rows,
                       listed(plan, split.others, "or"), places, total);
  }
  return fmt::format("there are {} places in {}, and {} usable rows need none of these: {}", places,
                     listed(plan, split.priced, "and"), rows, total);
}

}  // namespace

std::string certificate_words(const Certificate& certificate, const Cells& cells, const Plan& plan,
                              const TargetPlaces& places, int64_t size) {
  const BoundParts parts = bound_parts(certificate.mode, cells, places, certificate.prices, size);
  const int64_t limit = whole_bound(certificate.mode, cells, certificate.bound, size);
  if (certificate.mode == OnShortfall::fill) {
    if (limit == 0) return "no choice can deviate from the targets by less than nothing: 0";
    return fmt::format(
        "whichever {} usable rows are taken, they are off the targets by {} at least, each row too many or "
        "too few counted once per target",
        std::min(size, candidates(cells)), limit);
  }
  const auto is_simple = [](double price) { return price == 0 || price == 1; };
  if (std::all_of(certificate.prices.begin(), certificate.prices.end(), is_simple)) {
    return simple_words(plan, split(plan, certificate.prices), parts);
  }
  return fmt::format(
      "at the prices given, all places together are worth {} rows, and the usable rows whose places are "
      "worth "
      "less than one row add {}: {}",
      plain(parts.places), plain(parts.rows), limit);
}

}  // namespace evenset
