// The encoder as BERT's paper has it: one row, double precision, plain loops.
#pragma once

#include <vector>

#include "models/row_tokens.h"
#include "reference/model_file.h"

namespace evenset::reference {

// Vector of the first piece, then the mean over all pieces.
std::vector<double> encoded(const ModelFile& model, const PackedRows& rows, size_t row);

}  // namespace evenset::reference
