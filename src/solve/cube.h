// Whole counts by chance that keep all margins: the cube method.
#pragma once

#include "evenset/balance.h"

namespace evenset {

// Masses moved to whole numbers by chance, each up or down to the next one, while what
// the cells of every target come to stays as it is: the flight of the cube method (Deville
// & Tillé 2004, in the fast form of Chauvet & Tillé 2006). The expectation of every
// cell is its mass. No more cells are left between whole numbers than there are
// independent targets (targets less dimensions, plus 1). Masses are 0 or more; none goes
// above the next whole number. Cost: 40 targets, 90,000 cells: a tenth of a second.
std::vector<double> flown(const Cells& cells, const std::vector<double>& masses, size_t targets,
                          uint64_t seed);

// What is left of a flight, rounded by chance; of many tries the one that is
// nearest to `margins` over all targets. Counts are from 0 to what is available.
std::vector<int64_t> landed(const Cells& cells, const std::vector<double>& masses,
                            const std::vector<int64_t>& margins, uint64_t seed);

}  // namespace evenset
