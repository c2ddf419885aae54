// How many rows does the fast tier label in a second, in all dimensions?
//
//   bench_fast POOL [MODEL]
//
// Questions alone (60-100 bytes, from the pool) on one core, then the whole pool
// on two, reading included. Without a model its weights are made up, which takes
// the same time. Labels of rows taken together and one by one must be equal.
// Other work on the machine disturbs the clock, so processor time stands beside.
#include <fmt/format.h>
#include <time.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <thread>

#include "evenset/error.h"
#include "evenset/format.h"
#include "models/fast_file.h"
#include "solve/random.h"

namespace {

using namespace evenset;

constexpr int kRuns = 7;
constexpr size_t kQuestions = 20'000, kBlock = 256;

FastWeights made_up_weights() {
  FastWeights out;
  for (const Dimension* dimension : builtin_dimensions()) {
    if (dimension->exact) continue;
    FastDimension& judged = out.dimensions.emplace_back();
    judged.name = dimension->name;
    judged.values = dimension->values;
    judged.lift.assign(judged.values.size(), 0.0f);
    out.scale.resize(out.scale.size() + judged.columns(), 0.1f);
  }
  out.bias.resize(out.columns());
  Random random(1);
  out.table.resize(out.features() * out.columns());
  for (int8_t& weight : out.table) weight = static_cast<int8_t>(random.next());
  return out;
}

struct Time {
  double wall = 1e9, cpu = 1e9;
};

double cpu_seconds() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

// The best of all runs.
template <class Work>
Time best_time(const Work& work) {
  Time best;
  for (int run = 0; run < kRuns; ++run) {
    const auto begin = std::chrono::steady_clock::now();
    const double cpu = cpu_seconds();
    work();
    best.cpu = std::min(best.cpu, cpu_seconds() - cpu);
    best.wall =
        std::min(best.wall, std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count());
  }
  return best;
}

std::vector<std::string> short_questions(const std::string& pool) {
  std::vector<std::string> out;
  Reader reader({pool});
  for (Examples batch; out.size() < kQuestions && reader.next(batch);)
    for (size_t i = 0; i < batch.size() && out.size() < kQuestions; ++i)
      if (const auto question = batch.question(i); question.size() >= 60 && question.size() <= 100)
        out.emplace_back(question);
  return out;
}

// Views are made as they would be for rows that were just read.
void label_questions(const FastModel& model, const std::vector<std::string>& questions,
                     std::vector<Label>& out) {
  const size_t dimensions = model.dimensions().size();
  std::vector<RowView> views;
  for (size_t begin = 0; begin < questions.size(); begin += kBlock) {
    views.clear();
    for (size_t i = begin; i < std::min(begin + kBlock, questions.size()); ++i)
      views.emplace_back(questions[i], "");
    model.label(views, std::span(out).subspan(begin * dimensions, views.size() * dimensions));
  }
}

size_t label_part(const FastModel& model, const Examples& batch, size_t begin, size_t end) {
  std::vector<RowView> views;
  std::vector<Label> labels;
  size_t given = 0;
  while (begin < end) {
    const size_t stop = std::min(begin + kBlock, end);
    views.clear();
    for (; begin < stop; ++begin) views.emplace_back(batch, begin);
    labels.resize(views.size() * model.dimensions().size());
    model.label(views, labels);
    given += static_cast<size_t>(
        std::count_if(labels.begin(), labels.end(), [](const Label& label) { return label.value >= 0; }));
  }
  return given;
}

size_t label_pool(const FastModel& model, const std::string& pool, size_t& rows) {
  Reader reader({pool});
  size_t given = 0;
  rows = 0;
  for (Examples batch; reader.next(batch); rows += batch.size()) {
    const size_t half = batch.size() / 2;
    size_t other = 0;
    {
      std::jthread thread([&] { other = label_part(model, batch, 0, half); });
      given += label_part(model, batch, half, batch.size());
    }
    given += other;
  }
  return given;
}

bool measure(const std::string& pool, const FastModel& model) {
  const auto questions = short_questions(pool);
  const size_t dimensions = model.dimensions().size();
  std::vector<Label> labels(questions.size() * dimensions), one(dimensions);
  label_questions(model, questions, labels);
  for (size_t i = 0; i < questions.size(); i += 97) {
    const RowView view(questions[i], "");
    model.label({&view, 1}, one);
    const auto same = [](const Label& a, const Label& b) { return a.value == b.value; };
    if (!std::equal(one.begin(), one.end(), labels.begin() + static_cast<long>(i * dimensions), same)) {
      fmt::print("WRONG: a row has other labels alone\n");
      return false;
    }
  }
  const Time asked = best_time([&] { label_questions(model, questions, labels); });
  const double count = static_cast<double>(questions.size());
  fmt::print("{} questions, one core: {:.0f} a second by the clock, {:.0f} by processor time (best of {})\n",
             questions.size(), count / asked.wall, count / asked.cpu, kRuns);
  size_t rows = 0, given = 0;
  const Time whole = best_time([&] { given = label_pool(model, pool, rows); });
  fmt::print(
      "{} rows of the pool, {} labels, two cores, reading included: {:.2f} s, {:.2f} s of processor time\n",
      rows, given, whole.wall, whole.cpu);
  return true;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    fmt::print(stderr, "bench_fast POOL [MODEL]\n");
    return 2;
  }
  try {
    const FastModel model(argc > 2 ? read_fast_weights(Tensors::open(argv[2], kFastKind))
                                   : made_up_weights());
    return measure(argv[1], model) ? EXIT_SUCCESS : EXIT_FAILURE;
  } catch (const Error& fault) {
    fmt::print(stderr, "bench_fast: {}\n", fault.what());
    return 2;
  }
}
