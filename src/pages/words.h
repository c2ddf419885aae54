// What the terminal page and the Markdown page say alike.
#pragma once

#include <string>
#include <vector>

#include "evenset/audit.h"

namespace evenset {

// "4 of 43 targets are missed, 6 cannot be told yet; 1 red flag is raised."
std::string headline(const Audit& audit);
// "5,012 rows read: 4,980 kept, 20 repaired, 12 rejected."
std::string reading_words(const Account& account);
// "faq.jsonl:812:14: repaired: …"
std::string problem_words(const Problem& problem);
// The plan's words for a check, without a full stop; its name where it has none.
std::string title(const CheckFinding& finding);
// The first part of `why`: the figure without the limit.
std::string figure_words(const CheckFinding& finding);
// The figure alone against its limit, where the title says what is meant:
// "3.0 %, wanted: at least 10 %"; the whole `why` for what is no share.
std::string short_why(const CheckFinding& finding);

// How shares of machine labels were judged, and what reviews would decide; ""
// where every share is a fact.
std::string estimate_words(const Audit& audit);
// How lexical diversity and overlap are read: the guide's thresholds name no size.
std::vector<std::string> metric_readings(const Figures& figures);
// Duplicates and groups: figures that no threshold judges.
std::string repetition_words(const Audit& audit);

// Targets by dimension, in order; complements of a lone target are left out
// (they say the same again), and so are complements of which no row was wanted or seen.
struct TargetGroup {
  std::string dimension, part;
  std::vector<const TargetFinding*> targets;
};
std::vector<TargetGroup> target_groups(const Audit& audit);

// "too few", "too many", "pass", "undecided".
std::string_view verdict_words(const TargetFinding& target);
// "30-40 %", "35 %"; `dash` between the ends.
std::string range_words(double low, double high, std::string_view dash);
// Where the true share lies, in whole points, rounded outward: "12-25 %";
// "unknown" where it may be anything, "" where the share is a fact.
std::string interval_words(const TargetFinding& target, std::string_view dash);
// "" unless a target passes with a share outside of its range: said once.
std::string whole_rows_words(const Audit& audit);

}  // namespace evenset
