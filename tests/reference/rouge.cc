#include "reference/rouge.h"

#include <algorithm>

namespace evenset::reference {

std::vector<std::string> rouge_words(std::string_view text) {
  std::vector<std::string> out;
  std::string word;
  for (char c : std::string(text) + " ") {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
      word += c;
    } else if (!word.empty()) {
      out.push_back(word);
      word.clear();
    }
  }
  return out;
}

double rouge_l(const std::vector<std::string>& target, const std::vector<std::string>& prediction) {
  if (target.empty() || prediction.empty()) return 0;
  std::vector<std::vector<int>> table(target.size() + 1, std::vector<int>(prediction.size() + 1));
  for (size_t i = 1; i <= target.size(); ++i)
    for (size_t j = 1; j <= prediction.size(); ++j)
      table[i][j] = target[i - 1] == prediction[j - 1] ? table[i - 1][j - 1] + 1
                                                       : std::max(table[i - 1][j], table[i][j - 1]);
  const int common = table[target.size()][prediction.size()];
  const double precision = static_cast<double>(common) / static_cast<double>(prediction.size());
  const double recall = static_cast<double>(common) / static_cast<double>(target.size());
  return precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0;
}

std::optional<size_t> nearest(const std::vector<std::vector<std::string>>& kept,
                              const std::vector<std::string>& text, double threshold) {
  std::optional<size_t> best;
  double score = threshold;
  for (size_t i = 0; i < kept.size(); ++i) {
    const double f = rouge_l(text, kept[i]);
    if (f > score) best = i;
    score = std::max(score, f);
  }
  return best;
}

}  // namespace evenset::reference
