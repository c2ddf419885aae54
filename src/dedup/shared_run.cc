#include <algorithm>
#include <vector>

#include "evenset/dedup.h"
#include "text/ngrams.h"

namespace evenset {
namespace {

constexpr size_t kBytes = 200;  // of the answer
constexpr size_t kWords = 600;  // of each text that are looked at

struct Word {
  uint64_t hash;
  size_t begin, end;  // bytes
};

std::vector<Word> words_of(std::string_view text) {
  std::vector<Word> out;
  for (size_t at = 0; at < text.size() && out.size() < kWords;) {
    const auto counts = [&](size_t i) {
      return ngrams::kWordBytes[static_cast<unsigned char>(text[i])] != 0;
    };
    while (at < text.size() && !counts(at)) ++at;
    size_t end = at;
    while (end < text.size() && counts(end)) ++end;
    if (end > at)
      for_each_word(text.substr(at, end - at), [&](uint64_t hash) { out.push_back({hash, at, end}); });
    at = end;
  }
  return out;
}

}  // namespace

// The table of common runs, one line of it at a time.
std::string shared_run(std::string_view text, std::string_view other) {
  const std::vector<Word> a = words_of(text), b = words_of(other);
  std::vector<size_t> before(b.size() + 1), now(b.size() + 1);
  size_t longest = 0, last = 0;
  for (size_t i = 0; i < a.size(); ++i) {
    for (size_t j = 0; j < b.size(); ++j) {
      now[j + 1] = a[i].hash == b[j].hash ? before[j] + 1 : 0;
      if (now[j + 1] <= longest) continue;
      longest = now[j + 1];
      last = i;
    }
    std::swap(before, now);
  }
  if (longest == 0) return "";
  const size_t first = last + 1 - longest;
  while (last > first && a[last].end - a[first].begin > kBytes) --last;
  size_t end = std::min(a[last].end, a[first].begin + 4 * kBytes);
  // One endless word is cut, but no letter.
  while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return std::string(text.substr(a[first].begin, end - a[first].begin));
}

}  // namespace evenset
