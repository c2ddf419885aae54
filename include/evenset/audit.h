// Compare what is there with the plan: pass, fail, or too few to tell.
#pragma once

#include <string>
#include <vector>

#include "evenset/format.h"
#include "evenset/metric.h"
#include "evenset/plan.h"

namespace evenset {

enum class Verdict { pass, fail, undecided };
std::string_view name(Verdict verdict);

// How a share is known: measured or stated by the data (exact), by annotators
// with a known error (machine), or by people (reviewed).
enum class Method { exact, machine, reviewed };
std::string_view name(Method method);

struct TargetFinding {
  std::string dimension, value;  // value: Target::name, a union's values joined with "+"
  double target = 0, low = 0, high = 0;
  int64_t count = 0, known = 0, unknown = 0;  // rows; known: with a label
  double share = 0;                           // count / known
  double interval[2] = {0, 0};                // 95 % over all estimated shares together (Bonferroni)
  Method method = Method::exact;
  Verdict verdict = Verdict::undecided;
  bool within = false;      // a share of a part (turn kinds of multi-turn rows)
  std::string part;         // of which: "turns=multi"
  bool complement = false;  // what the dimension's other targets leave
  int64_t reviews = 0;      // undecided: about so many more rows, drawn at random and reviewed, decide it
};

struct CheckFinding {
  std::string name, doc;  // as in the plan
  std::string why;        // in words, with the figure and the limit
  std::string wanted;     // the limit alone: "at least 5 %"
  bool holds = false;     // flag raised, item met, going by the figure alone
  // pass: item met, flag not raised; undecided: the figure is not measured, or
  // its interval lies on both sides of the limit.
  Verdict verdict = Verdict::undecided;
  double figure = 0;
  std::vector<uint64_t> rows;  // examples of it, numbers as in Examples::row
};

struct PhaseFinding {
  int phase = 0;
  std::string name;
  std::vector<CheckFinding> items;
};

struct Audit {
  std::string plan;         // its name
  Tier tier = Tier::rules;  // that gave the machine labels
  Account account;
  uint64_t rows = 0;
  std::vector<TargetFinding> targets;  // the plan's, then shares of a part
  Profile::Match ambiguous, adversarial, negative;
  std::vector<CheckFinding> edge_cases, metrics, red_flags;
  std::vector<CheckFinding> quality;  // name, rows
  std::vector<PhaseFinding> phases;
  Figures figures;
  std::string size_advice;
  Verdict verdict = Verdict::undecided;
};

// Cost: nothing beside the profile. The verdict is fail when a target, metric
// or red flag fails, or there is no row; undecided when none fails and one
// cannot be told. Edge cases and phases are shown, they do not decide.
// Throws Error{input} for a check whose figure is unknown.
//
// Shares of machine labels are judged by their interval: the annotators'
// measured errors for the rows they labelled, given and human labels as they
// stand. Rows labelled by people are also read as a random sample of the rows
// without given labels, as `review` draws them; the narrower interval is used.
Audit audit(const Profile& profile, const Account& account, const Plan& plan);
// The same with figures at hand.
Audit audit(const Profile& profile, const Figures& figures, const Account& account, const Plan& plan);

// As a page for a terminal (colour: ANSI; unicode: else ASCII only, but for
// names that come from the plan and the files; width: columns, 64 or more), as
// Markdown, as the interface's JSON. Figures that were not measured or are not
// finite are 0 in the JSON (one document, no line end behind it) and named
// under "unmeasured". The same audit gives the same bytes.
std::string terminal_page(const Audit& audit, bool colour, int width, bool unicode = true);
std::string markdown_page(const Audit& audit);
std::string json_page(const Audit& audit);

// Rates of a tier's errors (data/errors-TIER.yaml), measured on rows that it was
// not made from: per dimension and value, how often the value is found where it
// is (sensitivity) and not where it is not.
struct ErrorRate {
  int64_t found = 0, positives = 0;     // of `positives` true ones, `found` were labelled so
  int64_t rejected = 0, negatives = 0;  // of `negatives` others, `rejected` were not
};
// `value` may be a union, its values joined with "+". All 0 where no rate was measured.
ErrorRate error_rate(Tier tier, std::string_view dimension, std::string_view value);
// What the rates were measured on, in words; "" while there are none.
const std::string& error_rates_source(Tier tier);

// Interval of the true share of a value among `rows` rows of which annotators
// gave it to `count`: Rogan & Gladen (1978), with the Wilson intervals of the
// labelled share and of both rates put together by MOVER (Zou & Donner 2008).
// z: normal quantile; covers 94.9 to 100 % at 1.96 (interval_test.cc). [0, 1]
// where nothing was measured, or where the labels may be no better than chance.
void corrected_interval(int64_t count, int64_t rows, const ErrorRate& rate, double z, double out[2]);

}  // namespace evenset
