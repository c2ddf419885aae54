#include "reference/diversity.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <set>

namespace evenset::reference {
namespace {

using Grams = std::set<Words>;

Grams grams(const Words& words, size_t n) {
  Grams out;
  if (words.empty()) return out;
  if (words.size() < n) return {words};
  for (auto it = words.begin(); it + static_cast<ptrdiff_t>(n) <= words.end(); ++it)
    out.insert(Words(it, it + static_cast<ptrdiff_t>(n)));
  return out;
}

size_t common(const Grams& a, const Grams& b) {
  return static_cast<size_t>(
      std::count_if(a.begin(), a.end(), [&](const Words& gram) { return b.count(gram) > 0; }));
}

double factors(const Words& words) {
  double sum = 0;
  std::set<std::string> types;
  size_t count = 0;
  for (const std::string& word : words) {
    types.insert(word);
    ++count;
    if (static_cast<double>(types.size()) / static_cast<double>(count) < 0.72) {
      sum += 1;
      types.clear();
      count = 0;
    }
  }
  if (count > 0) sum += (1 - static_cast<double>(types.size()) / static_cast<double>(count)) / 0.28;
  return sum;
}

}  // namespace

Words words(const std::string& text) {
  Words out;
  std::string word;
  for (char c : text + " ") {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    const bool counts =
        (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
    if (counts) {
      word += c;
    } else if (!word.empty()) {
      out.push_back(word);
      word.clear();
    }
  }
  return out;
}

double mattr(const Words& words, size_t window) {
  if (words.size() < window)
    return words.empty() ? 0
                         : static_cast<double>(std::set<std::string>(words.begin(), words.end()).size()) /
                               static_cast<double>(words.size());
  double sum = 0;
  size_t windows = 0;
  for (auto it = words.begin(); it + static_cast<ptrdiff_t>(window) <= words.end(); ++it, ++windows)
    sum += static_cast<double>(std::set<std::string>(it, it + static_cast<ptrdiff_t>(window)).size());
  return sum / static_cast<double>(window * windows);
}

double mtld(const std::vector<Words>& texts) {
  double sum = 0;
  size_t total = 0;
  for (Words text : texts) {
    total += text.size();
    sum += factors(text) / 2;
    std::reverse(text.begin(), text.end());
    sum += factors(text) / 2;
  }
  return static_cast<double>(total) / std::max(1.0, sum);
}

double hdd(const Words& words, size_t drawn) {
  drawn = std::min(drawn, words.size());
  std::map<std::string, size_t> counts;
  for (const std::string& word : words) ++counts[word];
  double sum = 0;
  for (const auto& [word, count] : counts) {
    double missed = 1;  // in `drawn` draws without putting back
    for (size_t i = 0; i < drawn; ++i)
      missed *= std::max(0.0, 1 - static_cast<double>(count) / static_cast<double>(words.size() - i));
    sum += (1 - missed) / static_cast<double>(drawn);
  }
  return sum;
}

double overlap_share(const std::vector<Words>& texts, size_t n) {
  size_t count = 0, over = 0;
  for (size_t i = 0; i < texts.size(); ++i) {
    const Grams own = grams(texts[i], n);
    if (own.empty()) continue;
    ++count;
    for (size_t j = 0; j < texts.size(); ++j) {
      if (j == i || 10 * common(own, grams(texts[j], n)) < 3 * own.size()) continue;
      ++over;
      break;
    }
  }
  return count == 0 ? 0 : static_cast<double>(over) / static_cast<double>(count);
}

std::vector<bool> near_an_earlier(const std::vector<Words>& texts, size_t n, size_t over, size_t under) {
  std::vector<bool> out(texts.size());
  for (size_t i = 0; i < texts.size(); ++i) {
    const Grams own = grams(texts[i], n);
    for (size_t j = 0; j < i && !out[i]; ++j) {
      const Grams other = grams(texts[j], n);
      const size_t both = common(own, other);
      out[i] = both > 0 && under * both >= over * (own.size() + other.size() - both);
    }
  }
  return out;
}

}  // namespace evenset::reference
