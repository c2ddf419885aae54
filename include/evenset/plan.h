// What a good set looks like, as data: targets with ranges, and whole counts.
//
//   Plan plan = load_plan("evenset.yaml");         // or builtin_plan()
//   Counts counts = whole_counts(plan, 5000);      // adds up in every dimension
//
// A plan is a YAML file (docs/plan.md); `data/company-qa.yaml` is the built-in
// one, the guide with its contradictions resolved openly.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "evenset/dimension.h"

namespace evenset {

// How many of the rows should have one value, or any of several. Aim and ends
// are each a share of the rows plus a number of rows: 8 % at any size is
// {share: 0.08}, 40 rows at any size are {share: 0, count: 40}, and what 40 rows
// leave is {share: 1, count: -40}. See rows_of.
struct Target {
  size_t dimension = 0;         // index into Plan::dimensions
  std::vector<int16_t> values;  // ascending; several: a union, counted together
  std::string name;             // value names joined with "+"
  double share = 0;             // 0..1, the aim
  double low = 0, high = 0;     // 0..1, accepted, both included
  std::string source;           // the line of the guide, or whose choice it is
  bool complement = false;      // what the other targets of the dimension leave
  // Rows, added to the shares above.
  int64_t count = 0, low_count = 0, high_count = 0;
  // Whether `share` is an aim; for ends without one (at_least, at_most) any number from low to high
  // is as good.
  bool aimed = true;
};

// What a target comes to at a size, in rows, before they are made whole.
struct RowRange {
  // Aim and high are 0..size; low may be above, and is then out of reach. An aim outside of its ends
  // is moved to the nearer one.
  double aim = 0, low = 0, high = 0;
};
RowRange rows_of(const Target& target, int64_t size);

// A target on the rows that hold one value of another dimension (turn kinds
// are shares of the multi-turn rows). Audited, not balanced.
struct WithinTarget {
  Target target;
  size_t within = 0;  // index into Plan::targets
};

// What the values of an own dimension mean: a sentence each, "" where the plan
// gives none. Rows that no pattern labels are labelled by them.
struct Description {
  size_t dimension = 0;                // index into Plan::dimensions
  std::vector<std::string> sentences;  // one a value
};

struct Conflict {
  std::string conflict, choice, why;
};

// A test over the audit's figures: red flags, phase items, edge-case coverage,
// metrics. A figure is `share DIM=VALUE+…`, `smallest DIM`, `metric KEY`, … (src/checks.h).
struct Check {
  std::string name;     // as in the interface: same_template, no_negatives, …
  std::string doc;      // the guide's words in short
  std::string figure;   // "share negative=out_of_scope+…", "metric length_cv"
  std::string compare;  // "<", "<=", ">", ">=": the check holds (flag raised, item met) when true
  double limit = 0;
  std::string source;  // the line of the guide, or "evenset"
};

struct Phase {
  int number = 0;
  std::string name;
  int64_t from = 0, to = 0;  // examples
  std::vector<Check> items;
};

// A named list whose entries the audit looks for: verbs, object kinds,
// complexity levels, adversarial kinds, the sub-points of each domain.
struct Checklist {
  std::string name;
  struct Entry {
    std::string name;
    std::vector<std::string> patterns;  // RE2 over the lower-cased question; or
    std::string label;                  // "dimension=value"; or
    std::string sign;                   // "incomplete": see the metric of that name
    std::string source;
  };
  std::vector<Entry> entries;
};

// Rows of `a` that also hold `b` make no sense; no new example may be planned so.
struct Impossible {
  size_t dimension_a = 0, dimension_b = 0;
  int16_t value_a = 0, value_b = 0;
};

struct Plan {
  std::string name, file;  // file: "" for the built-in one
  // Derived ones, of joint targets, last.
  std::vector<Dimension> dimensions;
  std::vector<Target> targets;  // by dimension; complements included
  std::vector<WithinTarget> within;
  int64_t minimum = 0, recommended_low = 0, recommended_high = 0, production_low = 0, production_high = 0;
  std::vector<Check> metrics, red_flags, edge_cases;
  std::vector<Phase> phases;
  std::vector<Checklist> checklists;
  std::vector<Impossible> impossible;
  std::vector<Conflict> decisions;
  std::string text;                       // the YAML as read
  std::vector<Description> descriptions;  // of own dimensions whose values have sentences

  size_t dimension(std::string_view name) const;  // throws Error{usage} for an unknown one
  // The planned dimensions: those with targets, ascending.
  std::vector<size_t> planned() const;
};

// A target in words: "difficulty=easy", of a joint one its name, or "not" and its name.
std::string label(const Plan& plan, const Target& target);

// Throws Error{io} for a missing file, Error{input} with the line for YAML that
// is no plan: unknown keys, values or dimensions, shares outside 0..1, a target
// outside its own range. A plan that is well-formed but cannot be met loads:
// see whole_counts.
//
// A joint target ("at least 40 troubleshooting questions on the API") is a
// target on "yes" of a derived dimension, so that it is counted, audited,
// balanced and proven as all others are. Joint targets tie the dimensions they
// name together; more than 4,096 kinds of rows tied together are an error.
Plan load_plan(const std::string& file);
Plan parse_plan(std::string_view yaml, std::string_view file_name);
const Plan& builtin_plan();

struct Counts {
  int64_t size = 0;
  std::vector<int64_t> count;      // one per Plan::targets
  std::vector<int64_t> low, high;  // one per target: the whole numbers that its range accepts, both included
  bool feasible = true;
  std::vector<std::string> contradiction;  // the smallest set of targets that cannot hold together, in words
  std::vector<std::string> notes;          // "no whole number between 0.05 and 0.10 of 8: 1 taken"
};

// Turn shares into whole counts: each dimension's counts add up to `size`,
// inside every range, nearest to the aims (largest remainder). Where a range
// holds no whole number, floor or ceil, and a note. Infeasible plans give
// feasible = false and say why. Beside the ends of each dimension and pairs that
// are impossible, joint targets are checked against the dimensions they name, all
// that hang together at once, by a linear program over the kinds of rows there
// can be; impossible pairs with other dimensions do not enter there. What is
// said is then a smallest set: without any one of it, the rest could be met.
Counts whole_counts(const Plan& plan, int64_t size);

// Throw Error{input} with the contradiction when the plan cannot be met.
void require_feasible(const Plan& plan, int64_t size);

}  // namespace evenset
