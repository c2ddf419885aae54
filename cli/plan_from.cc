#include <fmt/format.h>

#include "cli/json.h"
#include "cli/plan_modes.h"
#include "cli/pool.h"
#include "cli/terminal.h"
#include "evenset/learn.h"
#include "formats/container.h"

namespace evenset {

int write_learned(const Arguments& typed, const Plan& plan) {
  Arguments arguments = typed;
  if (arguments.inputs.empty())
    throw Error(ErrorKind::usage, "--from: no input: name files, folders or globs, or - for standard input");
  require_free_output(arguments);
  const std::string file = arguments.text("--output");
  const auto out = arguments.has("--dry-run") ? nullptr : create_bytes(file, arguments.has("--force"));
  LabelCounts counts;
  for (const Dimension& dimension : plan.dimensions) counts.emplace_back(dimension.values.size(), 0);
  int64_t rows = 0;
  const AnnotatorOptions annotator = annotator_of(arguments, plan);
  const Account account =
      for_labelled_rows(arguments, plan, annotator, "labelling", [&](Examples& batch, const Reader&) {
        rows += static_cast<int64_t>(batch.size());
        for (size_t d = 0; d < counts.size(); ++d) {
          for (const int16_t value : batch.labels[d].value) {
            if (value >= 0) ++counts[d][static_cast<size_t>(value)];
          }
        }
      });
  const LearnedPlan learned = learned_plan(plan, counts, rows, fmt::format("learned from {} rows", rows));
  if (out) {
    out->write(learned.yaml);
    out->close();
  }
  say_account(account);
  for (const std::string& note : learned.notes) say(note);
  if (arguments.has("--json")) {
    print_json({{"schema", 1},
                {"tier", name(annotator.tier)},
                {"rows", account_json(account)},
                {"size", rows},
                {"notes", learned.notes},
                {"written", out != nullptr},
                {"output", file}});
  } else if (!out || file != "-") {
    say(fmt::format("{} {}: the shares of {} rows; evenset plan --plan {} --size {} gives their counts",
                    out ? "wrote" : "would write", file, rows, file, rows));
  }
  return 0;
}

}  // namespace evenset
