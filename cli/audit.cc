#include "evenset/audit.h"

#include "cli/commands.h"
#include "cli/json.h"
#include "cli/pool.h"
#include "cli/terminal.h"
#include "formats/container.h"

namespace evenset {
namespace {

std::string page_of(const Arguments& arguments, const Audit& result) {
  if (arguments.has("--json")) return json_page(result) + "\n";
  if (arguments.has("--markdown")) return markdown_page(result);
  bool to_terminal = arguments.text("--output") == "-";
  return terminal_page(result, to_terminal && colour_wanted(), page_width(), unicode_wanted());
}

int run(const Arguments& arguments) {
  Plan plan = plan_of(arguments);
  AnnotatorOptions annotator = annotator_of(arguments, plan);
  int threads = threads_of(arguments);
  Profile profile(plan, seed_of(arguments));
  profile.tier = annotator.tier;
  Account account =
      for_labelled_rows(arguments, plan, annotator, "auditing",
                        [&](const Examples& batch, const Reader&) { profile.add(batch, threads); });
  Audit result = audit(profile, account, plan);
  std::string page = page_of(arguments, result);
  std::string target = arguments.text("--output");
  if (target == "-") {
    print(page);
  } else {
    auto out = create_bytes(target, arguments.has("--force"));
    out->write(page);
    out->close();
  }
  return result.verdict == Verdict::pass ? 0 : 1;
}

}  // namespace

const Command audit_command{
    "audit",
    "compare a set with the plan: shares, behaviour, diversity, red flags, phases",
    "FILE… [--json | --markdown]",
    "evenset audit train.jsonl",
    "Exit status 0: every target passes; 1: one fails, or cannot be told from machine labels alone.\n"
    "Shares from rules or models come with an interval for their known error; measured ones are facts.",
    {{"--markdown", "", "answer as Markdown", "", ""}},
    "plan tier docs models seed threads format output limit force json",
    run};

}  // namespace evenset
