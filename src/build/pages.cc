#include "build/pages.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "sha256.h"
#include "text/json.h"
#include "version.h"

namespace evenset {
namespace {

using Json = nlohmann::ordered_json;

std::string_view name_of(OnShortfall mode) {
  static constexpr std::string_view kNames[] = {"fewer", "fill", "fail"};
  return kNames[static_cast<size_t>(mode)];
}

std::string share_of(int64_t part, size_t whole) {
  return whole == 0 ? ""
                    : fmt::format("{:.1f} %", 100.0 * static_cast<double>(part) / static_cast<double>(whole));
}

std::string target_table(const Balance& balance, const Plan& plan) {
  std::string out = "| target | wanted | got | share | in the pool |\n| --- | ---: | ---: | ---: | ---: |\n";
  for (size_t t = 0; t < plan.targets.size(); ++t) {
    const Target& target = plan.targets[t];
    out +=
        fmt::format("| {}: {} | {} | {}{} | {} | {} |\n", plan.dimensions[target.dimension].name, target.name,
                    balance.wanted[t], balance.got[t], balance.got[t] == balance.wanted[t] ? "" : " (!)",
                    share_of(balance.got[t], balance.selected.size()), balance.available[t]);
  }
  return out;
}

std::string labels_of(const ShortfallEntry& entry, const Plan& plan) {
  std::string out;
  for (int16_t t : entry.target) {
    const Target& target = plan.targets[static_cast<size_t>(t)];
    out +=
        fmt::format("{}{}: {}", out.empty() ? "" : ", ", plan.dimensions[target.dimension].name, target.name);
  }
  return out;
}

std::string size_category(uint64_t rows) {
  for (auto [limit, name] : {std::pair<uint64_t, const char*>{1000, "n<1K"},
                             {10000, "1K<n<10K"},
                             {100000, "10K<n<100K"},
                             {1000000, "100K<n<1M"}})
    if (rows < limit) return name;
  return "1M<n<10M";
}

std::string outcome(const Build& build, const BuildOptions& options) {
  const Balance& b = build.balance;
  size_t n = b.selected.size();
  if (b.met(options.size)) return "Every target is met to the row.";
  if (options.on_shortfall == OnShortfall::fill)
    return fmt::format("{} rows were asked for and taken; the targets are missed by {} places in all{}.", n,
                       b.deviation,
                       b.optimal ? ", and no choice from this pool misses them by fewer (proven)" : "");
  return fmt::format("{} rows were asked for; {} is the most that keeps every value within its target{}.",
                     options.size, n, b.optimal ? " (proven)" : "");
}

}  // namespace

std::string label_lines(const Examples& rows, const std::vector<bool>& held_out, const Plan& plan,
                        const std::vector<std::string>& files) {
  const LabelNames names = label_names(plan);
  std::string out;
  for (size_t i = 0; i < rows.size(); ++i) {
    out +=
        fmt::format("{{\"row\":{},\"part\":\"{}\",\"file\":", rows.row[i], held_out[i] ? "holdout" : "train");
    append_json_string(out, files[rows.file[i]]);
    out += fmt::format(",\"line\":{},\"id\":{},\"labels\":", rows.line[i],
                       rows.id[i].empty() ? "null" : rows.id[i]);
    append_labels(out, rows, i, names);
    out += "}\n";
  }
  return out;
}

std::string shortfall_yaml(const Balance& balance, const Plan& plan) {
  std::string out = "# Examples to write so that the plan can be met in full: one entry a kind.\n";
  const ShortfallProof& proof = balance.shortfall_proof;
  if (!proof.words.empty())
    out +=
        fmt::format("# {}{}.\n", proof.words,
                    proof.possible && proof.proven ? "; no list within the rules is shorter (proven)" : "");
  if (balance.shortfall.empty()) return out + "shortfall: []\n";
  out += "shortfall:\n";
  for (const ShortfallEntry& entry : balance.shortfall)
    out += fmt::format("  - count: {}\n    labels: {{{}}}\n", entry.count, labels_of(entry, plan));
  return out;
}

std::string report_markdown(const Build& build, const Plan& plan, const BuildOptions& options) {
  const Balance& b = build.balance;
  std::string out = fmt::format("# Report\n\n{}\n\n", outcome(build, options));
  out += "| | rows |\n| --- | ---: |\n";
  auto line = [&](const char* what, uint64_t count) { out += fmt::format("| {} | {} |\n", what, count); };
  line("read", build.account.read);
  line("rejected (rejected.jsonl says why)", build.account.rejected);
  line("repaired", build.account.repaired);
  line("exact duplicates left out", build.duplicates);
  line("response does not do what the question needs", static_cast<uint64_t>(build.mismatched));
  line("could not be labelled", static_cast<uint64_t>(build.unlabelled));
  line("chosen", b.selected.size());
  line("to train on", build.train);
  line("held out", build.held_out);
  out += fmt::format("\n## Targets\n\n{}\n## Proof\n\n{}\n", target_table(b, plan), b.certificate.words);
  if (!b.shortfall.empty()) {
    out += fmt::format("\n## To write\n\n{} examples, by kind in shortfall.yaml, would meet every target.\n",
                       b.shortfall_proof.count);
  } else if (!b.shortfall_proof.possible) {
    out += fmt::format("\n## To write\n\n{}.\n", b.shortfall_proof.words);
  }
  return out + "\n" + markdown_page(build.audit);
}

std::string card_markdown(const Build& build, const Plan& plan, const BuildOptions& options) {
  uint64_t rows = build.train + build.held_out;
  std::string out = fmt::format(
      "---\nconfigs:\n- config_name: default\n  data_files:\n  - split: train\n    path: train.{0}\n  - "
      "split: test\n    path: holdout.{0}\n"
      "size_categories:\n- {1}\ntask_categories:\n- question-answering\n- text-generation\ntags:\n- "
      "fine-tuning\n- evenset\n---\n\n",
      options.container, size_category(rows));
  out += fmt::format(
      "# {} rows for fine-tuning\n\n{}\n\nBuilt by evenset {} after the plan `{}` (plan.yaml); seed {}. {} "
      "rows to train on, {} held "
      "out with the same composition. report.md holds the audit, rejected.jsonl the rows that were left out "
      "and why, labels.jsonl "
      "the label and origin of each row. The licence is that of the inputs.\n\n{}",
      rows, outcome(build, options), kVersion, plan.name, options.seed, build.train, build.held_out,
      target_table(build.balance, plan));
  return out;
}

std::string build_json(const Build& build, const Plan& plan, const BuildOptions& options,
                       const std::vector<std::string>& files) {
  Json inputs = Json::array();
  for (const std::string& file : files) inputs.push_back({{"file", file}, {"sha256", sha256_of_file(file)}});
  Json document = {{"schema", 1},
                   {"evenset", kVersion},
                   {"plan", plan.name},
                   {"size", options.size},
                   {"tier", name(options.annotator.tier)},
                   {"seed", options.seed},
                   {"holdout", options.holdout},
                   {"on_shortfall", name_of(options.on_shortfall)},
                   {"form", options.form},
                   {"container", options.container},
                   {"inputs", inputs},
                   {"rows",
                    {{"read", build.account.read},
                     {"kept", build.account.kept},
                     {"repaired", build.account.repaired},
                     {"rejected", build.account.rejected},
                     {"duplicates", build.duplicates},
                     {"train", build.train},
                     {"holdout", build.held_out}}},
                   {"deviation", build.balance.deviation},
                   {"optimal", build.balance.optimal}};
  return document.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace evenset
