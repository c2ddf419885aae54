// ROUGE-L as `rouge_score` writes it down, slow and plain.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace evenset::reference {

// Words of ASCII text: lower case, runs of [a-z0-9]. Other bytes separate.
std::vector<std::string> rouge_words(std::string_view text);
// F1 by the table of the longest common subsequence.
double rouge_l(const std::vector<std::string>& target, const std::vector<std::string>& prediction);
// The first of highest F1 above the threshold.
std::optional<size_t> nearest(const std::vector<std::vector<std::string>>& kept,
                              const std::vector<std::string>& text, double threshold);

}  // namespace evenset::reference
