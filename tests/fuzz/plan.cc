// Any bytes as a plan: taken or refused as an Error, nothing else; what is taken
// gives counts that add up.
#include "evenset/plan.h"

#include <cstdlib>
#include <map>

#include "evenset/error.h"

using namespace evenset;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  try {
    Plan plan = parse_plan({reinterpret_cast<const char*>(data), size}, "fuzz.yaml");
    Counts counts = whole_counts(plan, 1000);
    std::map<size_t, int64_t> sums;
    for (size_t t = 0; t < plan.targets.size(); ++t) sums[plan.targets[t].dimension] += counts.count[t];
    for (const auto& [dimension, sum] : sums)
      if (counts.feasible && sum != 1000) std::abort();
  } catch (const Error&) {
  }
  return 0;
}
