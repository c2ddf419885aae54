// Trains the fast tier: hashed n-grams, linear, all dimensions at once.
//
//   train_fast rows.jsonl --out fast.safetensors     # the weights
//   train_fast rows.jsonl --cv                       # how good: sources left out
//
// The same rows give the same bytes, whatever the threads.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <fstream>

#include "evenset/error.h"
#include "fast/fit.h"
#include "models/fast_file.h"

namespace {

using namespace evenset;
using namespace evenset::train;

void print_measured(const FastSet& set, const std::vector<Measured>& all) {
  fmt::print("{:<17} {:>6} {:>9} {:>9} {:>9} {:>6} {:>6} {:>6}\n", "dimension", "rows", "macro-F1",
             "question", "accuracy", "ECE", "C", "T");
  for (size_t d = 0; d < all.size(); ++d) {
    const Measured& one = all[d];
    fmt::print("{:<17} {:>6} {:>9.3f} {:>9.3f} {:>9.3f} {:>6.3f} {:>6} {:>6.2f}\n", set.dimensions[d].name,
               one.rows, one.macro_f1, one.question_f1, one.accuracy, one.calibration_error, one.cost,
               set.dimensions[d].temperature);
  }
}

void write(const std::string& path, const std::string& bytes) {
  std::ofstream out(path, std::ios::binary);
  if (!out.write(bytes.data(), static_cast<std::streamsize>(bytes.size())).flush())
    throw Error(ErrorKind::io, path + ": cannot be written");
}

double seconds_since(std::chrono::steady_clock::time_point begin) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

struct Wanted {
  std::vector<std::string> files;
  std::string out, shape = FeatureShape().text();
  bool cv = false;
  float stripped = 0.5f;
  FitOptions fit;
};

void make_model(const Wanted& wanted) {
  const auto begin = std::chrono::steady_clock::now();
  const FeatureShape shape = FeatureShape::parse(wanted.shape);
  FastSet set = read_fast_set(wanted.files, shape, wanted.stripped);
  fmt::print(
      stderr, "{} rows, {:.0f} features a row, read in {:.1f} s\n", set.size(),
      static_cast<double>(set.rows.feature_count()) / static_cast<double>(std::max<size_t>(set.size(), 1)),
      seconds_since(begin));
  const std::vector<Measured> measured = calibrate(set, wanted.fit);
  fmt::print(stderr, "measured and calibrated after {:.1f} s\n", seconds_since(begin));
  if (wanted.cv || wanted.out.empty()) print_measured(set, measured);
  if (wanted.out.empty()) return;
  const std::string file = fast_weights_file(fit_weights(set, shape, measured, wanted.fit));
  write(wanted.out, file);
  fmt::print(stderr, "{}: {} bytes after {:.1f} s\n", wanted.out, file.size(), seconds_since(begin));
}

}  // namespace

int main(int argc, char** argv) {
  Wanted wanted;
  CLI::App app("Train the fast tier of annotators.");
  app.add_option("files", wanted.files, "rows with \"labels\", \"weight\", \"fold\"")->required();
  app.add_option("--out", wanted.out, "the model's file");
  app.add_flag("--cv", wanted.cv, "print how well each dimension is judged on sources left out");
  app.add_option("--c", wanted.fit.costs, "cost of error; the best of several")->delimiter(',');
  app.add_option("--folds", wanted.fit.folds, "parts that sources are dealt to")->check(CLI::Range(2, 50));
  app.add_option("--epochs", wanted.fit.epochs, "passes over the rows, at most")->check(CLI::Range(1, 1000));
  app.add_option("--threads", wanted.fit.threads, "threads")->check(CLI::Range(1, 64));
  app.add_option("--without-response", wanted.stripped, "weight of a row's repetition without its response");
  app.add_option("--shape", wanted.shape, "which n-grams are read of how much, as FeatureShape::text");
  CLI11_PARSE(app, argc, argv);
  try {
    make_model(wanted);
  } catch (const Error& fault) {
    fmt::print(stderr, "train_fast: {}\n", fault.what());
    return 2;
  }
  return 0;
}
