// The groups of evenset balance --cap.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "cli/arguments.h"
#include "evenset/caps.h"
#include "evenset/variations.h"

namespace evenset {

// "duplicate=1,variation=3,template=5,source=200": rows of the same texts, variations of a question,
// questions of one template, and rows of which a member has the same value.
class RowGroups {
 public:
  // Throws Error{usage} for what is no such list.
  explicit RowGroups(const Arguments& arguments);

  void read(const Examples& batch, int threads);
  // When all are read.
  std::vector<Cap> caps();

 private:
  struct Kind {
    std::string name;
    Cap cap;
    std::map<std::string, uint32_t> number;  // by value, hashes as their bytes
  };
  std::string value_of(const Kind& kind, const Examples& batch, size_t i) const;

  std::vector<Kind> kinds_;
  std::unique_ptr<Variations> variations_;
};

// The rows that are over a cap go out of the counter.
void leave_out(CellCounter& counter, const Plan& plan, const std::vector<Cap>& caps,
               const BalanceOptions& options);

// With caps, a balance of what is left is the best there is where the whole pool's bound within
// the caps says so. `pool`: before rows were left out.
void judge_with_caps(Balance& answer, const Cells& pool, const Plan& plan, const std::vector<Cap>& caps,
                     const BalanceOptions& options);

}  // namespace evenset
