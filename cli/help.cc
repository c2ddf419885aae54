#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/terminal.h"
#include "evenset/dimension.h"
#include "evenset/metric.h"

namespace evenset {
namespace {

// The generated pages of docs/.
std::string dimensions_markdown() {
  std::string out =
      "# Dimensions\n\nPrinted by `evenset help --dimensions`; do not edit. A dimension is an axis of "
      "labels; the plan sets "
      "its targets. `unknown` is given only for texts that cannot be judged.\n\n| dimension | values | known "
      "by | what it says |\n"
      "| --- | --- | --- | --- |\n";
  for (const Dimension* d : builtin_dimensions())
    out += fmt::format("| `{}` | {} | {} | {} |\n", d->name, fmt::join(d->values, ", "),
                       d->exact ? "measure" : "rules", d->doc);
  return out;
}

std::string metrics_markdown() {
  std::string out =
      "# Metrics\n\nPrinted by `evenset help --metrics`; do not edit. A metric is computed over a whole set "
      "and can be merged "
      "from parts.\n\n| metric | figures | what it says |\n| --- | --- | --- |\n";
  for (const Metric* m : builtin_metrics())
    out += fmt::format("| `{}` | {} | {} |\n", m->name, fmt::join(m->figures, ", "), m->doc);
  return out;
}

int run(const Arguments& arguments) {
  if (arguments.has("--dimensions"))
    print(dimensions_markdown());
  else if (arguments.has("--metrics"))
    print(metrics_markdown());
  else if (arguments.has("--cli"))
    print(cli_markdown(commands()));
  else
    print(overview(commands()));
  return 0;
}

}  // namespace

const Command help_command{"help",
                           "print this overview, or one of the generated pages of the docs",
                           "[--cli | --dimensions | --metrics]",
                           "evenset help --dimensions",
                           "",
                           {{"--cli", "", "all commands and flags, as Markdown", "", ""},
                            {"--dimensions", "", "the dimensions and their values, as Markdown", "", ""},
                            {"--metrics", "", "the metrics and their figures, as Markdown", "", ""}},
                           "",
                           run,
                           false};

}  // namespace evenset
