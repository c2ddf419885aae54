// The rows inside the cells: those that stand for the others best.
//
//   Balance answer = balance(cells, plan, options);  // how many of each cell, rows by chance
//   Diversifier diversifier(cells, answer, {.seed = 1});
//   while (reader.next(batch)) diversifier.add(batch);
//   diversifier.choose(answer, threads);             // other rows of the same cells
//
// Facility location over the questions (evenset/diversity.h), by cell: among ten rows
// for each one wanted, drawn by seed. Targets are met as before, to the row.
#pragma once

#include <memory>
#include <span>

#include "evenset/balance.h"
#include "evenset/diversity.h"

namespace evenset {

struct DiversifyOptions {
  uint64_t seed = 0;
  // By row of the pool, the higher the better; empty: all alike. A row goes before any
  // other of its cell that is worse; which of equals, diversity says.
  std::span<const double> preference = {};
  Rows keep = {};  // BalanceOptions::keep
};

class Diversifier {
 public:
  // Cost: one pass over the rows of the pool; 100 bytes a row of rows().
  Diversifier(const Cells& cells, const Balance& answer, const DiversifyOptions& options = {});
  ~Diversifier();

  // The rows that are looked at, ascending: candidates, and others of the pool
  // that they are to stand for.
  const Rows& rows() const;
  // The next batch of the pool, from its first row on: reads the questions of those of
  // rows() that are in it.
  void add(const Examples& batch, int threads = 1);
  // The vectors of the next of rows(), where they are there.
  void add(const Points& points);

  // Replace answer.selected and measure answer.coverage. Cost: 4 ns for each candidate
  // and reference (8,192 of them at most), by the threads; a million rows to 10,000 some 4 s on two.
  void choose(Balance& answer, int threads = 1);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace evenset
