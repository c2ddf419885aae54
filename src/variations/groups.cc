#include "variations/groups.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "text/similar.h"

namespace evenset {
namespace {

constexpr size_t kLargest = 6;         // rows of a group; more follow a template
constexpr size_t kCrowd = 32;          // rows alike at which a row is taken for one of a template
constexpr size_t kMostHolders = 4096;  // rows are not looked for by a stem that more hold
constexpr double kLike = 0.25;         // Jaccard index of the weighted stems

// Stems as numbers, the rarest first, and their weights.
struct Stems {
  std::vector<std::vector<uint32_t>> rows;  // ascending
  std::vector<uint32_t> holders;            // of each stem
  std::vector<int64_t> weight;              // 256 log2(rows / holders): whole numbers add up alike everywhere
};

Stems numbered(std::span<const VariationText* const> texts) {
  std::unordered_map<uint64_t, uint32_t> count;
  for (const VariationText* text : texts)
    for (const uint64_t stem : text->stems) ++count[stem];
  std::vector<std::pair<uint32_t, uint64_t>> order;
  for (const auto& [stem, holders] : count) order.emplace_back(holders, stem);
  std::sort(order.begin(), order.end());
  Stems out;
  for (const auto& [holders, stem] : order) {
    count[stem] = static_cast<uint32_t>(out.holders.size());
    out.holders.push_back(holders);
    out.weight.push_back(std::llround(256 * std::log2(static_cast<double>(texts.size() + 1) / holders)));
  }
  for (const VariationText* text : texts) {
    std::vector<uint32_t>& row = out.rows.emplace_back();
    for (const uint64_t stem : text->stems) row.push_back(count[stem]);
    std::sort(row.begin(), row.end());
  }
  return out;
}

struct Pair {
  uint32_t later, earlier;
  double like;
};

// All pairs of rows at kLike or above. A row is looked up by its rarest stems only:
// what is alike must share one of those that hold three quarters of its weight.
class Pairs {
 public:
  explicit Pairs(const Stems& stems)
      : stems_(stems), holders_(stems.weight.size()), total_(stems.rows.size()) {
    for (size_t row = 0; row < total_.size(); ++row)
      for (const uint32_t stem : stems_.rows[row]) total_[row] += stems_.weight[stem];
    shared_.resize(total_.size());
  }

  std::vector<Pair> find() {
    std::vector<Pair> out;
    for (uint32_t row = 0; row < total_.size(); ++row) {
      add_pairs(row, out);
      for (const uint32_t stem : stems_.rows[row])
        if (stems_.holders[stem] <= kMostHolders) holders_[stem].push_back(row);
    }
    return out;
  }

 private:
  bool alike(int64_t common, uint32_t a, uint32_t b) const { return 5 * common >= total_[a] + total_[b]; }

  int64_t common(uint32_t a, uint32_t b) const {
    const auto &x = stems_.rows[a], &y = stems_.rows[b];
    int64_t sum = 0;
    for (size_t i = 0, j = 0; i < x.size() && j < y.size();) {
      if (x[i] == y[j]) sum += stems_.weight[x[i]];
      const bool next_x = x[i] <= y[j], next_y = y[j] <= x[i];
      i += next_x;
      j += next_y;
    }
    return sum;
  }

  void add_pairs(uint32_t row, std::vector<Pair>& out) {
    int64_t rest = total_[row];
    for (const uint32_t stem : stems_.rows[row]) {
      if (4 * rest < total_[row]) break;
      for (const uint32_t other : holders_[stem]) {
        if (shared_[other] == 0) touched_.push_back(other);
        shared_[other] += stems_.weight[stem];
      }
      rest -= stems_.weight[stem];
    }
    const size_t before = out.size();
    for (const uint32_t other : touched_) {
      if (alike(shared_[other] + rest, row, other) && out.size() - before <= kCrowd) {
        const int64_t both = common(row, other);
        const double all = static_cast<double>(total_[row] + total_[other] - both);
        if (alike(both, row, other)) out.push_back({row, other, static_cast<double>(both) / all});
      }
      shared_[other] = 0;
    }
    touched_.clear();
    if (out.size() - before > kCrowd) out.resize(before);
  }

  const Stems& stems_;
  std::vector<std::vector<uint32_t>> holders_;
  std::vector<int64_t> total_, shared_;
  std::vector<uint32_t> touched_;
};

// Questions that name different numbers, and responses less than half of whose numbers
// are the same, are about different things.
bool numbers_differ(const VariationText& a, const VariationText& b) {
  const bool both_ask = !a.question_numbers.empty() && !b.question_numbers.empty();
  if (both_ask && a.question_numbers != b.question_numbers) return true;
  const bool both_answer = !a.response_numbers.empty() && !b.response_numbers.empty();
  return both_answer && !alike(a.response_numbers, b.response_numbers, {1, 2});
}

// Rows with one question key are alike, whatever is answered.
void add_equal_questions(std::span<const VariationText* const> texts, std::vector<Pair>& out) {
  std::unordered_map<uint64_t, std::vector<uint32_t>> rows_of;
  for (uint32_t row = 0; row < texts.size(); ++row) {
    if (texts[row]->question_key == 0) continue;
    std::vector<uint32_t>& rows = rows_of[texts[row]->question_key];
    if (rows.size() < kCrowd)
      for (const uint32_t earlier : rows) out.push_back({row, earlier, 1});
    rows.push_back(row);
  }
}

// Average linkage, the most similar pairs first; pairs that are not there are 0.
class Linkage {
 public:
  Linkage(size_t rows, std::vector<Pair> pairs) : group_of_(rows), members_(rows) {
    for (uint32_t row = 0; row < rows; ++row) {
      group_of_[row] = row;
      members_[row] = {row};
    }
    std::sort(pairs.begin(), pairs.end(), [](const Pair& a, const Pair& b) {
      return std::tuple(-a.like, a.later, a.earlier) < std::tuple(-b.like, b.later, b.earlier);
    });
    for (const Pair& pair : pairs) like_.try_emplace(key(pair.later, pair.earlier), pair.like);
    for (const Pair& pair : pairs) join(group_of_[pair.later], group_of_[pair.earlier]);
  }

  const std::vector<std::vector<uint32_t>>& groups() const { return members_; }

 private:
  static uint64_t key(uint32_t a, uint32_t b) { return uint64_t{std::max(a, b)} << 32 | std::min(a, b); }

  void join(uint32_t a, uint32_t b) {
    if (a == b || members_[a].size() + members_[b].size() > kCrowd) return;
    double sum = 0;
    for (const uint32_t x : members_[a])
      for (const uint32_t y : members_[b])
        if (const auto found = like_.find(key(x, y)); found != like_.end()) sum += found->second;
    if (sum < kLike * static_cast<double>(members_[a].size() * members_[b].size())) return;
    const uint32_t into = std::min(a, b), from = std::max(a, b);
    for (const uint32_t row : members_[from]) group_of_[row] = into;
    members_[into].insert(members_[into].end(), members_[from].begin(), members_[from].end());
    members_[from].clear();
  }

  std::vector<uint32_t> group_of_;
  std::vector<std::vector<uint32_t>> members_;  // by their first row; empty: joined to another
  std::unordered_map<uint64_t, double> like_;
};

// Of a group, those that are not near duplicates of an earlier one.
std::vector<uint32_t> worded_differently(std::span<const VariationText* const> texts,
                                         std::vector<uint32_t> group) {
  std::sort(group.begin(), group.end());
  std::vector<uint32_t> kept;
  for (const uint32_t row : group) {
    const bool repeats = std::any_of(kept.begin(), kept.end(), [&](uint32_t other) {
      return alike(texts[row]->wording, texts[other]->wording, {7, 10});
    });
    if (!repeats) kept.push_back(row);
  }
  return kept;
}

}  // namespace

std::vector<std::vector<uint32_t>> variation_groups(std::span<const VariationText* const> texts) {
  const Stems stems = numbered(texts);
  std::vector<Pair> pairs = Pairs(stems).find();
  std::erase_if(pairs,
                [&](const Pair& pair) { return numbers_differ(*texts[pair.later], *texts[pair.earlier]); });
  add_equal_questions(texts, pairs);
  const Linkage linkage(texts.size(), std::move(pairs));
  std::vector<std::vector<uint32_t>> out;
  for (const std::vector<uint32_t>& group : linkage.groups()) {
    if (group.size() < 2) continue;
    std::vector<uint32_t> kept = worded_differently(texts, group);
    if (kept.size() >= 2 && kept.size() <= kLargest) out.push_back(std::move(kept));
  }
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace evenset
