// A model that `evenset teach` made: one head for one dimension, on the vectors
// of one encoder.
//
//   const TaughtLabeller labeller(path, plan.dimensions, encoder);
//   const std::vector<float> vectors = encoder.rows(views);     // once for all heads
//   labels[i] = labeller.label(row i of vectors);
//
// The file is a safetensors file of kind "taught": the head's tensors and
// "values.DIM" as heads.h has them; `taught.rows` I8 [rows, 10], per row it was
// taught from eight bytes of its text's hash and two of the value that it got
// when held out (both little-endian), so that a later model can be compared with
// this one without flattering it; metadata "dimension", "doc", "accuracy" (held
// out), "encoder" (the checksum of the encoder's file).
#pragma once

#include <map>
#include <string>

#include "models/heads.h"
#include "models/row_encoder.h"

namespace evenset {

struct TaughtModel {
  static constexpr std::string_view kKind = "taught";

  Head head;
  std::string doc;
  double accuracy = 0;                    // 0..1, cross-validated
  std::string encoder;                    // RowEncoder::checksum()
  std::map<uint64_t, uint16_t> held_out;  // by row_key: the value it got when held out

  // The value of a row by the encoder's vectors of it, and the calibrated belief.
  Label label(std::span<const float> vectors) const;
};

// What tells a row from others: a hash of its turns.
uint64_t row_key(const RowView& row);

// Throws Error{input} where anything is missing or does not fit the rest.
// `width` is the encoder's RowEncoder::row_width().
TaughtModel read_taught(const Tensors& tensors, size_t width);

// The whole file. The same model gives the same bytes.
std::string taught_file(const TaughtModel& model);

// A taught model at work for a plan.
class TaughtLabeller {
 public:
  // Throws Error{io} or Error{input} for a file that cannot be used, that stands
  // on another encoder, whose dimension is none of `dimensions` or whose values
  // that dimension no longer has.
  TaughtLabeller(const std::string& path, std::span<const Dimension> dimensions, const RowEncoder& encoder);

  size_t dimension() const { return dimension_; }  // index into `dimensions`
  // `vectors`: one row's, as RowEncoder::rows gives them.
  Label label(std::span<const float> vectors) const;

 private:
  TaughtModel model_;
  size_t dimension_ = 0;
  std::vector<int16_t> value_;  // the model's value -> the dimension's
};

}  // namespace evenset
