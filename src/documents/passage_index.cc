#include "documents/passage_index.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>

#include "language/lemma.h"
#include "language/stop_words.h"
#include "text/hash.h"
#include "text/words.h"

namespace evenset {
namespace {

constexpr float kK1 = 1.2f, kB = 0.75f;
constexpr size_t kStems = 200;

uint64_t stem_hash(std::string_view word) {
  const std::string stem = light_stem(word);
  return hash128(stem).lo;
}

template <class Use>
void each_stem(std::string_view text, Use&& use) {
  std::string lower;
  append_lower(lower, text);
  for (LowerWords words(lower); words.next();)
    if (words.word.size() > 1 && words.word.size() < 64 && !is_stop_word(words.word))
      use(stem_hash(words.word));
}

std::map<uint64_t, uint32_t> counts(const Page& page, const Passage& passage, uint32_t& length) {
  std::map<uint64_t, uint32_t> out;
  length = 0;
  const auto add = [&](uint64_t stem) {
    ++out[stem];
    ++length;
  };
  const size_t name = page.path.rfind('/') + 1;
  each_stem(std::string_view(page.path).substr(name, page.path.rfind('.') - name), add);
  for (const std::string& heading : passage.headings) each_stem(heading, add);
  each_stem(passage.text, add);
  each_stem(passage.code, add);
  return out;
}

}  // namespace

std::vector<uint64_t> stems(std::string_view text, size_t most) {
  std::vector<uint64_t> out;
  each_stem(text, [&](uint64_t stem) {
    if (out.size() < most && std::find(out.begin(), out.end(), stem) == out.end()) out.push_back(stem);
  });
  return out;
}

PassageIndex::PassageIndex(const Documents& documents) {
  std::vector<uint32_t> lengths;
  double total = 0;
  for (uint32_t p = 0; p < documents.pages.size(); ++p) {
    const Page& page = documents.pages[p];
    for (uint32_t q = 0; q < page.passages.size(); ++q) {
      uint32_t length = 0;
      const auto number = static_cast<uint32_t>(place_.size());
      for (const auto& [stem, count] : counts(page, page.passages[q], length))
        postings_[stem].push_back({number, static_cast<float>(count)});
      place_.emplace_back(p, q);
      lengths.push_back(length);
      total += length;
    }
  }
  const float mean =
      static_cast<float>(std::max(1.0, total / std::max<double>(1, static_cast<double>(lengths.size()))));
  for (auto& [stem, list] : postings_)
    for (Posting& posting : list) {
      const float norm = kK1 * (1 - kB + kB * static_cast<float>(lengths[posting.passage]) / mean);
      posting.weight = posting.weight * (kK1 + 1) / (posting.weight + norm);
    }
}

std::vector<PassageIndex::Hit> PassageIndex::nearest(std::string_view text, size_t count) const {
  std::vector<float> scores(place_.size());
  for (uint64_t stem : stems(text, kStems)) {
    const auto found = postings_.find(stem);
    if (found == postings_.end()) continue;
    const float worth = rarity(found->second.size());
    for (const Posting& posting : found->second) scores[posting.passage] += worth * posting.weight;
  }
  std::vector<uint32_t> best;
  for (uint32_t i = 0; i < scores.size(); ++i)
    if (scores[i] > 0) best.push_back(i);
  const size_t kept = std::min(count, best.size());
  std::partial_sort(
      best.begin(), best.begin() + static_cast<std::ptrdiff_t>(kept), best.end(),
      [&](uint32_t a, uint32_t b) { return scores[a] != scores[b] ? scores[a] > scores[b] : a < b; });
  std::vector<Hit> out;
  for (size_t i = 0; i < kept; ++i)
    out.push_back({scores[best[i]], place_[best[i]].first, place_[best[i]].second});
  return out;
}

double PassageIndex::coverage(std::string_view text) const {
  std::vector<float> sums(place_.size());
  float all = 0, best = 0;
  for (uint64_t stem : stems(text, kStems)) {
    const auto found = postings_.find(stem);
    const float worth = rarity(found == postings_.end() ? 0 : found->second.size());
    all += worth;
    if (found == postings_.end()) continue;
    for (const Posting& posting : found->second) best = std::max(best, sums[posting.passage] += worth);
  }
  return all > 0 ? static_cast<double>(best / all) : 0.0;
}

// Lucene's form of the inverse document frequency: never negative.
float PassageIndex::rarity(size_t passages) const {
  const auto all = static_cast<float>(place_.size()), with = static_cast<float>(passages);
  return std::log(1 + (all - with + 0.5f) / (with + 0.5f));
}

}  // namespace evenset
