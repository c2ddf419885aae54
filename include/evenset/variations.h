// Questions that ask for the same in other words ("How much VRAM do I need?",
// "Will it run on a 24 GB card?"): variations are wanted, counted and kept.
//
//   Variations variations;
//   while (reader.next(batch)) variations.add(batch);
//   for (const VariationGroup& group : variations.groups()) … group.rows …
//
// Two rows are variations of each other where their responses say the same: the
// content stems of both, weighted by how rare they are in the set (inverse document
// frequency), have a Jaccard index of 0.25 or more; or where their questions hold the
// same two to twelve content stems. Groups are made by average linkage. Questions that
// repeat one of their group (0.7 Jaccard of word triples) count once; a group of more
// than six follows a template and is none. On 544 questions written for the test
// (data/corpus/variations/held_out.jsonl): pairs' precision .98, recall .95.
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
