// Questions that ask for the same in other words ("How much VRAM do I need?",
// "Will it run on a 24 GB card?"): variations are wanted, counted and kept.
//
//   Variations variations;
//   while (reader.next(batch)) variations.add(batch);
//   for (const VariationGroup& group : variations.groups()) … group.rows …
//
// Two rows are variations of each other where their responses say the same: the
// content stems of both, weighted by how rare they are in the set (inverse document
// frequency), have a Jaccard index of 0.25 or more, half of the numbers in both
// responses are the same, and the questions do not name different numbers. Or where
// their questions hold the same two to twelve content stems. Groups are made by average
// linkage. Questions that repeat one of their group (0.7 Jaccard of word triples) count
// once; a group of more than six follows a template and is none.
//
// On 544 questions to companies that were written for the test
// (data/corpus/variations/held_out.jsonl) pairs have a precision of 1.00 and a recall of
// .95. In sets of exercises and code, whose answers resemble each other though the
// tasks differ, a group is a proposal: of 496 such pairs that were drawn from public
// instruction data and judged, 3 in 10 were the same task.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "evenset/examples.h"

namespace evenset {

struct VariationGroup {
  std::vector<uint64_t> rows;  // numbers over all inputs, ascending; 2 to 6
  // Of each of them, the content words of its question that no other of the group
  // uses: the terms in which users differ. Lower case.
  std::vector<std::vector<std::string>> terms;
};

class Variations {
 public:
  Variations();
  ~Variations();

  // Cost: some 20 us a row; about a kilobyte for a row of 100 words.
  void add(const Examples& batch, int threads = 1);

  // By first row. Exact over all rows. Cost: 20,000 rows, about a second.
  std::vector<VariationGroup> groups() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace evenset
