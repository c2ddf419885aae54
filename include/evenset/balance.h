// Select rows so that every target holds, and prove that no better choice is.
//
// The marginals of a subset depend only on how many rows are taken from each
// joint cell (one target per planned dimension), so a million rows become a
// linear program with a few dozen rows and some ten thousand bounded columns:
// an LP vertex, then integral repair (docs/design.md, "Balance").
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "evenset/annotator.h"
#include "evenset/plan.h"

namespace evenset {

// The rows of a pool by joint cell. All a balance needs to know of them.
struct Cells {
  size_t dimensions = 0;        // planned dimensions
  std::vector<int16_t> target;  // cell c, dimension d: target[c * dimensions + d], index into Plan::targets
  std::vector<uint32_t> cell_of_row;  // kNoCell: no candidate
  std::vector<int64_t> available;     // rows of each cell

  static constexpr uint32_t kNoCell = 0xffffffff;
  size_t size() const { return available.size(); }
  size_t at(size_t cell, size_t dimension) const {
    return static_cast<size_t>(target[cell * dimensions + dimension]);
  }
};

// Collects cells row by row (streaming); 4 bytes a row.
class CellCounter {
 public:
  explicit CellCounter(const Plan& plan);
  // Add the rows of a labelled batch. No candidate, for the first of these that
  // holds: a row whose behaviour does not match (codebook §7), that is unknown
  // in a planned dimension, or whose value has no target.
  void add(const Examples& batch);
  // Rows left out so far, by reason.
  int64_t mismatched() const { return mismatched_; }
  int64_t unknown() const { return unknown_; }
  int64_t off_plan() const { return off_plan_; }
  const Cells& cells() const { return cells_; }
  // Leave out one row that was added (an exact duplicate). Number from 0.
  void exclude(uint64_t row);

 private:
  const Plan& plan_;
  std::vector<size_t> planned_;
  std::vector<std::vector<int16_t>> target_of_value_;  // planned dimension, value -> target or -1
  Cells cells_;
  struct Index;
  std::shared_ptr<Index> index_;
  int64_t mismatched_ = 0, unknown_ = 0, off_plan_ = 0;
};

// Where n rows that meet every target can be had, all three give such rows.
enum class OnShortfall {
  fewer,  // the largest number of rows with no value above its target
  fill,   // n rows (all there are, if fewer) with the smallest total deviation from the targets
  fail,   // none
};
std::string_view name(OnShortfall mode);

struct BalanceOptions {
  int64_t size = 0;  // 0 … 10,000,000
  uint64_t seed = 0;
  OnShortfall on_shortfall = OnShortfall::fewer;
  // Rows that are taken whatever happens, ascending; they count towards the targets and
  // `size`. No proof file covers them.
  Rows keep = {};
  // Labelled the rows that brought no labels; stands in the proof, so that the
  // cells can be counted again.
  Tier tier = Tier::rules;
  // Seconds for the integer repair. Rarely used up; where they are, the answer
  // depends on the machine's speed.
  double time_limit = 60;
  // Where the plan's aims cannot all be met, the numbers inside the targets' ranges that lose
  // the fewest rows and are nearest to the aims are as good. false: the aims and nothing else.
  bool ranges = true;
  // Rare flags (ambiguous, adversarial, a negative, multi-turn) that one example
  // of the shortfall may hold, 0 … kMostFlags.
  int flags = 1;
};
constexpr int kMostFlags = 13;

// Prices are the LP's duals: what one more place in a target would be worth.
// Anyone can recompute the bound from them in one pass, without a solver.
struct Certificate {
  OnShortfall mode = OnShortfall::fewer;
  std::vector<double> prices;  // one per Plan::targets; 0..1, under fill -1..1
  double bound = 0;            // fewer, fail: no selection is larger; fill: none deviates less
  std::string words;           // the same, for a person
};

// A kind of example to write, and how many.
struct ShortfallEntry {
  std::vector<int16_t> target;  // one per planned dimension, index into Plan::targets
  int64_t count = 0;
};

// How well the chosen rows stand for the pool: mean cosine of held-out rows' questions to
// the nearest chosen one (evenset/diversity.h), and that as a share of what a choice
// without any target reaches among the same rows.
struct Coverage {
  uint64_t references = 0;  // held out from choosing, more than are chosen; 0: not measured
  double facility_location = 0, relative_to_unconstrained = 0;
};

// What the rules for new examples cost.
struct ShortfallRule {
  static constexpr int kAny = -1;  // any combination, impossible ones too
  int flags = kAny;                // rare flags in one example
  int64_t count = 0;               // examples to write then, under looser rules at least; -1: no list does
};

// Why no list is shorter, as for the certificate: prices of the targets, and
// the bound that anyone can work out from them (shortfall_bound). Where rows are
// kept, of the pool and the targets without them.
struct ShortfallProof {
  int flags = 1;                     // the rule, BalanceOptions::flags
  bool possible = true;              // false: no list within the rules; none is given
  int64_t count = 0;                 // examples to write, over all kinds
  double bound = 0;                  // no list is shorter; more than `size`: none is possible
  bool proven = true;                // the bound, as a whole number, equals the count
  std::vector<double> prices;        // one per Plan::targets, any sign; empty where nothing is missing
  std::vector<ShortfallRule> rules;  // this one, looser ones, none; empty where nothing is missing
  std::string words;                 // the same, for a person
};

struct Balance {
  Rows selected;  // row numbers from 0, ascending
  // One per Plan::targets. `wanted` are the numbers finally aimed at: `aim` where it can be met,
  // else others inside the ranges; of one dimension they add up to the size.
  std::vector<int64_t> aim, wanted, got, available;
  std::vector<int64_t> taken;  // one per cell
  int64_t deviation = 0;       // sum of |got - wanted|
  Certificate certificate;
  Coverage coverage;
  bool optimal = false;  // the bound, recomputed, equals the result
  bool drawn = true;     // inside a cell, rows were drawn by seed; false: chosen (evenset/diversify.h)
  // The fewest examples that, written anew, let rows of the pool meet every
  // target exactly: no combination that the plan calls impossible, at most
  // `flags` rare flags in one. Most frequent first; empty when all n were found,
  // or no list is possible. `selected` is what they complete if it can be; else,
  // where the rules ask for more examples than places are left, some of it has
  // to give way: size - shortfall_proof.count rows of the pool stand beside them.
  std::vector<ShortfallEntry> shortfall;
  ShortfallProof shortfall_proof;

  // All `size` rows were found and every target is met to the row.
  bool met(int64_t size) const { return deviation == 0 && static_cast<int64_t>(selected.size()) == size; }
};

// Choose `options.size` rows: of each cell in proportion to the pool, as far as the
// targets let, and inside a cell by seed (evenset/diversify.h: by variety). Counts are
// recounted in integers from the chosen rows. Throws Error{input} when the plan
// cannot be met at this size or has no targets, or `keep` alone goes above one of them;
// Error{usage} for a size out of range, or a kept row that is no candidate. Cost: about a
// second at 30,000 cells, some seconds where rows are missing. Same answer whatever the
// threads.
Balance balance(const Cells& cells, const Plan& plan, const BalanceOptions& options);

// The bound that `prices` prove, in one pass over the cells (fill: sorted), where `wanted` are the
// only numbers that will do; for ranges docs/proof.md has the rest.
//   fewer: wanted·prices + sum over cells of available·max(0, 1 - prices of its targets);
//          valid for any prices >= 0
//   fill:  what the `size` cheapest rows cost, a row costing the prices of its
//          targets, less wanted·prices; valid for any prices in -1..1
double fewer_bound(const Cells& cells, const std::vector<int64_t>& wanted, const std::vector<double>& prices);
double fill_bound(const Cells& cells, const std::vector<int64_t>& wanted, const std::vector<double>& prices,
                  int64_t size);

// The least number of examples to write that `prices` prove, any prices, no rows kept:
//   (wanted·prices, where the ranges make it least - sum over cells of available·max(0, prices of its
//   targets)) / the most that the prices of one new example come to within the rules,
//     targets of which nothing is wanted left aside
// Infinite where that is 0 or less and the number above it is not.
double shortfall_bound(const Cells& cells, const Plan& plan, const BalanceOptions& options,
                       const std::vector<double>& prices);

// A proof as a file: plan, inputs, seed, targets, cells (labels, available,
// taken), chosen rows, prices, bound. `docs/proof.md` is its format.
struct ProofInput {
  std::string file;
  uint64_t rows = 0;  // added to the CellCounter; over all inputs, as many as Cells::cell_of_row
};
std::string proof_json(const Balance& balance, const Cells& cells, const Plan& plan,
                       const BalanceOptions& options, const std::vector<ProofInput>& inputs);

// What it takes to count the cells afresh: the plan (as parse_plan reads it)
// and the inputs in order. Throws Error{input} for what is no proof.
struct ProofHead {
  std::string plan;
  Tier tier = Tier::rules;
  std::vector<ProofInput> inputs;
};
ProofHead proof_head(std::string_view json);

struct ProofCheck {
  bool accepted = false;
  std::vector<std::string> faults;  // in words, empty when accepted
};
// Recompute everything in `json` from the plan in it and `cells` counted afresh
// from the pool: counts, cells, rows, bound. Needs no solver. With cells ==
// nullptr only the proof's own arithmetic is checked. Throws Error{input} for
// what is not made up as a proof is, or holds a plan that cannot be read; all
// that is made up right but untrue is a fault. Cost: one pass over cells and rows.
ProofCheck verify_proof(std::string_view json, const Cells* cells);

// A part of the chosen rows with the same composition in every planned
// dimension, exact to the whole row where the cells allow it: as many rows as
// `share` (0..1) comes to, each target's count rounded so that every dimension
// adds up, each cell's share rounded up or down where that can be kept. Seeded.
// Throws Error{usage} for a share outside 0..1 or a row that is no candidate.
Rows holdout(const Cells& cells, const Plan& plan, const Rows& selected, double share, uint64_t seed);

}  // namespace evenset
