#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/explain.h"
#include "cli/json.h"
#include "cli/pool.h"
#include "cli/terminal.h"
#include "formats/container.h"
#include "text/json.h"

namespace evenset {
namespace {

// `{"row":1,"file":"…","id":…,"labels":{…},"confidence":{…}}`
void append_only_labels(std::string& out, const Examples& batch, size_t i, const LabelNames& names,
                        const std::string& file) {
  out += fmt::format("{{\"row\":{},\"file\":", batch.row[i]);
  append_json_string(out, file);
  out += ",\"id\":";
  out += batch.id[i].empty() ? "null" : batch.id[i];
  out += ",\"labels\":";
  append_labels(out, batch, i, names);
  out += ",\"confidence\":";
  append_confidences(out, batch, i, names);
  out += '}';
}

int run(const Arguments& arguments) {
  Plan plan = plan_of(arguments);
  Tier tier = tier_of(arguments);
  std::string target = arguments.text("--output");
  if (arguments.has("--explain")) return explain_row(arguments, plan, tier);
  bool json = arguments.has("--json"), dry = arguments.has("--dry-run"),
       only = arguments.has("--only-labels");
  require_free_output(arguments);
  LabelNames names = label_names(plan);
  auto out = dry ? nullptr : create_bytes(target, arguments.has("--force"));
  std::string text;
  uint64_t rows = 0;
  Account account =
      for_labelled_rows(arguments, plan, tier, "labelling", [&](const Examples& batch, const Reader& reader) {
        rows += batch.size();
        if (!out) return;
        text.clear();
        for (size_t i = 0; i < batch.size(); ++i) {
          if (only)
            append_only_labels(text, batch, i, names, reader.files()[batch.file[i]]);
          else
            append_labelled_row(text, batch, i, names);
          text += '\n';
        }
        out->write(text);
      });
  if (out) out->close();
  say_account(account);
  if (json)
    print_json({{"schema", 1},
                {"tier", name(tier)},
                {"rows", account_json(account)},
                {"written", dry ? 0 : rows},
                {"output", target}});
  return 0;
}

}  // namespace

const Command label_command{
    "label",
    "add labels and measures to every row, under its key \"evenset\"",
    "FILE… [-o FILE]",
    "evenset label faq.jsonl -o labelled.jsonl",
    "Labels that a row brings are kept. Every other byte of a row stays as it was.",
    {{"--explain", "ROW", "say what spoke for each label of one row, and write nothing", "", ""},
     {"--only-labels", "", "write row number, file, id, labels and confidences, without the rows", "", ""}},
    "plan tier threads format output limit force dry-run json",
    run};

}  // namespace evenset
