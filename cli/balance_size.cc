#include "cli/balance_size.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <numeric>

#include "cli/pool.h"
#include "evenset/error.h"

namespace evenset {

void require_size(const Arguments& arguments) {
  const bool size = arguments.has("--size"), base = arguments.has("--base"), trim = arguments.has("--trim");
  const auto refuse = [](const char* why) { throw Error(ErrorKind::usage, why); };
  if (!size && !base && !trim) refuse("--size is missing: how many rows to choose, --size 5000");
  if (trim && (size || base)) refuse("--trim finds the size itself; it goes without --size and --base");
  if (!size && arguments.has("--strict"))
    refuse("a size is found by the targets' ranges; give --size, or leave --strict out");
  if (!size && arguments.has("--cap")) refuse("--cap goes with --size");
  if (!base) return;
  const std::string file = arguments.text("--base");
  if (is_pipe(file) || std::filesystem::is_directory(file))
    refuse("--base is one file: the set that is to grow");
}

SetChange::SetChange(const Arguments& arguments, const Cells& cells, const Plan& plan,
                     BalanceOptions& options, uint64_t unusable, uint64_t repeated)
    : base_(arguments.has("--base")),
      trim_(arguments.has("--trim")),
      kept_(options.keep.size()),
      candidates_(
          static_cast<uint64_t>(std::accumulate(cells.available.begin(), cells.available.end(), int64_t{0}))),
      unusable_(unusable),
      repeated_(repeated) {
  if (arguments.has("--size")) return;
  fit_ = trim_ ? largest_size(cells, plan, options) : least_size(cells, plan, options);
  options.size = fit_.size;
}

std::string SetChange::refusal() const {
  const char* proven = fit_.proven ? " (proven)" : "";
  if (trim_)
    return fmt::format(
        "no part of these {} usable rows is within every range{}; --size N says what is missing", candidates_,
        proven);
  return fmt::format("no rows of the pool bring these {} within every range{}; --size N says what is missing",
                     kept_, proven);
}

std::string SetChange::page(const Balance& answer) const {
  if (!is_any()) return "";
  const auto left_out = [](uint64_t rows, const char* why) {
    return rows == 0 ? "" : fmt::format("{} of {}\n", rows, why);
  };
  const char* proven = fit_.proven ? " (proven)" : "";
  if (trim_)
    return fmt::format("{} of {} usable rows stay; no larger part is within every range{}\n", fit_.size,
                       candidates_, proven);
  std::string out =
      left_out(unusable_, "the base's rows cannot be chosen and are left out") +
      left_out(repeated_, "the pool's rows repeat rows of the base and are left out") +
      fmt::format("{} rows of the base stay, {} are added", kept_, answer.selected.size() - kept_);
  if (fit_.size >= 0) out += fmt::format("; no fewer bring every target within its range{}", proven);
  return out + "\n";
}

Json SetChange::json(const Balance& answer) const {
  Json out{{"base", base_ ? Json(kept_) : Json()},
           {"unusable", unusable_},
           {"repeated", repeated_},
           {"candidates", candidates_}};
  out["added"] = base_ ? Json(answer.selected.size() - kept_) : Json();
  out["proven"] = fit_.proven;
  return out;
}

}  // namespace evenset
