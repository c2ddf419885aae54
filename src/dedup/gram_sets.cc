#include "dedup/gram_sets.h"

namespace evenset {

void GramSets::add(std::span<const uint64_t> grams, std::span<const uint32_t> sizes) {
  blocks_.push_back(std::make_unique_for_overwrite<uint64_t[]>(grams.size()));
  const uint64_t* at = blocks_.back().get();
  std::copy(grams.begin(), grams.end(), blocks_.back().get());
  for (const uint32_t size : sizes) {
    sets_.push_back({at, size});
    Signature& signature = signatures_.emplace_back();
    for (const uint64_t gram : std::span(at, size)) signature[gram >> 62] |= uint64_t{1} << (gram >> 56 & 63);
    at += size;
  }
}

}  // namespace evenset
