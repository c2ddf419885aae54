// The way back from the column "extra" (forms/extra.h) to the example.
#pragma once

#include <string_view>

#include "evenset/examples.h"

namespace evenset {

// Undo Layout for the last row of `examples`, which holds what its own members
// say. `json` is a valid object's text. Id, labels and unknown members come
// back, turns fall into place. Where the object does not fit the row (edited
// since, a key twice, or never written by us), nothing is guessed: the text is
// kept as the unknown member "extra" and false returned.
// Cost: a copy of the row's texts where turns are restored, else of `json`.
bool restore_extra(Examples& examples, size_t row, std::string_view json);

}  // namespace evenset
