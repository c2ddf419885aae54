#include "llm/requests.h"

namespace evenset {

std::vector<std::pair<size_t, size_t>> requests_for(std::span<const size_t> sizes, size_t most,
                                                    size_t most_bytes) {
  std::vector<std::pair<size_t, size_t>> out;
  size_t bytes = 0;
  for (size_t i = 0; i < sizes.size(); ++i) {
    bytes += sizes[i];
    const bool full = out.empty() || i - out.back().first == most || bytes > most_bytes;
    if (full) {
      out.emplace_back(i, i);
      bytes = sizes[i];
    }
    out.back().second = i + 1;
  }
  return out;
}

}  // namespace evenset
