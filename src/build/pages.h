// The texts of a built folder beside its rows.
#pragma once

#include <string>
#include <vector>

#include "evenset/build.h"

namespace evenset {

// One line a row: where it came from, on which side it is, its labels.
std::string label_lines(const Examples& rows, const std::vector<bool>& held_out, const Plan& plan,
                        const std::vector<std::string>& files);
// The examples to write, by cell.
std::string shortfall_yaml(const Balance& balance, const Plan& plan);
std::string report_markdown(const Build& build, const Plan& plan, const BuildOptions& options);
// The data-set card, with the front matter that Hugging Face's loader reads.
std::string card_markdown(const Build& build, const Plan& plan, const BuildOptions& options);
// Versions, options and hashes of every input: what it takes to build it again.
std::string build_json(const Build& build, const Plan& plan, const BuildOptions& options,
                       const std::vector<std::string>& files);

}  // namespace evenset
