#include "reference/likeness.h"

#include <algorithm>

namespace evenset::reference {
namespace {

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> out;
  std::string word;
  for (char c : std::string(text) + " ") {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 'A' && byte <= 'Z') c = static_cast<char>(c + 32);
    const bool counts = byte >= 0x80 || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (counts) word += c;
    if (!counts && !word.empty()) {
      out.push_back(word);
      word.clear();
    }
  }
  return out;
}

}  // namespace

std::set<std::string> gram_strings(std::string_view text, size_t n) {
  const auto words = words_of(text);
  std::set<std::string> out;
  if (words.empty()) return out;
  const size_t length = std::min(n, words.size());
  for (size_t i = 0; i + length <= words.size(); ++i) {
    std::string gram;
    for (size_t j = i; j < i + length; ++j) gram += words[j] + " ";
    out.insert(gram);
  }
  return out;
}

std::vector<int64_t> kept_twins(const std::vector<std::string>& texts, size_t n, uint64_t thousandths) {
  std::vector<std::set<std::string>> sets;
  for (const std::string& text : texts) sets.push_back(gram_strings(text, n));
  std::vector<int64_t> out(texts.size(), -1);
  for (size_t i = 0; i < texts.size(); ++i) {
    uint64_t best_common = 0, best_all = 1;
    for (size_t j = 0; j < i; ++j) {
      if (out[j] >= 0 || sets[i].empty() || sets[j].empty()) continue;
      uint64_t common = 0;
      for (const std::string& gram : sets[i]) common += sets[j].count(gram);
      const uint64_t all = sets[i].size() + sets[j].size() - common;
      if (1000 * common < thousandths * all || common * best_all <= best_common * all) continue;
      best_common = common;
      best_all = all;
      out[i] = static_cast<int64_t>(j);
    }
  }
  return out;
}

}  // namespace evenset::reference
