#include "shares.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "derived.h"

namespace evenset {
namespace {

// Room for rounding when shares become rows; far below one row, far above the
// error of a product of doubles at 1e9 rows.
constexpr double kRowTolerance = 1e-6;

struct Part {
  int64_t count = 0, known = 0, unknown = 0;
};

Part part_of(const std::vector<int64_t>& counts, std::span<const int16_t> values) {
  Part part;
  if (counts.empty()) return part;
  part.unknown = counts[0];
  part.known = std::accumulate(counts.begin() + 1, counts.end(), int64_t{0});
  for (int16_t value : values) part.count += counts[static_cast<size_t>(value) + 1];
  return part;
}

double ratio(int64_t count, int64_t all) {
  return all > 0 ? static_cast<double>(count) / static_cast<double>(all) : 0;
}

std::vector<int16_t> others(const Dimension& dimension, std::span<const int16_t> values) {
  std::vector<int16_t> out;
  for (int16_t v = 0; v < static_cast<int16_t>(dimension.values.size()); ++v)
    if (std::find(values.begin(), values.end(), v) == values.end()) out.push_back(v);
  return out;
}

// Measured under the union's name, or else of the one value that it leaves:
// finding the union is rejecting that value.
ErrorRate rate_of(Tier tier, const Dimension& dimension, std::span<const int16_t> values) {
  ErrorRate rate = error_rate(tier, dimension.name, joined_values(dimension, values));
  if (rate.positives > 0 && rate.negatives > 0) return rate;
  auto rest = others(dimension, values);
  if (rest.empty()) return {};
  ErrorRate flipped = error_rate(tier, dimension.name, joined_values(dimension, rest));
  return {flipped.rejected, flipped.negatives, flipped.found, flipped.positives};
}

Interval machine_interval(Tier tier, const Dimension& dimension, std::span<const int16_t> values,
                          const Part& machine, double z) {
  double ends[2];
  corrected_interval(machine.count, machine.known, rate_of(tier, dimension, values), z, ends);
  return {ends[0], ends[1]};
}

// How many rows may be labelled wrongly, at most.
struct Slips {
  double false_yes = 0, missed = 0;
  bool measured = true;  // else nothing is known
};

// The most of `rows` that err where each does with at most this probability.
double most_of(double rows, double probability, double z) {
  return rows <= 0 ? 0 : rows * wilson(rows * probability, rows, kInfinitePopulation, z).high;
}

Slips slips_of(const Profile& profile, const Plan& plan, size_t dimension, std::span<const int16_t> values,
               double z) {
  const Dimension& d = plan.dimensions[dimension];
  const Part machine = part_of(profile.counts[dimension].machine, values);
  if (d.exact || machine.known == 0) return {};
  const ErrorRate rate = rate_of(profile.tier, d, values);
  if (rate.positives == 0 || rate.negatives == 0) {
    Slips sum;  // of the values one by one: a union errs no more than they do together
    sum.measured = values.size() > 1;
    for (size_t v = 0; v < values.size() && sum.measured; ++v) {
      const Slips one = slips_of(profile, plan, dimension, values.subspan(v, 1), z);
      sum.false_yes += one.false_yes;
      sum.missed += one.missed;
      sum.measured = one.measured;
    }
    return sum;
  }
  const auto errs = [z](int64_t right, int64_t all) {
    return 1 - wilson(static_cast<double>(right), static_cast<double>(all), kInfinitePopulation, z).low;
  };
  const Interval share = machine_interval(profile.tier, d, values, machine, z);
  const auto rows = static_cast<double>(machine.known);
  return {most_of(rows * (1 - share.low), errs(rate.rejected, rate.negatives), z),
          most_of(rows * share.high, errs(rate.found, rate.positives), z)};
}

// A joint label is false only where one of its parts is, and holds in no more
// rows than each of its parts does. No independence of the parts' errors is
// assumed, so this is wide; [0, 1] where a part's errors were not measured.
Interval joint_interval(const Profile& profile, const Plan& plan, size_t dimension,
                        std::span<const int16_t> values, double z) {
  const Part machine = part_of(profile.counts[dimension].machine, std::array{kHolds});
  const auto rows = static_cast<double>(machine.known), count = static_cast<double>(machine.count);
  double least = count, most = count, ceiling = rows;
  for (const Condition& part : plan.dimensions[dimension].all) {
    const Slips slips = slips_of(profile, plan, part.dimension, part.values, z);
    if (!slips.measured) return {};
    least -= slips.false_yes;
    most += slips.missed;
    const Share share = share_of(profile, plan, part.dimension, part.values, z);
    ceiling = std::min(
        ceiling, share.interval.high * static_cast<double>(share.known) + static_cast<double>(share.unknown));
  }
  const double low = std::clamp(least / rows, 0.0, 1.0);
  const double high = std::clamp(std::min(most, std::max(ceiling, least)) / rows, low, 1.0);
  const bool yes = values.size() == 1 && values[0] == kHolds;
  return yes ? Interval{low, high} : Interval{1 - high, 1 - low};
}

// An interval of a part's share, carried to all known rows, of which `sure`
// have the value and stand outside of the part.
Interval carried(Interval part, int64_t sure, int64_t part_rows, int64_t known) {
  double weight = ratio(part_rows, known);
  return {ratio(sure, known) + part.low * weight, ratio(sure, known) + part.high * weight};
}

double width(const Interval& interval) { return interval.high - interval.low; }

void set_point(Share& share, Method method) {
  share.interval = {share.share, share.share};
  share.method = method;
}

}  // namespace

std::string joined_values(const Dimension& dimension, std::span<const int16_t> values) {
  std::string out;
  for (int16_t value : values) {
    if (!out.empty()) out += '+';
    out += dimension.values[static_cast<size_t>(value)];
  }
  return out;
}

bool estimated(const Profile& profile, const Plan& plan, size_t dimension) {
  return !plan.dimensions[dimension].exact && part_of(profile.counts[dimension].machine, {}).known > 0;
}

Share share_of(const Profile& profile, const Plan& plan, size_t dimension, std::span<const int16_t> values,
               double z) {
  const Dimension& d = plan.dimensions[dimension];
  const Profile::Counts& counts = profile.counts[dimension];
  Part machine = part_of(counts.machine, values), stated = part_of(counts.stated, values),
       human = part_of(counts.human, values);
  Share out;
  out.count = machine.count + stated.count + human.count;
  out.known = machine.known + stated.known + human.known;
  out.unknown = machine.unknown + stated.unknown + human.unknown;
  out.share = ratio(out.count, out.known);
  if (out.known == 0) {
    out.method = d.exact ? Method::exact : Method::machine;
    return out;
  }
  if (d.exact || machine.known + human.known == 0) {
    set_point(out, Method::exact);
    return out;
  }
  out.reviewable = machine.known + human.known;
  out.reviewed = human.known;
  if (machine.known == 0) {
    set_point(out, Method::reviewed);
    return out;
  }
  out.method = Method::machine;
  const Interval labelled = d.derived() ? joint_interval(profile, plan, dimension, values, z)
                                        : machine_interval(profile.tier, d, values, machine, z);
  out.interval = carried(labelled, stated.count + human.count, machine.known, out.known);
  Interval drawn = wilson(static_cast<double>(human.count), static_cast<double>(human.known),
                          static_cast<double>(out.reviewable), z);
  drawn = carried(drawn, stated.count, out.reviewable, out.known);
  if (human.known > 0 && width(drawn) < width(out.interval)) {
    out.method = Method::reviewed;
    out.interval = drawn;
  }
  return out;
}

Share share_within(const Profile& profile, const Plan& plan, size_t index, double z) {
  const Target& target = plan.within[index].target;
  const Dimension& d = plan.dimensions[target.dimension];
  Share out;
  Part all{profile.within[index][0], profile.within[index][1]};
  out.count = all.count;
  out.known = all.known;
  out.share = ratio(out.count, out.known);
  if (out.known == 0) {
    out.method = d.exact ? Method::exact : Method::machine;
  } else if (estimated(profile, plan, target.dimension)) {
    out.method = Method::machine;
    out.interval = machine_interval(profile.tier, d, target.values, all, z);
    out.reviewable = out.known;
  } else {
    bool people = part_of(profile.counts[target.dimension].human, {}).known > 0;
    set_point(out, people && !d.exact ? Method::reviewed : Method::exact);
  }
  return out;
}

Verdict judge(const Share& share, double low, double high) {
  if (share.known == 0) return Verdict::undecided;
  auto rows = static_cast<double>(share.known);
  double least = std::ceil(low * rows - kRowTolerance), most = std::floor(high * rows + kRowTolerance);
  if (low > high) return Verdict::fail;      // a number of rows that so few do not have
  if (least > most) std::swap(least, most);  // no whole number between: both its neighbours
  double from = share.interval.low * rows, to = share.interval.high * rows;
  if (from >= least - kRowTolerance && to <= most + kRowTolerance) return Verdict::pass;
  if (to < least - kRowTolerance || from > most + kRowTolerance) return Verdict::fail;
  return Verdict::undecided;
}

int64_t reviews_to_decide(const Share& share, double low, double high, double z) {
  if (share.reviewable <= share.reviewed) return 0;
  double guess = std::clamp(share.share, share.interval.low, share.interval.high);
  auto population = static_cast<double>(share.reviewable);
  auto decides = [&](int64_t sample) {
    Share then = share;
    auto n = static_cast<double>(sample);
    then.interval = wilson(guess * n, n, population, z);
    return judge(then, low, high) != Verdict::undecided;
  };
  int64_t too_few = share.reviewed, enough = share.reviewable;
  while (enough - too_few > 1) {
    int64_t middle = too_few + (enough - too_few) / 2;
    (decides(middle) ? enough : too_few) = middle;
  }
  return enough - share.reviewed;
}

}  // namespace evenset
