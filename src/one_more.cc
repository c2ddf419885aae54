#include <algorithm>
#include <cmath>

#include "certificate.h"
#include "evenset/balance_explain.h"
#include "market.h"
#include "shortfall/new_examples.h"

namespace evenset {
namespace {

constexpr size_t kLookedAt = 100;  // kinds of the pool, and of others, that are looked at closely

int64_t rounded(double worth) { return std::llround(worth / kWorthless); }

// What is said of a kind, but for its rows in the pool.
OneMore judged(const Market& market, const Cells& cells, const BalanceOptions& options, const Balance& answer,
               const std::vector<int16_t>& target) {
  OneMore out;
  out.target = target;
  if (answer.met(options.size)) return out;
  out.worth = market.least_worth(target);
  for (const ShortfallEntry& entry : answer.shortfall) {
    if (entry.target == target) out.to_write = entry.count;
  }
  switch (options.on_shortfall) {
    case OnShortfall::fewer:
      out.sure = std::all_of(target.begin(), target.end(), [&](int16_t t) {
        return answer.got[static_cast<size_t>(t)] < answer.wanted[static_cast<size_t>(t)];
      });
      break;
    case OnShortfall::fail: {
      const int64_t most = whole_bound(OnShortfall::fail, cells, answer.certificate.bound, options.size);
      out.sure = out.to_write > 0 && answer.shortfall_proof.count == options.size - most;
      break;
    }
    case OnShortfall::fill:
      break;
  }
  if (out.sure) out.worth = 1;
  return out;
}

void count_rows(OneMore& kind, const Cells& cells, const Balance& answer) {
  for (size_t c = 0; c < cells.size(); ++c) {
    const auto begin = cells.target.begin() + static_cast<std::ptrdiff_t>(c * cells.dimensions);
    if (!std::equal(kind.target.begin(), kind.target.end(), begin)) continue;
    kind.available = cells.available[c];
    kind.taken = answer.taken[c];
  }
}

void add_from_pool(std::vector<std::vector<int16_t>>& kinds, const Market& market, const Cells& cells) {
  std::vector<size_t> order;
  for (size_t c = 0; c < cells.size(); ++c) {
    if (market.worth_of_cell(c) > kWorthless) order.push_back(c);
  }
  std::sort(order.begin(), order.end(), [&](size_t a, size_t b) {
    const int64_t worth_a = rounded(market.worth_of_cell(a)), worth_b = rounded(market.worth_of_cell(b));
    if (worth_a != worth_b) return worth_a > worth_b;
    if (cells.available[a] != cells.available[b]) return cells.available[a] < cells.available[b];
    return market.target_of(a) < market.target_of(b);
  });
  order.resize(std::min(order.size(), kLookedAt));
  for (const size_t c : order) kinds.push_back(market.target_of(c));
}

// Those of the list, for each target the one with the cheapest places, and some others.
void add_writable(std::vector<std::vector<int16_t>>& kinds, const Market& market, const Plan& plan,
                  const BalanceOptions& options, const Balance& answer) {
  for (const ShortfallEntry& entry : answer.shortfall) kinds.push_back(entry.target);
  const NewExamples rules(plan, answer.wanted, options.flags);
  std::vector<double> gain;
  for (const double price : answer.certificate.prices) gain.push_back(-price);
  for (size_t t = 0; t < gain.size(); ++t) {
    if (answer.wanted[t] == 0) continue;
    const NewExamples::Best best = rules.best(gain, static_cast<int>(t));
    if (!best.combination.empty()) kinds.push_back(best.combination);
  }
  for (const Combination& any : rules.worth_at_least(gain, kWorthless - market.par(), kLookedAt))
    kinds.push_back(any);
}

bool before(const OneMore& a, const OneMore& b) {
  if (rounded(a.worth) != rounded(b.worth)) return a.worth > b.worth;
  if (a.sure != b.sure) return a.sure;
  if (a.to_write != b.to_write) return a.to_write > b.to_write;
  if (a.available != b.available) return a.available < b.available;
  return a.target < b.target;
}

}  // namespace

OneMore one_more(const Cells& cells, const BalanceOptions& options, const Balance& answer,
                 const std::vector<int16_t>& target) {
  OneMore out = judged(Market(cells, options, answer), cells, options, answer, target);
  count_rows(out, cells, answer);
  return out;
}

std::vector<OneMore> best_of_one_more(const Cells& cells, const Plan& plan, const BalanceOptions& options,
                                      const Balance& answer, size_t most) {
  if (answer.met(options.size)) return {};
  const Market market(cells, options, answer);
  std::vector<std::vector<int16_t>> kinds;
  add_from_pool(kinds, market, cells);
  add_writable(kinds, market, plan, options, answer);
  std::sort(kinds.begin(), kinds.end());
  kinds.erase(std::unique(kinds.begin(), kinds.end()), kinds.end());
  std::vector<OneMore> out;
  for (const auto& kind : kinds) {
    out.push_back(judged(market, cells, options, answer, kind));
    count_rows(out.back(), cells, answer);
  }
  std::erase_if(out, [](const OneMore& kind) { return kind.worth <= kWorthless; });
  std::sort(out.begin(), out.end(), before);
  out.resize(std::min(out.size(), most));
  return out;
}

}  // namespace evenset
