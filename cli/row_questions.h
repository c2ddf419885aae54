// The rows that evenset balance --explain asks for.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/arguments.h"
#include "cli/pool.h"
#include "evenset/balance_explain.h"

namespace evenset {

// One row, as typed: a number over all inputs, or FILE:LINE.
struct RowQuestion {
  std::string typed, file;         // file: of the row; "" where only its number is known
  uint64_t row = 0, line = 0;      // from 1; 0: not known
  std::optional<uint64_t> number;  // among the rows that could be used, from 0; none: rejected
  NoCandidate reason;
  std::string fault;  // of a rejected row, where it is known

  bool names(uint64_t its_row, const std::string& its_file, uint64_t its_line) const;
};

class RowQuestions {
 public:
  // Throws Error{usage} for what is neither row nor `kinds`.
  explicit RowQuestions(const Arguments& arguments);

  // The next labelled batch. `copies`: of inputs that can be read once only.
  void read(const Plan& plan, const Examples& batch, const Reader& reader, const Rereadable& copies);
  // When all are read. Throws Error{input} for a row that is not there.
  void settle(const Account& account, const Rereadable& copies);
  const std::vector<RowQuestion>& all() const { return questions_; }
  bool of_kinds() const { return of_kinds_; }

 private:
  std::vector<RowQuestion> questions_;
  bool of_kinds_ = false;
  uint64_t rows_ = 0;
};

}  // namespace evenset
