// What one dimension's rules say to another: the labels, with named values.
//
// The enumerators stand in the order of the dimension's values.
#pragma once

#include "dimensions/evidence.h"
#include "evenset/dimension.h"

namespace evenset {

enum class Type : int16_t { factual, how_to, comparative, troubleshooting, multi_step, other };
enum class Reason : int16_t {
  none,
  out_of_scope,
  unethical,
  outdated,
  unknown,
  competitor,
  roadmap,
  personal
};
enum class Behaviour : int16_t { answers, clarifies, corrects, declines, unknown_answer, empty };

Label judged_type(const RowView& row);
Label judged_negative(const RowView& row);
Label judged_behaviour(const RowView& row);
Label judged_ambiguous(const RowView& row);    // 0 no, 1 yes
Label judged_adversarial(const RowView& row);  // 0 no, 1 yes

template <class Value>
Label as_label(Value value, double confidence) {
  return {static_cast<int16_t>(value), static_cast<float>(confidence)};
}

template <class Value>
bool is(const Label& label, Value value) {
  return label.value == static_cast<int16_t>(value);
}

// 0.5 where the score just reaches its threshold, towards `most` above it.
inline double surer(double score, double threshold, double most = 0.95) {
  const double over = score - threshold;
  return over <= 0 ? 0.5 : 0.5 + (most - 0.5) * over / (over + 1);
}

}  // namespace evenset
