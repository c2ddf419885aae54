#include "evenset/teach.h"

#include <fmt/format.h>

#include <cmath>
#include <filesystem>

#include "cli/commands.h"
#include "cli/json.h"
#include "cli/pool.h"
#include "cli/terminal.h"
#include "formats/container.h"

namespace evenset {
namespace {

namespace fs = std::filesystem;

// The dimension's values are the plan's, where it has them.
TeachOptions options_of(const Arguments& arguments) {
  TeachOptions options;
  options.dimension = arguments.text("--dimension");
  options.field = arguments.text("--field");
  options.seed = seed_of(arguments);
  for (const Dimension& dimension : plan_of(arguments).dimensions) {
    if (dimension.name != options.dimension) continue;
    if (dimension.exact)
      throw Error(
          ErrorKind::usage,
          fmt::format("--dimension {}: it is measured; nothing can be taught about it", dimension.name));
    options.doc = dimension.doc;
    options.values = dimension.values;
  }
  return options;
}

// -o, or a file in the folder where the other commands look for it.
std::string target_of(const Arguments& arguments) {
  if (arguments.has("--output")) {
    if (arguments.text("--output") == "-") throw Error(ErrorKind::usage, "-o -: a model is a file; name it");
    return arguments.text("--output");
  }
  const std::string name = arguments.text("--dimension");
  if (name.find('/') != std::string::npos || name.starts_with('.'))
    throw Error(ErrorKind::usage, "--dimension: no name for a file; give -o FILE");
  return fmt::format("{}/{}.safetensors", kTaughtFolder, name);
}

std::string count_line(const char* what, uint64_t count) {
  return count == 0 ? "" : fmt::format("  {:>6} {}\n", count, what);
}

std::string rows_page(const TeachRows& rows) {
  return fmt::format("{} of {} rows taught\n", rows.used, rows.read) +
         count_line("have no label of it", rows.unlabelled) +
         count_line("have one from a rule or a model, which teaches nothing", rows.by_machine) +
         count_line("have a label that is no value of the plan", rows.strange) +
         count_line("have no text", rows.empty) + count_line("are there twice", rows.repeated) +
         count_line("are beyond the 20,000 that are used", rows.beyond) +
         count_line("of those taught have the text of another with another label", rows.contradictory);
}

std::string share_text(double share) { return std::isnan(share) ? "-" : fmt::format("{:.2f}", share); }

std::string page_of(const TeachOptions& options, const TeachRows& rows, const Taught& taught) {
  std::string out = fmt::format("{}: {}", options.dimension, rows_page(rows));
  const auto estimate = [](const Estimate& e) {
    return fmt::format("{:.2f} ({:.2f} to {:.2f})", e.value, e.low, e.high);
  };
  out += fmt::format("\naccuracy {}, five-fold cross-validated; the commonest value alone: {:.2f}\n",
                     estimate(taught.accuracy), taught.majority);
  out +=
      fmt::format("macro-F1 {}; calibration error {:.2f}\n\n", estimate(taught.macro_f1), taught.calibration);
  out += fmt::format("{:<28} {:>6} {:>10} {:>7}\n", "value", "rows", "precision", "recall");
  for (const Taught::Value& value : taught.values)
    out += fmt::format("{:<28} {:>6} {:>10} {:>7}\n", value.name, value.rows, share_text(value.precision),
                       share_text(value.recall));
  return out;
}

Json estimate_json(const Estimate& e) { return {{"value", e.value}, {"interval", {e.low, e.high}}}; }

Json rows_json(const TeachRows& rows) {
  return {{"read", rows.read},
          {"used", rows.used},
          {"unlabelled", rows.unlabelled},
          {"by_machine", rows.by_machine},
          {"strange", rows.strange},
          {"empty", rows.empty},
          {"repeated", rows.repeated},
          {"beyond", rows.beyond},
          {"contradictory", rows.contradictory}};
}

Json taught_json(const TeachOptions& options, const TeachRows& rows, const Taught& taught) {
  Json values = Json::array();
  for (const Taught::Value& value : taught.values)
    values.push_back({{"value", value.name},
                      {"rows", value.rows},
                      {"precision", std::isnan(value.precision) ? Json() : Json(value.precision)},
                      {"recall", value.recall}});
  return {{"schema", 1},
          {"dimension", options.dimension},
          {"rows", rows_json(rows)},
          {"accuracy", estimate_json(taught.accuracy)},
          {"macro_f1", estimate_json(taught.macro_f1)},
          {"majority", taught.majority},
          {"calibration", taught.calibration},
          {"strength", taught.strength},
          {"temperature", taught.temperature},
          {"values", values}};
}

// The accuracy of the model that is there, where it is better.
std::optional<double> better_one(const Arguments& arguments, const std::string& target,
                                 const Teacher& teacher, const Taught& taught) {
  std::error_code error;
  if (arguments.has("--force") || !fs::exists(target, error)) return std::nullopt;
  const std::optional<double> old = teacher.accuracy_of(target);
  if (!old) say(fmt::format("note: the model in {} stands on another version of the encoder", target));
  return old && *old > taught.accuracy.value ? old : std::nullopt;
}

void write_model(const Arguments& arguments, const std::string& target, const std::string& bytes) {
  // What goes wrong shows when the file is created in it.
  if (std::error_code error; !arguments.has("--output")) fs::create_directories(kTaughtFolder, error);
  auto out = create_bytes(target, /*force=*/true);
  out->write(bytes);
  out->close();
}

int run(const Arguments& arguments) {
  if (!arguments.has("--dimension"))
    throw Error(ErrorKind::usage, "which dimension? give --dimension NAME; try evenset teach -h");
  const TeachOptions options = options_of(arguments);
  const std::string target = target_of(arguments);
  const int threads = threads_of(arguments);
  Teacher teacher(options);
  const Account account =
      for_rows(arguments, "reading and encoding",
               [&](const Examples& batch, const Reader&) { teacher.add(batch, threads); });
  say_account(account);
  const Taught taught = teacher.teach(threads);
  const std::optional<double> old = better_one(arguments, target, teacher, taught);
  const bool write = !old && !arguments.has("--dry-run");
  if (write) write_model(arguments, target, taught.file);
  if (arguments.has("--json")) {
    Json document = taught_json(options, teacher.rows(), taught);
    document["output"] = target;
    document["written"] = write;
    if (old) document["better"] = *old;
    print_json(document);
  } else {
    print(page_of(options, teacher.rows(), taught));
  }
  if (old)
    say(fmt::format(
        "kept {}: that model is right on {:.3f} of these rows, this one on {:.3f}; --force replaces it",
        target, *old, taught.accuracy.value));
  else
    say(fmt::format("{} {}", write ? "wrote" : "would write", target));
  return old ? 1 : 0;
}

}  // namespace

const Command teach_command{
    "teach",
    "train a dimension from labelled or reviewed rows; the other commands then use it",
    "FILE… --dimension NAME [--field MEMBER] [-o MODEL]",
    "evenset teach reviewed.jsonl --dimension domain",
    "Rows teach by the labels under their key \"evenset\", where people, an LLM or the rows' own source "
    "gave\n"
    "them, or by a member named with --field. Without -o the model goes to evenset-models/NAME.safetensors,\n"
    "where the other commands look. Accuracy is that on held-out rows. A model that is there and right more\n"
    "often on these rows is kept (exit status 1). The same rows give the same model.",
    {{"--dimension", "NAME", "what to teach: a dimension of the plan, or a new one", "", ""},
     {"--field", "MEMBER", "the rows' own member that holds the value", "", ""}},
    "plan seed threads format output limit force dry-run json",
    run};

}  // namespace evenset
