// How long does a varied choice take, and how near does it come to one without targets?
//
// Labels as in balance.cc. Vectors: each source has its own mix of 2,000 topics, a row lies
// around its topic. The unconstrained choice sees a fifth of a million rows drawn from the
// whole pool and the candidates; both are measured by rows that neither saw.
#include "evenset/diversify.h"

#include <fmt/format.h>

#include <chrono>
#include <cstdlib>
#include <numeric>

#include "pools.h"

namespace {

using namespace evenset;
using Clock = std::chrono::steady_clock;

constexpr size_t kGround = 200'000;

double since(Clock::time_point begin) { return std::chrono::duration<double>(Clock::now() - begin).count(); }

Points part(const Points& points, const Rows& rows) {
  Points out;
  for (const uint64_t row : rows) out.add(points[row]);
  return out;
}

Rows every(size_t rows, size_t count, size_t offset) {
  Rows out;
  const size_t step = std::max<size_t>(1, rows / count);
  for (size_t row = offset % step; row < rows && out.size() < count; row += step) out.push_back(row);
  return out;
}

bool measure(size_t rows, int64_t size, double bend, uint64_t seed) {
  const Plan& plan = builtin_plan();
  const Examples labels = made_up_labels(plan, rows, bend, seed);
  const Points points = made_up_points(rows, seed);
  CellCounter counter(plan);
  counter.add(labels);
  Clock::time_point begin = Clock::now();
  Balance answer = balance(counter.cells(), plan, {.size = size, .seed = seed});
  const double by_labels = since(begin);
  const std::vector<int64_t> got = answer.got;
  Diversifier diversifier(counter.cells(), answer, {.seed = seed});
  diversifier.add(part(points, diversifier.rows()));
  diversifier.choose(answer, 2);
  const double all = since(begin);
  std::vector<int64_t> counted(got.size());
  for (const uint64_t row : answer.selected)
    for (size_t d = 0; d < counter.cells().dimensions; ++d)
      ++counted[counter.cells().at(counter.cells().cell_of_row[row], d)];
  fmt::print("{} rows to {}: {} chosen, deviation {}, bound {:.2f}; {:.2f} s by labels, {:.2f} s in all\n",
             rows, size, answer.selected.size(), answer.deviation, answer.certificate.bound, by_labels, all);
  if (counted != got || !answer.optimal) {
    fmt::print("  WRONG: margins are off, or not the largest\n");
    return false;
  }
  const size_t held = static_cast<size_t>(size) + 1;
  const Points held_out = part(points, every(rows, held, 3)), seen = part(points, every(rows, 8192, 7));
  const Points ground = part(points, every(rows, kGround, 1));
  begin = Clock::now();
  const Places any{std::vector<uint32_t>(ground.size()), {static_cast<int64_t>(answer.selected.size())}, {}};
  const double best = coverage(ground, facility_location(Nearest(ground, seen, 2), any), held_out, 2);
  const Points chosen = part(points, answer.selected);
  std::vector<uint32_t> whole(chosen.size());
  std::iota(whole.begin(), whole.end(), 0u);
  const double own = coverage(chosen, whole, held_out, 2);
  fmt::print(
      "  coverage of {} held-out rows: {:.4f}, {:.2f} % of a choice without targets ({:.2f} s); among the "
      "candidates {:.2f} %\n",
      held, own / static_cast<double>(held), 100 * own / best, since(begin),
      100 * answer.coverage.relative_to_unconstrained);
  return true;
}

}  // namespace

int main() {
  bool right = measure(1'000'000, 10'000, 5.5, 9);
  right = measure(1'000'000, 10'000, 3, 1) && right;
  right = measure(100'000, 5'000, 3, 1) && right;
  right = measure(10'000, 1'000, 3, 1) && right;
  return right ? EXIT_SUCCESS : EXIT_FAILURE;
}
