// Near duplicates by the definition: every pair, sets of strings.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace evenset::reference {

// The set of word n-grams; the whole text where it is shorter.
std::set<std::string> gram_strings(std::string_view text, size_t n);

// In the order given, a text is kept unless 1000·|n| >= t·|u| with a kept one;
// for each text the kept twin (of highest index, then first), or -1.
std::vector<int64_t> kept_twins(const std::vector<std::string>& texts, size_t n, uint64_t thousandths);

}  // namespace evenset::reference
