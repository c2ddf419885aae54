#include "evenset/balance.h"

#include <fmt/format.h>

#include <filesystem>

#include "cli/balance_caps.h"
#include "cli/balance_explain.h"
#include "cli/balance_rows.h"
#include "cli/balance_size.h"
#include "cli/commands.h"
#include "cli/json.h"
#include "cli/pool.h"
#include "cli/shortfall.h"
#include "cli/terminal.h"
#include "formats/container.h"

namespace evenset {
namespace {

Json coverage_json(const Coverage& coverage) {
  if (coverage.references == 0)
    return {{"facility_location", nullptr}, {"relative_to_unconstrained", nullptr}};
  return {{"facility_location", coverage.facility_location},
          {"relative_to_unconstrained", coverage.relative_to_unconstrained},
          {"references", coverage.references}};
}

Json balance_json(const Explained& all, const SetChange& change, const Account& account) {
  const Balance& b = all.answer;
  const Plan& plan = all.plan;
  Json prices = Json::object();
  for (size_t t = 0; t < plan.targets.size(); ++t) {
    const Target& target = plan.targets[t];
    prices[plan.dimensions[target.dimension].name + "=" + target.name] = b.certificate.prices[t];
  }
  Json out{{"schema", 1},
           {"size", all.options.size},
           {"tier", name(all.options.tier)},
           {"selected", b.selected.size()},
           {"bound", b.certificate.bound},
           {"optimal", b.optimal},
           {"deviation", b.deviation},
           {"targets", targets_json(b, plan)},
           {"diversity", coverage_json(b.coverage)},
           {"shortfall", shortfall_json(b, plan)},
           {"shortfall_proof", shortfall_proof_json(b, plan)},
           {"certificate", {{"prices", prices}, {"words", b.certificate.words}}},
           {"rows", account_json(account)}};
  out["no_candidates"] = no_candidates_json(all.counter);
  if (change.is_any()) out["change"] = change.json(all.answer);
  if (all.arguments.has("--explain")) out["explain"] = explanation_json(all);
  return out;
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

// Rows come out as JSON lines, whatever the name says.
void require_lines(const Arguments& arguments) {
  const std::string extension = std::filesystem::path(arguments.text("--output")).extension();
  for (const char* other : {".csv", ".tsv", ".parquet"})
    if (extension == other)
      throw Error(
          ErrorKind::usage,
          "balance writes JSON lines; take -o FILE.jsonl, and evenset convert for " + extension.substr(1));
}

// Before anything is written.
void require_free_proof(const Arguments& arguments) {
  if (!arguments.has("--proof")) return;
  const std::string proof = arguments.text("--proof");
  if (proof == "-")
    throw Error(ErrorKind::usage, "--proof is a file: rows and answers go to standard output");
  if (proof == arguments.text("--output"))
    throw Error(ErrorKind::usage, "--proof and --output are the same file, " + proof);
  if (!arguments.has("--force") && !arguments.has("--dry-run") && std::filesystem::exists(proof))
    throw Error(ErrorKind::usage, proof + " is there already; --force replaces it");
}

bool is_random(const Arguments& arguments) { return arguments.text("--mode") == "random"; }

BalanceOptions options_of(const Arguments& arguments) {
  require_size(arguments);
  require_free_output(arguments);
  BalanceOptions options;
  if (arguments.has("--size")) options.size = arguments.integer("--size", 0, 10'000'000);
  options.seed = seed_of(arguments);
  options.on_shortfall = on_shortfall_of(arguments);
  options.ranges = !arguments.has("--strict");
  options.flags = static_cast<int>(arguments.integer("--flags", 0, kMostFlags));
  options.time_limit = arguments.number("--time-limit", 0, 1e9);
  if (arguments.has("--proof") && (arguments.has("--keep") || arguments.has("--exclude") ||
                                   arguments.has("--base") || arguments.has("--cap")))
    throw Error(
        ErrorKind::usage,
        "--proof speaks of the whole pool; it cannot be given with --keep, --exclude, --base or --cap");
  require_free_proof(arguments);
  require_lines(arguments);
  if (arguments.has("--prefer") && is_random(arguments))
    throw Error(ErrorKind::usage, "--prefer chooses, --mode random draws: give one of them");
  return options;
}

// First reading: the pool's cells, what is said of its rows, and how many each file holds.
Account count_cells(const Arguments& arguments, const Plan& plan, const AnnotatorOptions& annotator,
                    CellCounter& counter, RowWishes& wishes, std::vector<ProofInput>& inputs,
                    const OnBatch& ask) {
  return for_labelled_rows(arguments, plan, annotator, "counting",
                           [&](Examples& batch, const Reader& reader) {
                             counter.add(batch);
                             wishes.read(batch);
                             ask(batch, reader);
                             inputs.resize(reader.files().size());
                             for (size_t i = 0; i < batch.size(); ++i) ++inputs[batch.file[i]].rows;
                             for (size_t f = 0; f < inputs.size(); ++f) inputs[f].file = reader.files()[f];
                           });
}

int tell_no_size(const Arguments& arguments, const SetChange& change, const Account& account) {
  say_account(account);
  if (arguments.has("--json"))
    print_json({{"schema", 1},
                {"size", nullptr},
                {"selected", 0},
                {"words", change.refusal()},
                {"rows", account_json(account)}});
  else
    say(change.refusal() + "\n");
  return 1;
}

void tell(const Explained& all, const SetChange& change, const Account& account) {
  const bool beside_rows = all.arguments.text("--output") == "-" && !all.arguments.has("--dry-run");
  if (all.arguments.has("--json"))
    print_json(balance_json(all, change, account));
  else
    (beside_rows ? say : print)(
        change.page(all.answer) + balance_page(all.answer, all.plan, all.options.size) +
        (all.answer.met(all.options.size) ? "" : no_candidates_page(all.counter)) + explanation_page(all));
}

int run(const Arguments& typed) {
  Arguments arguments = typed;
  BalanceOptions options = options_of(arguments);
  if (arguments.has("--base")) arguments.inputs.insert(arguments.inputs.begin(), arguments.text("--base"));
  Plan plan = plan_of(arguments);
  if (arguments.has("--size")) require_feasible(plan, options.size);
  AnnotatorOptions annotator = annotator_of(arguments, plan);
  options.tier = annotator.tier;
  Rereadable copies(arguments.inputs);
  CellCounter counter(plan);
  std::vector<ProofInput> inputs;
  RowWishes wishes(arguments);
  RowGroups groups(arguments);
  RowQuestions questions(arguments);
  Account account = count_cells(arguments, plan, annotator, counter, wishes, inputs,
                                [&](const Examples& batch, const Reader& reader) {
                                  questions.read(plan, batch, reader, copies);
                                  groups.read(batch, threads_of(arguments));
                                });
  questions.settle(account, copies);
  for (const uint64_t row : wishes.excluded()) counter.exclude(row);
  wishes.settle(counter.cells());
  options.keep = wishes.kept();
  const Cells pool = arguments.has("--cap") ? counter.cells() : Cells{};
  const std::vector<Cap> caps = groups.caps();
  leave_out(counter, plan, caps, options);
  const SetChange change(arguments, counter.cells(), plan, options, wishes.unusable(), wishes.repeated());
  if (options.size < 0) return tell_no_size(arguments, change, account);
  Balance result = balance(counter.cells(), plan, options);
  judge_with_caps(result, pool, plan, caps, options);
  if (!is_random(arguments)) diversify(arguments, counter.cells(), options, wishes.preference(), result);
  std::string target = arguments.text("--output");
  bool dry = arguments.has("--dry-run");
  bool met = result.met(options.size);
  bool refused = options.on_shortfall == OnShortfall::fail && !met;
  if (!dry && !refused) write_selected(arguments, result.selected, target, account.kept + account.repaired);
  if (arguments.has("--proof") && !dry)
    write_proof(arguments, proof_json(result, counter.cells(), plan, options, inputs));
  say_account(account);
  tell({arguments, counter, counter.cells(), plan, options, result, questions}, change, account);
  return met ? 0 : 1;
}

}  // namespace

const Command balance_command{
    "balance",
    "choose the rows that meet every target at once, and prove that no choice does better",
    "POOL… --size N [-o FILE]",
    "evenset balance pool.jsonl --size 1000 -o balanced.jsonl",
    "Rows come out as they came in. Labels that come with the rows are used as they are.\n"
    "Exit status 1: the pool cannot meet every target at this size; the missed ones are listed,\n"
    "with the smallest list of examples to write.",
    {{"--size", "N", "rows to choose", "", ""},
     {"--base", "FILE",
      "a set that is there: all its rows stay, and come out first; without --size, the fewest are added", "",
      ""},
     {"--trim", "", "leave out the fewest rows, so that the others are within every range", "", ""},
     {"--mode", "NAME", "which rows of those that meet the targets: a varied choice, or one by chance",
      "diverse", "diverse random"},
     {"--prefer", "FIELD",
      "rows that people labelled first, then those whose member FIELD is the higher number", "", ""},
     {"--keep", "NAME=VALUE", "take all rows whose member NAME is VALUE", "", ""},
     {"--exclude", "NAME=VALUE", "take no row whose member NAME is VALUE", "", ""},
     {"--cap", "NAME=K,…",
      "choose K rows of a group at most: duplicate (same texts), variation (same question in other words), "
      "template, or a member of the rows, as source",
      "", ""},
     {"--on-shortfall", "MODE", "where the targets cannot all be met: take fewer rows, fill up, or take none",
      "fewer", "fewer fill fail"},
     {"--flags", "F",
      "rare flags (ambiguous, adversarial, negative, multi-turn) that an example to write may hold, 0 to 13",
      "1", ""},
     {"--explain", "ROW,…",
      "say why these rows (numbers over all inputs, or FILE:LINE) are chosen or not; kinds: what one more "
      "example would bring",
      "", ""},
     {"--strict", "", "keep to the plan's aims; without it, numbers inside the targets' ranges will do", "",
      ""},
     {"--proof", "FILE", "write the certificate, for evenset verify-proof", "", ""},
     {"--time-limit", "SECONDS", "give the best choice found so far after this time", "60", ""}},
    "plan tier docs models seed threads format output limit force dry-run json",
    run};

}  // namespace evenset
