// Every built-in dimension, in the codebook's order.
#include "evenset/dimension.h"

namespace evenset {

extern const Dimension question_type, difficulty, openness, ambiguous, adversarial, adversarial_kind,
    negative, behaviour, input_length, response_length, tone, examples, turns, turn_kind, language_style,
    domain;

std::span<const Dimension* const> builtin_dimensions() {
  static const Dimension* const kAll[] = {&question_type, &difficulty,       &openness,       &ambiguous,
                                          &adversarial,   &adversarial_kind, &negative,       &behaviour,
                                          &input_length,  &response_length,  &tone,           &examples,
                                          &turns,         &turn_kind,        &language_style, &domain};
  return kAll;
}

}  // namespace evenset
