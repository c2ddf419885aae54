#include "evenset/build.h"

#include <fmt/format.h>

#include <memory>

#include "cli/commands.h"
#include "cli/json.h"
#include "cli/pool.h"
#include "cli/shortfall.h"
#include "cli/terminal.h"

namespace evenset {
namespace {

BuildOptions options_of(const Arguments& arguments, const Plan& plan) {
  BuildOptions options;
  options.size = arguments.integer("--size", 1, 10'000'000);
  options.holdout = arguments.number("--holdout", 0, 0.5);
  options.form = arguments.text("--to");
  options.container = arguments.text("--container");
  options.seed = seed_of(arguments);
  options.threads = threads_of(arguments);
  options.annotator = annotator_of(arguments, plan);
  options.on_shortfall = on_shortfall_of(arguments);
  options.force = arguments.has("--force");
  options.dry_run = arguments.has("--dry-run");
  options.read = read_options_of(arguments);
  return options;
}

Json build_answer(const Build& result, const Plan& plan, const BuildOptions& options,
                  const std::string& folder) {
  Json files = Json::array();
  for (const std::string& file : result.files) files.push_back(folder + "/" + file);
  return {{"schema", 1},
          {"size", options.size},
          {"tier", name(options.annotator.tier)},
          {"rows", account_json(result.account)},
          {"duplicates", result.duplicates},
          {"mismatched", result.mismatched},
          {"unlabelled", result.unlabelled},
          {"selected", result.balance.selected.size()},
          {"train", result.train},
          {"holdout", result.held_out},
          {"deviation", result.balance.deviation},
          {"optimal", result.balance.optimal},
          {"targets", targets_json(result.balance, plan)},
          {"shortfall", shortfall_json(result.balance, plan)},
          {"shortfall_proof", shortfall_proof_json(result.balance, plan)},
          {"files", files}};
}

void print_summary(const Build& result, const Plan& plan, const BuildOptions& options,
                   const std::string& folder) {
  const Balance& b = result.balance;
  print(fmt::format("{} rows read, {} left out as exact duplicates, {} rejected\n", result.account.read,
                    result.duplicates, result.account.rejected));
  print(balance_page(b, plan, options.size));
  if (!result.files.empty())
    print(fmt::format("\n{}: {} rows to train on, {} held out; report.md tells the rest\n", folder,
                      result.train, result.held_out));
}

int run(const Arguments& arguments) {
  if (!arguments.has("--out"))
    throw Error(ErrorKind::usage, "--out is missing: name the folder to write, --out dataset/");
  Plan plan = plan_of(arguments);
  BuildOptions options = options_of(arguments, plan);
  std::string folder = arguments.text("--out");
  std::vector<std::string> inputs = arguments.inputs;
  Rereadable copies(inputs);
  Progress progress("building");
  Build result = build(inputs, folder, plan, options,
                       [&](std::string_view, uint64_t rows, uint64_t done, uint64_t total) {
                         progress.show(rows, done, total);
                       });
  say_account(result.account);
  if (arguments.has("--json"))
    print_json(build_answer(result, plan, options, folder));
  else
    print_summary(result, plan, options, folder);
  return result.balance.met(options.size) ? 0 : 1;
}

}  // namespace

const Command build_command{
    "build",
    "do all of it: a heap of rows in, a balanced, checked, trainer-ready folder out",
    "POOL… --out FOLDER [--size N]",
    "evenset build faq.jsonl tickets/ --size 1000 --out dataset/",
    "The folder holds train and holdout rows, rejected.jsonl, labels.jsonl, shortfall.yaml, plan.yaml,\n"
    "report.md, README.md (a data-set card) and build.json. It appears whole or not at all.\n"
    "Exit status 1: the pool cannot meet every target at this size; shortfall.yaml says what to write.",
    {{"--out", "FOLDER", "the folder to write", "", ""},
     {"--size", "N", "rows to choose", "1000", ""},
     {"--on-shortfall", "MODE", "where the targets cannot all be met: take fewer rows, fill up, or take none",
      "fewer", "fewer fill fail"},
     {"--holdout", "SHARE", "share of the chosen rows to set aside", "0.1", ""},
     {"--to", "FORM", "the form of a row", "openai",
      "alpaca sharegpt openai prompt-completion preference question-answer query-response input-output"},
     {"--container", "NAME", "the format of train and holdout", "jsonl", "jsonl json csv tsv parquet arrow"}},
    "plan tier docs models seed threads format limit force dry-run json",
    run};

}  // namespace evenset
