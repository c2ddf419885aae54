// Every dimension deals its places out over the new examples: rare flags side
// by side, so that no two meet while there is room, all others by chance. Then
// values of one dimension are swapped between two examples as long as that
// leaves less to object to; swaps keep every target's count.
#include "shortfall.h"

#include <algorithm>
#include <array>
#include <map>
#include <string_view>

#include "plan/exclusions.h"
#include "solve/random.h"

namespace evenset {
namespace {

constexpr int kImpossible = 16,
              kSecondFlag = 1;           // objections; the first kind outweighs any number of the other
constexpr size_t kPartners = 2000;       // examples tried for a swap, per dimension
constexpr int64_t kBudget = 20'000'000;  // swaps tried in all
constexpr int kPasses = 10;

constexpr std::array<std::string_view, 4> kFlagDimensions{"ambiguous", "adversarial", "negative", "turns"};
constexpr std::array<std::string_view, 3> kPlainValues{"no", "none", "single"};

bool is_flag(const Plan& plan, const Target& target) {
  const Dimension& dimension = plan.dimensions[target.dimension];
  const auto holds = [](const auto& list, std::string_view name) {
    return std::find(list.begin(), list.end(), name) != list.end();
  };
  return holds(kFlagDimensions, dimension.name) &&
         std::none_of(target.values.begin(), target.values.end(), [&](int16_t value) {
           return holds(kPlainValues, dimension.values[static_cast<size_t>(value)]);
         });
}

class NewExamples {
 public:
  NewExamples(const Plan& plan, const std::vector<int64_t>& places, uint64_t seed);
  void improve();
  std::vector<ShortfallEntry> entries() const;

 private:
  int objections(const int16_t* example, size_t dimension, int16_t target) const;
  bool objectionable(const int16_t* example) const;
  bool swap_somewhere(size_t i);
  void deal(size_t dimension, const std::vector<int16_t>& flagged, std::vector<int16_t> plain);

  size_t targets_, dimensions_, count_ = 0;
  std::vector<char> flag_;       // by target
  std::vector<char> excludes_;   // by pair of targets
  std::vector<int16_t> target_;  // example i, dimension d: target_[i * dimensions_ + d]
  size_t next_flag_ = 0;         // the example that takes the next rare flag
  int64_t budget_ = kBudget;
  Random random_;
};

NewExamples::NewExamples(const Plan& plan, const std::vector<int64_t>& places, uint64_t seed)
    : targets_(plan.targets.size()), flag_(targets_), excludes_(targets_ * targets_), random_(seed) {
  const std::vector<size_t> planned = plan.planned();
  dimensions_ = planned.size();
  const Exclusions impossible(plan);
  for (size_t t = 0; t < targets_; ++t) {
    flag_[t] = is_flag(plan, plan.targets[t]);
    if (plan.targets[t].dimension == planned[0]) count_ += static_cast<size_t>(places[t]);
    for (size_t u = 0; u < targets_; ++u) {
      excludes_[t * targets_ + u] = impossible(t, u);
    }
  }
  target_.resize(count_ * dimensions_);
  for (size_t d = 0; d < dimensions_; ++d) {
    std::vector<int16_t> flagged, plain;
    for (size_t t = 0; t < targets_; ++t) {
      if (plan.targets[t].dimension != planned[d]) continue;
      auto& places_of = flag_[t] ? flagged : plain;
      places_of.insert(places_of.end(), static_cast<size_t>(places[t]), static_cast<int16_t>(t));
    }
    deal(d, flagged, std::move(plain));
  }
}

void NewExamples::deal(size_t dimension, const std::vector<int16_t>& flagged, std::vector<int16_t> plain) {
  random_.shuffle(plain);
  size_t i = next_flag_;
  const auto give = [&](int16_t target) {
    target_[i * dimensions_ + dimension] = target;
    i = i + 1 == count_ ? 0 : i + 1;
  };
  for (const int16_t target : flagged) give(target);
  next_flag_ = i;
  for (const int16_t target : plain) give(target);
}

// What speaks against `target` in this dimension, given the example's others.
int NewExamples::objections(const int16_t* example, size_t dimension, int16_t target) const {
  const char* excluded = &excludes_[static_cast<size_t>(target) * targets_];
  int found = 0;
  for (size_t d = 0; d < dimensions_; ++d) {
    if (d == dimension) continue;
    const auto other = static_cast<size_t>(example[d]);
    if (excluded[other]) found += kImpossible;
    if (flag_[static_cast<size_t>(target)] && flag_[other]) found += kSecondFlag;
  }
  return found;
}

bool NewExamples::objectionable(const int16_t* example) const {
  for (size_t d = 0; d < dimensions_; ++d) {
    if (objections(example, d, example[d]) > 0) return true;
  }
  return false;
}

bool NewExamples::swap_somewhere(size_t i) {
  int16_t* mine = &target_[i * dimensions_];
  const size_t first = random_.below(count_);
  for (size_t d = 0; d < dimensions_; ++d) {
    const int before = objections(mine, d, mine[d]);
    if (before == 0) continue;
    for (size_t k = 0; k < std::min(count_, kPartners) && budget_ > 0; ++k, --budget_) {
      int16_t* other = &target_[(first + k) % count_ * dimensions_];
      if (other[d] == mine[d]) continue;
      const int now = before + objections(other, d, other[d]);
      if (objections(mine, d, other[d]) + objections(other, d, mine[d]) >= now) continue;
      std::swap(mine[d], other[d]);
      return true;
    }
  }
  return false;
}

void NewExamples::improve() {
  bool better = true;
  for (int pass = 0; better && pass < kPasses; ++pass) {
    better = false;
    for (size_t i = 0; i < count_; ++i) {
      while (budget_ > 0 && objectionable(&target_[i * dimensions_]) && swap_somewhere(i)) better = true;
    }
  }
}

std::vector<ShortfallEntry> NewExamples::entries() const {
  std::map<std::vector<int16_t>, int64_t> counts;
  for (size_t i = 0; i < count_; ++i) {
    const auto begin = target_.begin() + static_cast<std::ptrdiff_t>(i * dimensions_);
    ++counts[std::vector<int16_t>(begin, begin + static_cast<std::ptrdiff_t>(dimensions_))];
  }
  std::vector<ShortfallEntry> out;
  for (const auto& [target, count] : counts) out.push_back({target, count});
  std::stable_sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.count > b.count; });
  return out;
}

}  // namespace

std::vector<ShortfallEntry> shortfall(const Plan& plan, const std::vector<int64_t>& wanted,
                                      const std::vector<int64_t>& got, uint64_t seed) {
  std::vector<int64_t> places(wanted.size());
  for (size_t t = 0; t < wanted.size(); ++t) places[t] = wanted[t] - got[t];
  if (std::all_of(places.begin(), places.end(), [](int64_t count) { return count == 0; })) return {};
  NewExamples examples(plan, places, seed);
  examples.improve();
  return examples.entries();
}

}  // namespace evenset
