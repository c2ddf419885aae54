#include "dedup/equal_rows.h"

#include <bit>

namespace evenset {

EqualRows::EqualRows(std::span<const Hash128> hashes)
    : first_(hashes.size(), kNone), kept_(hashes.size(), kNone) {
  std::vector<uint32_t> slots(std::bit_ceil(2 * hashes.size() + 1), kNone);
  for (uint32_t row = 0; row < hashes.size(); ++row) {
    if (hashes[row] == Hash128()) continue;
    size_t at = hashes[row].lo & (slots.size() - 1);
    while (slots[at] != kNone && hashes[slots[at]] != hashes[row]) at = (at + 1) & (slots.size() - 1);
    if (slots[at] == kNone) slots[at] = row;
    first_[row] = slots[at];
  }
}

}  // namespace evenset
