// The obvious versions of the metrics, over all words or texts at once.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace evenset::reference {

using Words = std::vector<std::string>;

// Words by the definition in src/text/ngrams.h.
Words words(const std::string& text);

double mattr(const Words& words, size_t window);
// Words per factor over texts taken one by one, both directions.
double mtld(const std::vector<Words>& texts);
double hdd(const Words& words, size_t drawn);

// Share of texts that have 30 % of their n-grams in one other text.
double overlap_share(const std::vector<Words>& texts, size_t n);

// Texts with a Jaccard index of `over`/`under` or more to an earlier one.
std::vector<bool> near_an_earlier(const std::vector<Words>& texts, size_t n, size_t over, size_t under);

}  // namespace evenset::reference
