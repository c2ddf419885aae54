// The fewest examples to write, as a program over cell counts.
#pragma once

#include <cstdint>
#include <set>
#include <vector>

#include "evenset/balance.h"
#include "places.h"
#include "shortfall/new_examples.h"
#include "solve/linear.h"

namespace evenset {

// What prices prove: no list within the rules has fewer examples than
//
//   (places·prices − sum over cells of available·max(0, price of the cell)) / dearest
//
// where the dearest is the most that one new example may cost; valid for any
// prices; the places are taken where they are worth least. kInfinity: no list at all, since new examples cost
// nothing and the pool does not pay for the places. 0 where the search for the dearest proves nothing.
double fewest_bound(const Cells& cells, const TargetPlaces& places, const std::vector<double>& prices,
                    const NewExamples& rules);

// `count` new examples at least: the bound as a whole number.
int64_t whole_fewest(double bound);

struct FewestList {
  bool found = false;
  int64_t count = 0;
  std::vector<ShortfallEntry> entries;  // most frequent first
  std::vector<int64_t> taken;           // pool rows beside it, one per cell
  std::vector<double> prices;           // scaled: the dearest new example costs 1
  double bound = 0;                     // what they prove; kInfinity: no list is possible
};

// Minimise the new examples y subject to  x + y = places  in every target, 0 <=
// x <= available, the places inside their ranges and together as many as there are, by column generation over
// the combinations that may be written; then whole numbers by a small integer program over the columns at
// hand. Under `rules` that allow more, call it again: it goes on from there.
class FewestProgram {
 public:
  // `start`: rows by cell that fit into the places, many of them; they are opened
  // first, which saves most of the work.
  FewestProgram(const Cells& cells, const TargetPlaces& places, const std::vector<int64_t>& start);
  // Cost: about two seconds at 30,000 cells, the first time. Same seed, same
  // answer, as long as the seconds are not used up.
  FewestList list(const NewExamples& rules, uint64_t seed, double seconds);
  // Prices and bound only: without the search for whole numbers.
  FewestList bound(const NewExamples& rules, double seconds);

 private:
  enum class Phase { close, write };  // what is minimised: places left open, new examples
  void set_phase(Phase phase);
  void open_pool(bool open);
  bool add_new_example(const Combination& combination);
  bool add_dearest(const NewExamples& rules, const std::vector<double>& dual, double worth, double seconds);
  LinearOptimum vertex(const NewExamples& rules, bool& feasible, double seconds);
  LinearOptimum generated(const NewExamples& rules, double worth, double seconds);
  FewestList solve(const NewExamples& rules, uint64_t seed, double seconds, bool whole);
  void set_prices(FewestList& out, const NewExamples& rules, const std::vector<double>& dual) const;
  void search_whole(FewestList& out, const NewExamples& rules, LinearOptimum vertex, uint64_t seed,
                    double seconds);
  void use(FewestList& out, const std::vector<double>& x, const NewExamples& rules) const;

  const Cells& cells_;
  const TargetPlaces& places_;
  const std::vector<int64_t>& start_;
  size_t first_new_ = 0;  // columns: cells, places left open, moves inside ranges, new examples
  Program program_;
  bool writing_ = false;
  std::vector<Combination> written_;  // by new column
  std::set<Combination> known_;
  LinearProgram linear_;
};

}  // namespace evenset
