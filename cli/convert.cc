#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/json.h"
#include "cli/pool.h"
#include "cli/terminal.h"

namespace evenset {
namespace {

int run(const Arguments& arguments) {
  const Form& to = form(arguments.text("--to"));
  std::string target = arguments.text("--output");
  bool json = arguments.has("--json"), dry = arguments.has("--dry-run");
  require_free_output(arguments);
  WriteOptions options{arguments.has("--container") ? arguments.text("--container") : "",
                       arguments.has("--force")};
  Writer writer(dry ? "/dev/null" : target, to, options);
  uint64_t rows = 0;
  Account account = for_rows(arguments, "converting", [&](const Examples& batch, const Reader&) {
    rows += batch.size();
    for (size_t i = 0; i < batch.size(); ++i) writer.write(batch, i);
  });
  writer.close();
  say_account(account);
  for (const auto& [what, count] : writer.moved())
    say(fmt::format("{} has no place for {}: kept in the column \"extra\" of {} rows", to.name, what, count));
  if (json) {
    Json moved = Json::object();
    for (const auto& [what, count] : writer.moved()) moved[what] = count;
    print_json({{"schema", 1},
                {"rows", account_json(account)},
                {"written", dry ? 0 : rows},
                {"output", target},
                {"to", to.name},
                {"moved", moved}});
  }
  return 0;
}

}  // namespace

const Command convert_command{
    "convert",
    "write rows in another shape or format, with the same keys in every row",
    "FILE… [--to FORM] [-o FILE]",
    "evenset convert faq.csv --to openai -o faq.jsonl",
    "The container follows the output's name: .jsonl .json .csv .tsv .parquet .arrow, also .gz and .zst.\n"
    "What a form cannot hold is kept as JSON text in the column \"extra\", and named; converting back "
    "restores it.",
    {{"--to", "FORM", "the form of a row", "openai",
      "alpaca sharegpt openai prompt-completion preference question-answer query-response input-output"},
     {"--container", "NAME", "the output's format, where its name does not tell", "by name",
      "jsonl json csv tsv parquet arrow"}},
    "format output limit force dry-run json",
    run};

}  // namespace evenset
