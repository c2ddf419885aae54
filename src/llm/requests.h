// Which things share a request.
#pragma once

#include <cstddef>
#include <span>
#include <utility>
#include <vector>

namespace evenset {

// Requests as [begin, end), in order, for things of these sizes: `most` things and
// `most_bytes` together, but at least one thing. They depend on nothing else.
std::vector<std::pair<size_t, size_t>> requests_for(std::span<const size_t> sizes, size_t most,
                                                    size_t most_bytes);

}  // namespace evenset
