#include "cli/balance_caps.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "evenset/error.h"
#include "language/template.h"
#include "language/tokens.h"
#include "text/json.h"
#include "text/normalise.h"

namespace evenset {
namespace {

int64_t most_of(const std::string& item, size_t equals) {
  int64_t most = 0;
  const char* end = item.data() + item.size();
  const auto [stop, fault] = std::from_chars(item.data() + equals + 1, end, most);
  if (fault != std::errc() || stop != end || most < 1)
    throw Error(ErrorKind::usage,
                "--cap '" + item + "': at least one row of a group may be chosen, --cap variation=3");
  return most;
}

std::string bytes_of(uint64_t number) { return {reinterpret_cast<const char*>(&number), sizeof number}; }

}  // namespace

RowGroups::RowGroups(const Arguments& arguments) {
  if (!arguments.has("--cap")) return;
  for (const std::string& item : arguments.list("--cap")) {
    const size_t equals = item.find('=');
    if (equals == 0 || equals == std::string::npos)
      throw Error(ErrorKind::usage,
                  "--cap is NAME=K,…: duplicate, variation, template or a member of the rows, and how "
                  "many of a group may be chosen");
    kinds_.push_back({item.substr(0, equals), {{}, most_of(item, equals)}, {}});
    if (kinds_.back().name == "variation") variations_ = std::make_unique<Variations>();
  }
}

// What rows of a group have in common; "" for a row of none.
std::string RowGroups::value_of(const Kind& kind, const Examples& batch, size_t i) const {
  if (kind.name == "variation") return "";
  const RowView row(batch, i);
  if (kind.name == "duplicate") return bytes_of(content_hash(row).lo);
  if (kind.name != "template") return extra_member(batch.extra[i], kind.name);
  std::vector<Token> words;
  tokens(words, row.question, row.question_lower);
  const uint64_t found = template_of(words);
  return found == 0 ? "" : bytes_of(found);
}

void RowGroups::read(const Examples& batch, int threads) {
  for (Kind& kind : kinds_) {
    for (size_t i = 0; i < batch.size(); ++i) {
      const std::string value = value_of(kind, batch, i);
      const auto next = static_cast<uint32_t>(kind.number.size());
      kind.cap.group.push_back(value.empty() ? Cap::kNoGroup
                                             : kind.number.emplace(value, next).first->second);
    }
  }
  if (variations_) variations_->add(batch, threads);
}

std::vector<Cap> RowGroups::caps() {
  std::vector<Cap> out;
  for (Kind& kind : kinds_) {
    out.push_back(std::move(kind.cap));
    if (kind.name != "variation") continue;
    uint32_t number = 0;
    for (const VariationGroup& group : variations_->groups()) {
      for (const uint64_t row : group.rows) out.back().group[row] = number;
      ++number;
    }
  }
  return out;
}

void leave_out(CellCounter& counter, const Plan& plan, const std::vector<Cap>& caps,
               const BalanceOptions& options) {
  if (caps.empty()) return;
  for (const uint64_t row : rows_over(counter.cells(), plan, caps, options)) counter.exclude(row);
}

void judge_with_caps(Balance& answer, const Cells& pool, const Plan& plan, const std::vector<Cap>& caps,
                     const BalanceOptions& options) {
  if (caps.empty() || answer.met(options.size)) return;
  answer.optimal = answer.shortfall_proof.proven = false;
  answer.certificate.words.clear();
  if (options.on_shortfall != OnShortfall::fewer || !options.keep.empty()) return;
  const double bound = capped_bound(pool, plan, caps, options, answer.certificate.prices);
  answer.certificate.bound = bound;
  const auto selected = static_cast<int64_t>(answer.selected.size());
  answer.optimal = static_cast<int64_t>(std::floor(bound + 1e-6)) == selected;
  answer.shortfall_proof.proven = answer.optimal && answer.shortfall_proof.count == options.size - selected;
}

}  // namespace evenset
