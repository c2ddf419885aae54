// What held-out rows say of a taught model.
#pragma once

#include "evenset/teach.h"
#include "models/multinomial.h"

namespace evenset {

// All of Taught but the file.
Taught judged(const LabelledVectors& data, const CrossValidated& held_out,
              const std::vector<std::string>& values, uint64_t seed);

}  // namespace evenset
