// How two dimensions should meet: a table with given margins and zeros.
//
// Whether there is one at all is a question of flow: each target of the first
// dimension sends its count to targets of the second that it may meet. Raking
// alone could not tell, it only fails to converge.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "evenset/error.h"
#include "evenset/slots.h"
#include "plan/exclusions.h"

namespace evenset {
namespace {

constexpr int kMostRounds = 5000;
constexpr double kTolerance = 1e-9;  // of all items, in each margin
constexpr size_t kNone = static_cast<size_t>(-1);

// Margins, and which cells may hold anything.
struct Frame {
  std::vector<int64_t> row, column;
  std::vector<char> open;  // [i * column.size() + j]
  bool has_zeros = false;
};

class Flow {
 public:
  explicit Flow(const Frame& frame)
      : frame_(frame), columns_(frame.column.size()), supply_(frame.row), room_(frame.column) {
    through_.assign(frame.open.size(), 0);
  }

  // Whether all rows can be sent.
  bool all_sent() {
    for (size_t i = 0; i < supply_.size(); ++i) {
      while (supply_[i] > 0) {
        if (!send_some(i)) return false;
      }
    }
    return true;
  }

 private:
  // Along the shortest way from row `from` to a column with room, past rows
  // that can turn elsewhere.
  bool send_some(size_t from) {
    std::vector<size_t> row_before(columns_, kNone), column_before(supply_.size(), kNone), queue{from};
    for (size_t next = 0; next < queue.size(); ++next) {
      const size_t i = queue[next];
      for (size_t j = 0; j < columns_; ++j) {
        if (!frame_.open[i * columns_ + j] || row_before[j] != kNone) continue;
        row_before[j] = i;
        if (room_[j] > 0) {
          send(from, j, row_before, column_before);
          return true;
        }
        for (size_t k = 0; k < supply_.size(); ++k) {
          if (through_[k * columns_ + j] == 0 || k == from || column_before[k] != kNone) continue;
          column_before[k] = j;
          queue.push_back(k);
        }
      }
    }
    return false;
  }

  void send(size_t from, size_t to, const std::vector<size_t>& row_before,
            const std::vector<size_t>& column_before) {
    int64_t amount = std::min(supply_[from], room_[to]);
    for (size_t i = row_before[to]; i != from; i = row_before[column_before[i]])
      amount = std::min(amount, through_[i * columns_ + column_before[i]]);
    supply_[from] -= amount;
    room_[to] -= amount;
    for (size_t j = to;;) {
      const size_t i = row_before[j];
      through_[i * columns_ + j] += amount;
      if (i == from) return;
      j = column_before[i];
      through_[i * columns_ + j] -= amount;
    }
  }

  const Frame& frame_;
  size_t columns_;
  std::vector<int64_t> supply_, room_, through_;
};

// Scale rows, then columns, to their margins; returns how far the rows were off.
double rake_once(const Frame& frame, std::vector<double>& cell) {
  const size_t rows = frame.row.size(), columns = frame.column.size();
  double off = 0;
  for (size_t i = 0; i < rows; ++i) {
    double sum = 0;
    for (size_t j = 0; j < columns; ++j) sum += cell[i * columns + j];
    const auto wanted = static_cast<double>(frame.row[i]);
    off = std::max(off, std::abs(sum - wanted));
    for (size_t j = 0; j < columns && sum > 0; ++j) cell[i * columns + j] *= wanted / sum;
  }
  for (size_t j = 0; j < columns; ++j) {
    double sum = 0;
    for (size_t i = 0; i < rows; ++i) sum += cell[i * columns + j];
    const auto wanted = static_cast<double>(frame.column[j]);
    for (size_t i = 0; i < rows && sum > 0; ++i) cell[i * columns + j] *= wanted / sum;
  }
  return off;
}

Frame frame_of(const Plan& plan, const std::vector<int64_t>& counts, size_t a, size_t b) {
  const Exclusions impossible(plan);
  std::vector<size_t> of_a, of_b;
  for (size_t t = 0; t < plan.targets.size(); ++t) {
    if (plan.targets[t].dimension == a) of_a.push_back(t);
    if (plan.targets[t].dimension == b) of_b.push_back(t);
  }
  Frame out;
  for (const size_t t : of_a) out.row.push_back(counts[t]);
  for (const size_t t : of_b) out.column.push_back(counts[t]);
  for (const size_t t : of_a) {
    for (const size_t u : of_b) {
      out.open.push_back(impossible(t, u) ? 0 : 1);
      out.has_zeros |= impossible(t, u);
    }
  }
  return out;
}

}  // namespace

std::vector<double> two_way_table(const Plan& plan, const std::vector<int64_t>& counts, size_t dimension_a,
                                  size_t dimension_b) {
  const Frame frame = frame_of(plan, counts, dimension_a, dimension_b);
  int64_t size = 0;
  for (const int64_t count : frame.row) size += count;
  std::vector<double> cell(frame.open.size());
  for (size_t c = 0; c < cell.size() && size > 0; ++c) {
    const int64_t product = frame.row[c / frame.column.size()] * frame.column[c % frame.column.size()];
    cell[c] = frame.open[c] ? static_cast<double>(product) / static_cast<double>(size) : 0;
  }
  if (!frame.has_zeros) return cell;
  if (!Flow(frame).all_sent()) {
    throw Error(
        ErrorKind::input,
        fmt::format("{}: the counts of {} and {} at {} examples leave no room beside their impossible pairs; "
                    "change these targets or `impossible`",
                    plan.file.empty() ? "built-in plan" : plan.file, plan.dimensions[dimension_a].name,
                    plan.dimensions[dimension_b].name, size),
        plan.file);
  }
  for (int round = 0; round < kMostRounds; ++round) {
    if (rake_once(frame, cell) <= kTolerance * static_cast<double>(size)) break;
  }
  return cell;
}

}  // namespace evenset
