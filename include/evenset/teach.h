// Teaching a dimension: a model from rows that somebody labelled.
//
//   Teacher teacher({.dimension = "domain"});
//   while (reader.next(batch)) teacher.add(batch, 4);
//   Taught taught = teacher.teach(4);          // throws where the rows cannot teach
//   write(taught.file, "evenset-models/domain.safetensors");
//
// The model is multinomial logistic regression on the encoder's vectors of a row
// (question and response together). Its strength is found by five-fold
// cross-validation, its confidences are calibrated on the held-out rows.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "evenset/dimension.h"

namespace evenset {

// Where `evenset teach` puts models, and where the commands look for them.
inline constexpr std::string_view kTaughtFolder = "evenset-models";

// The files FOLDER/DIMENSION.safetensors that are there, for AnnotatorOptions::taught.
// Files of other dimensions are not touched.
std::vector<std::string> taught_files(const std::string& folder, std::span<const Dimension> dimensions);

struct TeachOptions {
  std::string dimension;
  // The dimension's sentence and values, from the plan. No values: those that the
  // rows hold, by name.
  std::string doc = {};
  std::vector<std::string> values = {};
  // The rows' own member that holds the value, one that no shape knows; "":
  // `evenset.labels`, where people, LLMs or the rows' own source gave it.
  std::string field = {};
  // Fewer different questions of a value teach nothing that could be checked.
  uint64_t least_rows = 8;
  // Labelled rows beyond these are counted, not used: 63 MB of vectors.
  uint64_t most_rows = 20'000;
  uint64_t seed = 0;
  // The encoder's file; "": the one that is compiled in.
  std::string encoder = {};
};

// A share and its 95 % interval.
struct Estimate {
  double value = 0, low = 0, high = 0;
};

struct Taught {
  struct Value {
    std::string name;
    uint64_t rows = 0;                 // taught from
    double precision = 0, recall = 0;  // on held-out rows; NaN where nothing was so called
  };
  std::vector<Value> values;
  // On held-out rows. Accuracy: Wilson's interval; macro-F1 (the mean of the
  // values' F1): 1,000 seeded bootstrap samples of the rows.
  Estimate accuracy, macro_f1;
  double majority = 0;     // accuracy of always giving the commonest value
  double calibration = 0;  // expected calibration error, ten bins of confidence
  double strength = 0, temperature = 1;
  std::string file;  // the model's bytes
};

// What became of the rows.
struct TeachRows {
  uint64_t read = 0, used = 0;
  uint64_t unlabelled = 0;     // no label of the dimension, or "unknown"
  uint64_t by_machine = 0;     // labelled by a rule or a model: a copy of it would be learned
  uint64_t strange = 0;        // a label that is none of the plan's values
  uint64_t empty = 0;          // no text
  uint64_t repeated = 0;       // the same row with the same label again
  uint64_t beyond = 0;         // over TeachOptions::most_rows
  uint64_t contradictory = 0;  // of the used: rows whose equal has another label
};

class Teacher {
 public:
  // Throws Error{usage} for a dimension without a name, Error as TextEncoder does.
  explicit Teacher(TeachOptions options);
  ~Teacher();
  Teacher(Teacher&&) noexcept;

  // Take the labelled rows of a batch and encode them. Cost: some 10 ms a row of
  // 64 pieces, shared out over `threads`; the same whatever their number. Throws
  // Error{input} for values that cannot be names.
  void add(const Examples& batch, int threads = 1);

  const TeachRows& rows() const;

  // Throws Error{input} for fewer than two values, or fewer than `least_rows`
  // different questions of a value, and says which. Cost: 20,000 rows of ten
  // values some 20 s of one core, 500 rows one second; encoding takes longer.
  Taught teach(int threads = 1) const;

  // How often a model that was taught before is right on these rows. A row that
  // it was taught from counts as it was judged when held out. None where the
  // model stands on another encoder. Throws Error{input} for a file that is no
  // sound model, Error{usage} for one of another dimension.
  std::optional<double> accuracy_of(const std::string& model_file) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace evenset
