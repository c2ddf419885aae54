#include "cli/balance_rows.h"

#include <cmath>
#include <cstdlib>

#include "cli/pool.h"
#include "dedup/standing.h"
#include "evenset/diversify.h"
#include "text/json.h"
#include "text/normalise.h"

namespace evenset {
namespace {

constexpr double kReviewed = 1e15;  // above any quality

double preference_of(const Examples& batch, size_t i, const std::string& field) {
  const double value = std::strtod(extra_member(batch.extra[i], field).c_str(), nullptr);
  const double known = std::isfinite(value) ? std::clamp(value, -kReviewed / 4, kReviewed / 4) : 0;
  return known + (standing_of(batch, i, 0).reviewed ? kReviewed : 0);
}

}  // namespace

RowWishes::Wish RowWishes::wish_of(const Arguments& arguments, const char* flag) {
  if (!arguments.has(flag)) return {};
  const std::string text = arguments.text(flag);
  const size_t equals = text.find('=');
  if (equals == 0 || equals == std::string::npos)
    throw Error(ErrorKind::usage,
                std::string(flag) + " is NAME=VALUE: a member of the rows and what it must be");
  return {text.substr(0, equals), text.substr(equals + 1)};
}

bool RowWishes::Wish::holds(std::string_view extra) const {
  if (name.empty()) return false;
  const std::string member = extra_member(extra, name);
  return !member.empty() && text_of(member) == value;
}

RowWishes::RowWishes(const Arguments& arguments)
    : keep_(wish_of(arguments, "--keep")), exclude_(wish_of(arguments, "--exclude")) {
  has_base_ = arguments.has("--base");
  if (arguments.has("--prefer")) prefer_ = arguments.text("--prefer");
}

void RowWishes::read(const Examples& batch) {
  for (size_t i = 0; i < batch.size(); ++i, ++rows_) {
    if (of_base(batch, i)) {
      base_rows_ = rows_ + 1;
      kept_.push_back(rows_);
    } else if (has_base_ && base_.count(content_hash(RowView(batch, i))) > 0) {
      excluded_.push_back(rows_);
      ++repeated_;
    } else if (exclude_.holds(batch.extra[i]))
      excluded_.push_back(rows_);
    else if (keep_.holds(batch.extra[i]))
      kept_.push_back(rows_);
    if (!prefer_.empty()) preference_.push_back(preference_of(batch, i, prefer_));
  }
}

bool RowWishes::of_base(const Examples& batch, size_t i) {
  if (!has_base_ || batch.file[i] != 0) return false;
  base_.insert(content_hash(RowView(batch, i)));
  return true;
}

void RowWishes::settle(const Cells& cells) {
  const size_t before = kept_.size();
  std::erase_if(kept_,
                [&](uint64_t row) { return row < base_rows_ && cells.cell_of_row[row] == Cells::kNoCell; });
  unusable_ = before - kept_.size();
}

void diversify(const Arguments& arguments, const Cells& cells, const BalanceOptions& options,
               const std::vector<double>& preference, Balance& answer) {
  Diversifier diversifier(cells, answer, {options.seed, preference, options.keep});
  for_rows(arguments, "comparing",
           [&](const Examples& batch, const Reader&) { diversifier.add(batch, threads_of(arguments)); });
  diversifier.choose(answer, threads_of(arguments));
}

}  // namespace evenset
