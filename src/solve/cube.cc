// The flight goes like the simplex method: there is a basis of cells whose columns (one
// place in a target of each dimension) are independent, and its inverse. A cell that
// enters is made up of basic ones in one way; moving it against these keeps every
// margin, and goes on until one of them is whole. Up or down is drawn so that the
// expected move is none.
#include "solve/cube.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "solve/random.h"

namespace evenset {
namespace {

constexpr double kNothing = 1e-8;  // entries of an inverse of 0/1 columns are small fractions
constexpr double kWhole = 1e-9;    // a mass this near to a whole number is one
constexpr double kBorder = 1e-12;  // this near to 0 or 1 is there
constexpr size_t kRefactor = 100;  // pivots until rounding errors are worth a new inverse
constexpr int kLandings = 1000;    // a try is some hundred additions
constexpr uint32_t kFree = ~0u;    // a row of the basis without a cell

double chance(Random& random) { return static_cast<double>(random.next() >> 11) * 0x1p-53; }

bool between(double part) { return part > 0 && part < 1; }

class Flight {
 public:
  // `parts`: by cell, from 0 to 1; moved in place.
  Flight(const Cells& cells, size_t targets, std::vector<double>& parts, Random& random)
      : cells_(cells), parts_(parts), random_(random), rows_(targets), made_of_(targets) {
    reset();
  }

  void enter(uint32_t cell) {
    express(cell);
    if (const size_t row = widest_free_row(); row < rows_) return pivot(row, cell);
    if (const size_t row = move(cell); row < rows_) pivot(row, cell);
    if (pivots_ > kRefactor) refactor();
  }

 private:
  struct Step {
    double length;
    size_t stops_at;  // the row of the basis whose cell is whole first; none: the entering cell
  };

  void reset() {
    basis_.assign(rows_, kFree);
    inverse_.assign(rows_ * rows_, 0.0);
    for (size_t i = 0; i < rows_; ++i) inverse_[i * rows_ + i] = 1;
    pivots_ = 0;
  }

  void refactor() {
    std::vector<uint32_t> cells = basis_;
    reset();
    for (const uint32_t cell : cells)
      if (cell != kFree && between(parts_[cell])) enter(cell);
    pivots_ = 0;
  }

  // The cell's column as a sum of basic ones.
  void express(uint32_t cell) {
    std::fill(made_of_.begin(), made_of_.end(), 0.0);
    for (size_t d = 0; d < cells_.dimensions; ++d) {
      const double* column = &inverse_[cells_.at(cell, d) * rows_];
      for (size_t i = 0; i < rows_; ++i) made_of_[i] += column[i];
    }
    for (double& value : made_of_)
      if (std::abs(value) < kNothing) value = 0;
  }

  // A row that the cell needs and no basic cell holds: the column is independent.
  size_t widest_free_row() const {
    size_t best = rows_;
    for (size_t i = 0; i < rows_; ++i) {
      if (basis_[i] != kFree || made_of_[i] == 0) continue;
      if (best == rows_ || std::abs(made_of_[i]) > std::abs(made_of_[best])) best = i;
    }
    return best;
  }

  // How far the cell can go up (sign 1) or down (-1).
  Step step(uint32_t cell, double sign) const {
    Step out{sign > 0 ? 1 - parts_[cell] : parts_[cell], rows_};
    for (size_t i = 0; i < rows_; ++i) {
      if (made_of_[i] == 0) continue;
      const double part = parts_[basis_[i]], by = -sign * made_of_[i];
      const double length = (by > 0 ? 1 - part : part) / std::abs(by);
      if (length < out.length) out = {length, i};
    }
    return out;
  }

  // Returns the row whose cell is whole now; rows_ where it is the entering one.
  size_t move(uint32_t cell) {
    const Step up = step(cell, 1), down = step(cell, -1);
    const bool rises = chance(random_) * (up.length + down.length) < down.length;
    const Step& taken = rises ? up : down;
    const double by = rises ? taken.length : -taken.length;
    shift(cell, by);
    for (size_t i = 0; i < rows_; ++i)
      if (made_of_[i] != 0) shift(basis_[i], -by * made_of_[i]);
    double& stopped = parts_[taken.stops_at < rows_ ? basis_[taken.stops_at] : cell];
    stopped = std::round(stopped);
    return taken.stops_at;
  }

  void shift(uint32_t cell, double by) {
    double& part = parts_[cell];
    part += by;
    if (std::abs(part - std::round(part)) < kBorder) part = std::round(part);
  }

  // The cell that was expressed last takes a row of the basis.
  void pivot(size_t row, uint32_t cell) {
    basis_[row] = cell;
    ++pivots_;
    for (size_t column = 0; column < rows_; ++column) {
      double* entries = &inverse_[column * rows_];
      const double share = entries[row] / made_of_[row];
      if (share == 0) continue;
      for (size_t i = 0; i < rows_; ++i) entries[i] -= made_of_[i] * share;
      entries[row] = share;
    }
  }

  const Cells& cells_;
  std::vector<double>& parts_;
  Random& random_;
  size_t rows_, pivots_ = 0;
  std::vector<uint32_t> basis_;  // by row
  std::vector<double> inverse_;  // of the basis, column by column
  std::vector<double> made_of_;  // by row: what the entering cell is made of
};

// Masses in whole rows and parts of one, the latter by cell.
struct Split {
  std::vector<int64_t> whole;
  std::vector<double> part;
  std::vector<uint32_t> between;  // cells with a part

  Split(const Cells& cells, const std::vector<double>& masses) : whole(cells.size()), part(cells.size()) {
    for (uint32_t c = 0; c < cells.size(); ++c) {
      const double below = std::max(0.0, std::floor(masses[c] + kWhole));
      whole[c] = std::min(static_cast<int64_t>(below), cells.available[c]);
      if (whole[c] == cells.available[c] || masses[c] - below < kWhole) continue;
      part[c] = masses[c] - below;
      between.push_back(c);
    }
  }
};

int64_t distance(const std::vector<int64_t>& open) {
  return std::accumulate(open.begin(), open.end(), int64_t{0},
                         [](int64_t sum, int64_t places) { return sum + std::abs(places); });
}

}  // namespace

std::vector<double> flown(const Cells& cells, const std::vector<double>& masses, size_t targets,
                          uint64_t seed) {
  Split split(cells, masses);
  Random random(seed);
  random.shuffle(split.between);
  Flight flight(cells, targets, split.part, random);
  for (const uint32_t cell : split.between) flight.enter(cell);
  std::vector<double> out(split.whole.begin(), split.whole.end());
  for (const uint32_t cell : split.between) out[cell] += split.part[cell];
  return out;
}

std::vector<int64_t> landed(const Cells& cells, const std::vector<double>& masses,
                            const std::vector<int64_t>& margins, uint64_t seed) {
  const Split split(cells, masses);
  std::vector<int64_t> open = margins, out = split.whole;
  for (size_t c = 0; c < cells.size(); ++c)
    for (size_t d = 0; d < cells.dimensions; ++d) open[cells.at(c, d)] -= out[c];
  Random random(seed);
  std::vector<uint32_t> best, up;
  int64_t least = INT64_MAX;
  for (int landing = 0; landing < kLandings && !split.between.empty(); ++landing) {
    std::vector<int64_t> left = open;
    up.clear();
    for (const uint32_t cell : split.between) {
      if (chance(random) >= split.part[cell]) continue;
      up.push_back(cell);
      for (size_t d = 0; d < cells.dimensions; ++d) --left[cells.at(cell, d)];
    }
    if (distance(left) >= least) continue;
    least = distance(left);
    best = up;
  }
  for (const uint32_t cell : best) ++out[cell];
  return out;
}

}  // namespace evenset
