// How long does it take to balance a pool on its labels alone?
//
// Pools are made up: a dozen sources, each with its own skewed mix of values in
// every planned dimension of the built-in plan, so that dimensions are skewed
// and correlated as in real pools. Each answer is checked before it is timed:
// the margins are recounted, and the selection must be provably the largest.
#include "evenset/balance.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <thread>

#include "solve/random.h"

namespace {

using namespace evenset;

constexpr size_t kSources = 12;
constexpr int kRuns = 5;

double unit(Random& random) { return static_cast<double>(random.next() >> 11) * 0x1p-53; }

// The values of one dimension as a source mixes them: the plan's shares, bent
// by chance.
std::vector<double> mix(const Plan& plan, size_t dimension, double bend, Random& random) {
  std::vector<double> weight(plan.dimensions[dimension].values.size(), 0.0);
  for (const Target& target : plan.targets) {
    if (target.dimension != dimension) continue;
    const double share = std::max(target.share, 0.001) / static_cast<double>(target.values.size());
    for (const int16_t value : target.values) {
      weight[static_cast<size_t>(value)] = share * std::exp(bend * (2 * unit(random) - 1));
    }
  }
  return weight;
}

int16_t drawn_value(const std::vector<double>& weight, Random& random) {
  double sum = 0;
  for (const double w : weight) sum += w;
  double left = unit(random) * sum;
  int16_t last = -1;
  for (size_t v = 0; v < weight.size(); ++v) {
    if (weight[v] <= 0) continue;
    last = static_cast<int16_t>(v);
    if ((left -= weight[v]) < 0) break;
  }
  return last;
}

Examples made_up_labels(const Plan& plan, size_t rows, double bend, uint64_t seed) {
  Random random(seed);
  std::vector<std::vector<std::vector<double>>> mixes(kSources);
  for (auto& source : mixes) {
    for (size_t d = 0; d < plan.dimensions.size(); ++d) source.push_back(mix(plan, d, bend, random));
  }
  Examples out;
  out.shape.assign(rows, Shape::openai);
  out.labels.resize(plan.dimensions.size());
  for (Labels& labels : out.labels) labels.value.assign(rows, -1);
  for (size_t row = 0; row < rows; ++row) {
    const auto& source = mixes[random.below(kSources)];
    for (const size_t d : plan.planned()) out.labels[d].value[row] = drawn_value(source[d], random);
  }
  return out;
}

bool answer_holds(const Balance& answer, const Cells& cells) {
  if (!answer.optimal) return false;
  std::vector<int64_t> got(answer.wanted.size(), 0);
  for (const uint64_t row : answer.selected) {
    for (size_t d = 0; d < cells.dimensions; ++d) ++got[cells.at(cells.cell_of_row[row], d)];
  }
  for (size_t t = 0; t < got.size(); ++t) {
    if (got[t] != answer.got[t] || got[t] > answer.wanted[t]) return false;
  }
  return true;
}

template <class Work>
std::vector<double> timed(const Work& work) {
  std::vector<double> seconds;
  for (int run = 0; run < kRuns; ++run) {
    const auto begin = std::chrono::steady_clock::now();
    work();
    seconds.push_back(std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count());
  }
  std::sort(seconds.begin(), seconds.end());
  return seconds;
}

void print_times(std::string_view what, const std::vector<double>& seconds) {
  fmt::print("  {:<8} min {:.3f} s, median {:.3f} s, max {:.3f} s of {} runs\n", what, seconds.front(),
             seconds[seconds.size() / 2], seconds.back(), seconds.size());
}

struct Question {
  size_t rows;
  int64_t size;
  double bend;
  uint64_t seed;
};

// The first is the figure of the readme: a plan that can be met, about 20,000
// cells. Others are larger, or cannot be met.
constexpr Question kQuestions[] = {
    {1'000'000, 10'000, 5.5, 9}, {1'000'000, 10'000, 5.5, 1}, {1'000'000, 10'000, 5.5, 2},
    {100'000, 5'000, 3, 1},      {100'000, 5'000, 5, 2},      {10'000, 1'000, 3, 1},
    {10'000, 1'000, 5, 2},
};

bool measure(const Question& question) {
  const Plan& plan = builtin_plan();
  const Examples labels = made_up_labels(plan, question.rows, question.bend, question.seed);
  CellCounter counter(plan);
  counter.add(labels);
  const Cells& cells = counter.cells();
  const BalanceOptions options{.size = question.size, .seed = question.seed};
  const Balance answer = balance(cells, plan, options);
  fmt::print("{} rows in {} cells to {}: {} selected, bound {:.4f}, deviation {}\n", question.rows,
             cells.size(), question.size, answer.selected.size(), answer.certificate.bound, answer.deviation);
  if (!answer_holds(answer, cells)) {
    fmt::print("  WRONG: not the largest selection, or margins off\n");
    return false;
  }
  print_times("count", timed([&] { CellCounter(plan).add(labels); }));
  print_times("balance", timed([&] { balance(cells, plan, options); }));
  return true;
}

std::string processor() {
  std::ifstream file("/proc/cpuinfo");
  for (std::string line; std::getline(file, line);) {
    if (line.rfind("model name", 0) == 0) return line.substr(line.find(':') + 2);
  }
  return "unknown processor";
}

}  // namespace

int main() {
  fmt::print("machine: {}, {} threads; balance uses one\n", processor(), std::thread::hardware_concurrency());
  bool right = true;
  for (const Question& question : kQuestions) right = measure(question) && right;
  return right ? EXIT_SUCCESS : EXIT_FAILURE;
}
