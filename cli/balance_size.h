// The size of a balance: as typed, or the one that fits.
#pragma once

#include <string>

#include "cli/arguments.h"
#include "cli/json.h"
#include "evenset/fit.h"

namespace evenset {

// --size, --base and --trim go together as they can. Throws Error{usage} where they do not.
void require_size(const Arguments& arguments);

// What became of a set that was grown (--base) or trimmed (--trim).
class SetChange {
 public:
  // Finds `options.size` where none was typed; -1: no size fits.
  SetChange(const Arguments& arguments, const Cells& cells, const Plan& plan, BalanceOptions& options,
            uint64_t unusable, uint64_t repeated);

  // Without --base and --trim there is nothing to say.
  bool is_any() const { return base_ || trim_; }
  // Where no size fits.
  std::string refusal() const;
  // Before the balance's own page, and as a member `change` of its JSON.
  std::string page(const Balance& answer) const;
  Json json(const Balance& answer) const;

 private:
  bool base_ = false, trim_ = false;
  uint64_t kept_ = 0, candidates_ = 0, unusable_ = 0, repeated_ = 0;
  Fit fit_;
};

}  // namespace evenset
