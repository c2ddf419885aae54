#include "evenset/balance_explain.h"

#include <algorithm>
#include <cassert>

#include "behaviour.h"
#include "market.h"

namespace evenset {

std::string_view name(RowReason::Why why) {
  switch (why) {
    case RowReason::kept:
      return "kept";
    case RowReason::all_of_kind:
      return "all_of_kind";
    case RowReason::some_of_kind:
      return "some_of_kind";
    case RowReason::none_of_kind:
      return "none_of_kind";
    case RowReason::refused:
      return "refused";
    case RowReason::no_candidate:
      return "no_candidate";
  }
  return "";
}

RowReason row_reason(const Cells& cells, const BalanceOptions& options, const Balance& answer, uint64_t row) {
  assert(row < cells.cell_of_row.size());
  RowReason out;
  const uint32_t cell = cells.cell_of_row[row];
  if (cell == Cells::kNoCell) return out;
  const Market market(cells, options, answer);
  const bool refused = options.on_shortfall == OnShortfall::fail && !answer.met(options.size);
  out.chosen = !refused && std::binary_search(answer.selected.begin(), answer.selected.end(), row);
  out.target = market.target_of(cell);
  out.available = cells.available[cell];
  out.taken = refused ? 0 : answer.taken[cell];
  out.worth = market.worth_of_cell(cell);
  for (const int16_t t : out.target) {
    if (!refused && answer.got[static_cast<size_t>(t)] >= answer.wanted[static_cast<size_t>(t)])
      out.full.push_back(t);
  }
  if (refused)
    out.why = RowReason::refused;
  else if (std::binary_search(options.keep.begin(), options.keep.end(), row))
    out.why = RowReason::kept;
  else if (out.taken == 0)
    out.why = RowReason::none_of_kind;
  else
    out.why = out.taken == out.available ? RowReason::all_of_kind : RowReason::some_of_kind;
  return out;
}

std::string_view name(NoCandidate::Why why) {
  switch (why) {
    case NoCandidate::candidate:
      return "candidate";
    case NoCandidate::mismatched:
      return "mismatched";
    case NoCandidate::unknown:
      return "unknown";
    case NoCandidate::off_plan:
      return "off_plan";
  }
  return "";
}

NoCandidate no_candidate(const Plan& plan, const Examples& batch, size_t row) {
  const BehaviourRules rules(plan);
  if (rules.match(batch, row) == 0) {
    const BehaviourRules::Found found = rules.of(batch, row);
    constexpr std::string_view kAsking[] = {"ambiguous", "adversarial", "negative"};
    for (size_t i = 0; i < found.wanted.size(); ++i) {
      const int asking = find_dimension(plan, kAsking[i]);
      if (found.wanted[i])
        return {NoCandidate::mismatched, static_cast<size_t>(asking), value_of(batch, row, asking)};
    }
  }
  NoCandidate out;
  for (const size_t d : plan.planned()) {
    const int16_t value = batch.labels[d].value[row];
    if (value < 0) return {NoCandidate::unknown, d, value};
    const bool wanted = std::any_of(plan.targets.begin(), plan.targets.end(), [&](const Target& target) {
      return target.dimension == d && std::binary_search(target.values.begin(), target.values.end(), value);
    });
    if (!wanted && out.why == NoCandidate::candidate) out = {NoCandidate::off_plan, d, value};
  }
  return out;
}

}  // namespace evenset
