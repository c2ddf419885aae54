#include "evenset/balance.h"

#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/json.h"
#include "cli/pool.h"
#include "cli/shortfall.h"
#include "cli/terminal.h"
#include "formats/container.h"

namespace evenset {
namespace {

Json balance_json(const Balance& b, const Plan& plan, int64_t size, Tier tier, const Account& account) {
  Json prices = Json::object();
  for (size_t t = 0; t < plan.targets.size(); ++t) {
    const Target& target = plan.targets[t];
    prices[plan.dimensions[target.dimension].name + "=" + target.name] = b.certificate.prices[t];
  }
  return {{"schema", 1},
          {"size", size},
          {"tier", name(tier)},
          {"selected", b.selected.size()},
          {"bound", b.certificate.bound},
          {"optimal", b.optimal},
          {"deviation", b.deviation},
          {"targets", targets_json(b, plan)},
          {"diversity", {{"facility_location", nullptr}, {"relative_to_unconstrained", nullptr}}},
          {"shortfall", shortfall_json(b, plan)},
          {"certificate", {{"prices", prices}, {"words", b.certificate.words}}},
          {"rows", account_json(account)}};
}

// Second reading: the chosen rows as they came.
void write_selected(const Arguments& arguments, const Rows& selected, const std::string& target,
                    uint64_t rows) {
  auto out = create_bytes(target, arguments.has("--force"));
  auto next = selected.begin();
  uint64_t number = 0;
  std::string text;
  for_rows(arguments, "writing", [&](const Examples& batch, const Reader&) {
    text.clear();
    for (size_t i = 0; i < batch.size(); ++i, ++number) {
      if (next == selected.end() || *next != number) continue;
      ++next;
      append_row(text, batch, i);
      text += '\n';
    }
    out->write(text);
  });
  if (number != rows)
    throw Error(ErrorKind::io,
                arguments.inputs.front() + ": the input changed while it was read; balance again");
  out->close();
}

void write_proof(const Arguments& arguments, const std::string& proof) {
  auto out = create_bytes(arguments.text("--proof"), arguments.has("--force"));
  out->write(proof);
  out->close();
}

BalanceOptions options_of(const Arguments& arguments) {
  if (!arguments.has("--size"))
    throw Error(ErrorKind::usage, "--size is missing: how many rows to choose, --size 5000");
  require_free_output(arguments);
  BalanceOptions options;
  options.size = arguments.integer("--size", 0, 10'000'000);
  options.seed = seed_of(arguments);
  options.on_shortfall = on_shortfall_of(arguments);
  options.time_limit = arguments.number("--time-limit", 0, 1e9);
  return options;
}

// First reading: the pool's cells, and how many rows each file holds.
Account count_cells(const Arguments& arguments, const Plan& plan, const AnnotatorOptions& annotator,
                    CellCounter& counter, std::vector<ProofInput>& inputs) {
  return for_labelled_rows(arguments, plan, annotator, "counting",
                           [&](const Examples& batch, const Reader& reader) {
                             counter.add(batch);
                             inputs.resize(reader.files().size());
                             for (size_t i = 0; i < batch.size(); ++i) ++inputs[batch.file[i]].rows;
                             for (size_t f = 0; f < inputs.size(); ++f) inputs[f].file = reader.files()[f];
                           });
}

int run(const Arguments& typed) {
  Arguments arguments = typed;
  BalanceOptions options = options_of(arguments);
  Plan plan = plan_of(arguments);
  require_feasible(plan, options.size);
  AnnotatorOptions annotator = annotator_of(arguments, plan);
  options.tier = annotator.tier;
  Rereadable copies(arguments.inputs);
  CellCounter counter(plan);
  std::vector<ProofInput> inputs;
  Account account = count_cells(arguments, plan, annotator, counter, inputs);
  Balance result = balance(counter.cells(), plan, options);
  std::string target = arguments.text("--output");
  bool dry = arguments.has("--dry-run");
  bool met = result.met(options.size);
  bool refused = options.on_shortfall == OnShortfall::fail && !met;
  if (!dry && !refused) write_selected(arguments, result.selected, target, account.kept + account.repaired);
  if (arguments.has("--proof") && !dry)
    write_proof(arguments, proof_json(result, counter.cells(), plan, options, inputs));
  say_account(account);
  if (arguments.has("--json"))
    print_json(balance_json(result, plan, options.size, options.tier, account));
  else
    (target == "-" && !dry ? say : print)(balance_page(result, plan, options.size));
  return met ? 0 : 1;
}

}  // namespace

const Command balance_command{
    "balance",
    "choose the rows that meet every target at once, and prove that no choice does better",
    "POOL… --size N [-o FILE]",
    "evenset balance pool.jsonl --size 1000 -o balanced.jsonl",
    "Rows come out as they came in. Labels that come with the rows are used as they are.\n"
    "Exit status 1: the pool cannot meet every target at this size; the missed ones are listed.",
    {{"--size", "N", "rows to choose", "", ""},
     {"--on-shortfall", "MODE", "where the targets cannot all be met: take fewer rows, fill up, or take none",
      "fewer", "fewer fill fail"},
     {"--proof", "FILE", "write the certificate, for evenset verify-proof", "", ""},
     {"--time-limit", "SECONDS", "give the best choice found so far after this time", "60", ""}},
    "plan tier docs models seed threads format output limit force dry-run json",
    run};

}  // namespace evenset
