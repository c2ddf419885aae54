// How long does it take to balance a pool on its labels alone?
//
// Pools are made up (pools.h). Each answer is checked before it is timed:
// the margins are recounted, and the selection must be provably the largest,
// the list of what to write provably the smallest.
#include "evenset/balance.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <thread>

#include "pools.h"

namespace {

using namespace evenset;

constexpr int kRuns = 5;

bool answer_holds(const Balance& answer, const Cells& cells) {
  if (!answer.optimal || !answer.shortfall_proof.proven) return false;
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
  double flagged = 1;
};

// The first is the figure of the readme: a plan that can be met, about 20,000
// cells. Others are larger, or cannot be met.
constexpr Question kQuestions[] = {
    {1'000'000, 10'000, 5.5, 9},        {1'000'000, 10'000, 5.5, 1}, {1'000'000, 10'000, 5.5, 2},
    {1'000'000, 50'000, 5.5, 1},        {1'000'000, 50'000, 5, 3},   {1'000'000, 10'000, 5.5, 9, 0.001},
    {1'000'000, 10'000, 5.5, 1, 0.003}, {100'000, 5'000, 3, 1},      {100'000, 5'000, 5, 2},
    {100'000, 5'000, 3, 1, 0.01},       {10'000, 1'000, 3, 1},       {10'000, 1'000, 5, 2},
};

bool measure(const Question& question) {
  const Plan& plan = builtin_plan();
  const Examples labels = made_up_labels(plan, question.rows, question.bend, question.seed, question.flagged);
  CellCounter counter(plan);
  counter.add(labels);
  const Cells& cells = counter.cells();
  const BalanceOptions options{.size = question.size, .seed = question.seed};
  const Balance answer = balance(cells, plan, options);
  fmt::print("{} rows in {} cells to {}: {} selected, bound {:.4f}, deviation {}\n", question.rows,
             cells.size(), question.size, answer.selected.size(), answer.certificate.bound, answer.deviation);
  if (!answer.shortfall.empty()) {
    fmt::print("  to write: {}; bound {:.4f}, {} kinds\n", answer.shortfall_proof.words,
               answer.shortfall_proof.bound, answer.shortfall.size());
  }
  if (!answer_holds(answer, cells)) {
    fmt::print("  WRONG: not the largest selection or the smallest list, or margins off\n");
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
