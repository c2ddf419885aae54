// A text is compared with those that hold one of its rarest words. With n words,
// p of them rarer and not held, a text of m words has at most min(n-p, m) words
// in common: most holders are passed over by their length alone.
#include "evenset/novelty.h"

#include <algorithm>
#include <utility>

#include "dedup/novelty_state.h"
#include "dedup/rouge_words.h"
#include "evenset/error.h"

namespace evenset {
namespace {

constexpr double kLowest = 0.3;
constexpr size_t kFewDead = 1000;  // removed texts that are not worth a new index

// A distinct word of the asked text that some kept text holds.
struct Asked {
  uint32_t word;
  uint32_t times;  // in the asked text
};

// Lengths of a text that can be a twin of one of n words, if at most `most`
// words are in common: [low, high], empty where high < low.
struct Lengths {
  uint32_t low, high;
};

Lengths lengths(uint32_t n, uint32_t most, double threshold) {
  const auto above = [&](uint32_t m) { return rouge_f1(std::min(most, m), n, m) > threshold; };
  // F grows with m up to `most` and falls beyond; the estimates are mended by the exact test.
  auto low = static_cast<uint32_t>(threshold * n / (2 - threshold));
  low -= std::min(low, 2u);
  while (low < most && !above(low)) ++low;
  if (!above(low)) return {1, 0};
  auto high = static_cast<uint32_t>(std::max(0.0, 2.0 * most / threshold - n)) + 2;
  while (high > low && !above(high)) --high;
  return {low, high};
}

}  // namespace

// Work space of a query; one a thread, for an index may be asked by several.
struct NoveltyIndex::State::Scratch {
  std::vector<uint32_t> words;  // of the text; what no kept text holds is one more word
  std::vector<Asked> asked;     // the rarest first
  WordBits bits;                // of the words that kept texts hold
  CommonSubsequence common;

  // Returns how many words of the text no kept text holds.
  uint32_t begin(const State& state, std::span<const uint64_t> text);

  // Whether this query met the kept text before.
  bool met(uint32_t text) { return std::exchange(seen_[text], query_) == query_; }

 private:
  void gather(const State& state);

  std::vector<uint32_t> seen_;  // a kept text: the last query that met it
  uint32_t query_ = 0;
};

uint32_t NoveltyIndex::State::Scratch::begin(const State& state, std::span<const uint64_t> text) {
  if (seen_.size() < state.number.size()) seen_.resize(state.number.size());
  if (++query_ == 0) {
    std::fill(seen_.begin(), seen_.end(), 0);
    query_ = 1;
  }
  words.clear();
  bits = {};
  for (const uint64_t word : text) {
    words.push_back(state.vocabulary.find(word));
    if (words.back() != Vocabulary::kUnknown) bits.add(word);
  }
  gather(state);
  const auto stranger = static_cast<uint32_t>(state.vocabulary.size());
  std::replace(words.begin(), words.end(), Vocabulary::kUnknown, stranger);
  common.begin(words, state.vocabulary.size() + 1);
  return static_cast<uint32_t>(std::count(words.begin(), words.end(), stranger));
}

void NoveltyIndex::State::Scratch::gather(const State& state) {
  std::vector<uint32_t> sorted = words;
  std::sort(sorted.begin(), sorted.end());
  asked.clear();
  for (const uint32_t word : sorted) {
    if (word == Vocabulary::kUnknown) break;  // the highest number
    if (asked.empty() || asked.back().word != word) asked.push_back({word, 0});
    ++asked.back().times;
  }
  std::sort(asked.begin(), asked.end(), [&](const Asked& a, const Asked& b) {
    return std::pair(state.holders[a.word].size(), a.word) < std::pair(state.holders[b.word].size(), b.word);
  });
}

void NoveltyIndex::State::add(std::span<const uint64_t> text, uint64_t its_number) {
  const auto own = static_cast<uint32_t>(number.size());
  WordBits& own_bits = bits.emplace_back();
  for (const uint64_t word : text) {
    own_bits.add(word);
    const uint32_t known = vocabulary.add(word);
    words.push_back(known);
    if (known == holders.size()) holders.emplace_back();
    auto& list = holders[known];
    if (list.empty() || list.back().text != own) list.push_back({own, static_cast<uint32_t>(text.size())});
  }
  starts.push_back(words.size());
  number.push_back(its_number);
  removed.push_back(false);
  texts_of[its_number].push_back(own);
  ++living;
}

// Cleans up however the query ends.
struct NoveltyIndex::State::EndQuery {
  explicit EndQuery(Scratch& scratch) : s(scratch) {}
  ~EndQuery() { s.common.end(); }
  EndQuery(const EndQuery&) = delete;
  EndQuery& operator=(const EndQuery&) = delete;
  Scratch& s;
};

std::optional<Twin> NoveltyIndex::State::nearest(std::span<const uint64_t> text) const {
  thread_local Scratch s;
  const auto n = static_cast<uint32_t>(text.size());
  const EndQuery end(s);
  uint32_t passed = s.begin(*this, text);
  const uint32_t held = n - passed;
  uint32_t twin = 0;
  double score = options.threshold;
  for (const Asked& one : s.asked) {
    const Lengths fit = lengths(n, n - passed, options.threshold);
    if (fit.high < fit.low) break;
    for (const Holder& holder : holders[one.word]) {
      if (holder.words < fit.low || holder.words > fit.high || s.met(holder.text)) continue;
      if (removed[holder.text]) continue;
      const WordBits& its = bits[holder.text];
      const uint32_t most = std::min(held - s.bits.lacking_in(its), holder.words - its.lacking_in(s.bits));
      if (rouge_f1(most, n, holder.words) < score) continue;
      const double f = rouge_f1(s.common.with(words_of(holder.text)), n, holder.words);
      if (f > score || (f == score && f > options.threshold && holder.text < twin)) {
        score = f;
        twin = holder.text;
      }
    }
    passed += one.times;
  }
  return score > options.threshold ? std::optional(Twin{number[twin], score}) : std::nullopt;
}

void NoveltyIndex::State::forget_removed() {
  State fresh;
  fresh.options = options;
  std::vector<uint64_t> hashes;
  for (size_t text = 0; text < number.size(); ++text) {
    if (removed[text]) continue;
    hashes.clear();
    for (const uint32_t word : words_of(text)) hashes.push_back(vocabulary.words()[word]);
    fresh.add(hashes, number[text]);
  }
  *this = std::move(fresh);
}

NoveltyIndex::NoveltyIndex(const NoveltyOptions& options) : state_(std::make_unique<State>()) {
  if (!(options.threshold >= kLowest && options.threshold <= 1))
    throw Error(ErrorKind::usage, "the threshold of likeness is 0.3 to 1");
  state_->options = options;
}

NoveltyIndex::~NoveltyIndex() = default;
NoveltyIndex::NoveltyIndex(NoveltyIndex&&) noexcept = default;

std::optional<Twin> NoveltyIndex::nearest(std::string_view text) const {
  std::vector<uint64_t> words;
  append_rouge_words(words, text, state_->options.unicode);
  return state_->nearest(words);
}

void NoveltyIndex::add(std::string_view text, uint64_t number) {
  std::vector<uint64_t> words;
  append_rouge_words(words, text, state_->options.unicode);
  state_->add(words, number);
}

bool NoveltyIndex::remove(uint64_t number) {
  const auto found = state_->texts_of.find(number);
  if (found == state_->texts_of.end()) return false;
  for (const uint32_t text : found->second) state_->removed[text] = true;
  state_->living -= found->second.size();
  state_->texts_of.erase(found);
  if (state_->number.size() > 2 * state_->living + kFewDead) state_->forget_removed();
  return true;
}

size_t NoveltyIndex::size() const { return state_->living; }

}  // namespace evenset
