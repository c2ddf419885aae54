// The reasons of --explain in words. Never the text of an example.
#pragma once

#include "cli/balance_explain.h"

namespace evenset {

RowReason reason_of(const Explained& all, const RowQuestion& question);

std::string worth_figure(double worth);                // 0.75
std::string target_words(const Plan& plan, size_t t);  // tone=mixed
// Whether a target is what most rows are and no other of its dimension says: ambiguous=no.
bool is_rest(const Plan& plan, size_t t);
// All labels of a kind, and all but those.
std::string kind_words(const Plan& plan, const std::vector<int16_t>& kind);
std::string short_kind_words(const Plan& plan, const std::vector<int16_t>& kind);

std::string place_words(const RowQuestion& question);                             // row 12 (pool.jsonl:12)
std::string outcome_words(const RowReason& reason, const RowQuestion& question);  // not chosen
// One word, and a sentence.
std::string why_name(const RowQuestion& question, const RowReason& reason);
std::string why_words(const Explained& all, const RowQuestion& question, const RowReason& reason);
// The full targets of a row that was not chosen; "" where they say nothing.
std::string full_words(const Explained& all, const RowReason& reason);

}  // namespace evenset
