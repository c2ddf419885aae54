#include <fmt/format.h>

#include <fstream>
#include <sstream>

#include "cli/commands.h"
#include "cli/json.h"
#include "cli/pool.h"
#include "cli/terminal.h"
#include "evenset/balance.h"
#include "proof_file.h"

namespace evenset {
namespace {

constexpr size_t kMaxBytes = size_t{2} << 30;

std::string text_of(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream text;
  if (in) text << in.rdbuf();
  if (!in || in.bad())
    throw Error(ErrorKind::io, file + ": cannot be read; evenset balance --proof writes one", file);
  if (text.view().size() > kMaxBytes)
    throw Error(ErrorKind::input, file + ": a proof of more than 2 GB is none", file);
  return std::move(text).str();
}

// The pool counted afresh, by the plan in the proof.
ProofCheck check_with_pool(const Arguments& arguments, const std::string& text, const ProofFile& proof) {
  Arguments pool = arguments;
  pool.inputs.assign(arguments.inputs.begin() + 1, arguments.inputs.end());
  if (pool.inputs.empty())
    for (const ProofInput& input : proof.inputs) pool.inputs.push_back(input.file);
  Plan plan = parse_plan(proof.plan, arguments.inputs.front());
  CellCounter counter(plan);
  AnnotatorOptions annotator = own_of(arguments, plan);
  annotator.tier = proof.tier;
  for_labelled_rows(pool, plan, annotator, "counting",
                    [&](const Examples& batch, const Reader&) { counter.add(batch); });
  return verify_proof(text, &counter.cells());
}

int run(const Arguments& arguments) {
  const std::string& file = arguments.inputs.front();
  std::string text = text_of(file);
  ProofFile proof = parse_proof(text);
  bool arithmetic = arguments.has("--arithmetic-only");
  ProofCheck check = arithmetic ? verify_proof(text, nullptr) : check_with_pool(arguments, text, proof);
  if (arguments.has("--json")) {
    print_json({{"schema", 1},
                {"accepted", check.accepted},
                {"pool_counted", !arithmetic},
                {"faults", check.faults}});
    return check.accepted ? 0 : 1;
  }
  for (const std::string& fault : check.faults) print("refused: " + fault + "\n");
  if (check.accepted) {
    std::string pool =
        proof.inputs.size() == 1 ? proof.inputs[0].file : fmt::format("these {} files", proof.inputs.size());
    std::string what =
        proof.optimal
            ? fmt::format("no selection from {} does better", pool)
            : fmt::format("the bound of {} leaves room for a better selection from {}", proof.bound, pool);
    print(fmt::format("accepted: {} rows; {}{}\n", proof.selected, what,
                      arithmetic ? " (the pool was not counted)" : ""));
  }
  return check.accepted ? 0 : 1;
}

}  // namespace

const Command verify_proof_command{
    "verify-proof",
    "check a balance from its rows and plan alone, without a solver",
    "PROOF [POOL…]",
    "evenset verify-proof proof.json",
    "Reads the pool that the proof names, or POOL where it has moved, and counts it afresh.\n"
    "Exit status 1: the proof is refused, with every fault in words.",
    {{"--arithmetic-only", "", "check the proof's own sums, do not read the pool", "", ""}},
    "docs models threads format json",
    run};

}  // namespace evenset
