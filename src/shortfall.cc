// Rules are taken away one after the other: what was found under the tighter
// ones stays allowed, and where they cost nothing, neither do the looser ones.
#include "shortfall.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <numeric>

#include "shortfall/fewest.h"

namespace evenset {
namespace {

constexpr std::array kLooser{2, 5};  // rare flags in one example whose price is told
constexpr double kLeastSeconds = 1;  // a list is looked for even where time is up
constexpr int64_t kNone = -1;

// The rules looser than `flags` that can make a difference.
std::vector<int> looser_rules(const Plan& plan, int flags) {
  std::vector<int> out;
  int last = flags;
  for (const int looser : kLooser) {
    if (looser <= last || last >= flag_dimensions(plan)) continue;
    out.push_back(last = looser);
  }
  return out;
}

std::string flags_words(int flags) {
  static constexpr std::array kNumbers{"no",    "one",   "two",  "three", "four",   "five",   "six",
                                       "seven", "eight", "nine", "ten",   "eleven", "twelve", "thirteen"};
  return fmt::format("{} rare flag{}", kNumbers.at(static_cast<size_t>(flags)), flags == 1 ? "" : "s");
}

std::string list_words(const ShortfallProof& proof) {
  if (proof.possible) return fmt::format("{} example{}", proof.count, proof.count == 1 ? "" : "s");
  return fmt::format("no list of examples with {}{} {} every target{}", proof.flags == 0 ? "" : "at most ",
                     flags_words(proof.flags) + (proof.flags == 0 ? "" : " each"),
                     proof.proven ? "meets" : "was found that meets", proof.proven ? " (proven)" : "");
}

std::string words(const ShortfallProof& proof) {
  int64_t before = proof.rules.front().count;
  std::string out = list_words(proof);
  for (size_t i = 1; i < proof.rules.size(); ++i) {
    const auto [flags, count] = proof.rules[i];
    if (count == before) continue;
    before = count;
    out += flags == ShortfallRule::kAny
               ? fmt::format("; any combination allowed: {}", count)
               : fmt::format("; with {} in one example at least {}", flags_words(flags), count);
  }
  return out;
}

void set_list(Shortfall& out, FewestList list, int64_t size) {
  ShortfallProof& proof = out.proof;
  proof.possible = list.found;
  proof.count = list.found ? list.count : 0;
  proof.bound = list.bound;
  proof.prices = std::move(list.prices);
  const int64_t least = whole_fewest(list.bound);
  proof.proven = list.found ? proof.count == least : least > size;
  out.entries = std::move(list.entries);
  out.taken = std::move(list.taken);
}

}  // namespace

Shortfall smallest_shortfall(const Cells& cells, const Plan& plan, const TargetPlaces& places,
                             const std::vector<int64_t>& selection, const BalanceOptions& options) {
  const int64_t largest = std::accumulate(selection.begin(), selection.end(), int64_t{0});
  Shortfall out;
  const int64_t size = places.size;
  const double seconds = std::max(kLeastSeconds, options.time_limit);
  FewestProgram program(cells, places, selection);
  set_list(out, program.list(NewExamples(plan, places.high, options.flags), options.seed, seconds), size);
  out.proof.flags = options.flags;

  const int64_t any = out.proof.possible ? std::min(size - largest, out.proof.count) : size - largest;
  int64_t count = out.proof.possible ? out.proof.count : kNone;
  out.proof.rules.push_back({options.flags, count});
  for (const int flags : looser_rules(plan, options.flags)) {
    if (count != any) {
      const int64_t least = whole_fewest(program.bound(NewExamples(plan, places.high, flags), seconds).bound);
      count = least > size ? kNone : std::max(any, least);
    }
    out.proof.rules.push_back({flags, count});
  }
  const bool joint = !plan.dimensions.empty() && plan.dimensions.back().derived();
  if (!joint) out.proof.rules.push_back({ShortfallRule::kAny, any});  // else not any combination can be
  out.proof.words = words(out.proof);
  return out;
}

double shortfall_bound(const Cells& cells, const Plan& plan, const BalanceOptions& options,
                       const std::vector<double>& prices) {
  const TargetPlaces places = places_of(plan, whole_counts(plan, options.size), options.ranges);
  return fewest_bound(cells, places, prices, NewExamples(plan, places.high, options.flags));
}

}  // namespace evenset
