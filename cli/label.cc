#include <fmt/format.h>

#include <optional>

#include "cli/ask_llm.h"
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

// The command's flags: its own and those of the language model.
std::vector<Flag> flags() {
  std::vector<Flag> all = {
      {"--explain", "ROW", "say what spoke for each label of one row, and write nothing", "", ""},
      {"--only-labels", "", "write row number, file, id, labels and confidences, without the rows", "", ""}};
  all.insert(all.end(), llm_flags().begin(), llm_flags().end());
  return all;
}

// Where the rows go, as text.
class Sink {
 public:
  Sink(const Arguments& arguments, const Plan& plan)
      : only_(arguments.has("--only-labels")), names_(label_names(plan)) {
    if (!arguments.has("--dry-run"))
      out_ = create_bytes(arguments.text("--output"), arguments.has("--force"));
  }

  void write(const Examples& batch, const Reader& reader) {
    if (!out_) return;
    rows_ += batch.size();
    text_.clear();
    for (size_t i = 0; i < batch.size(); ++i) {
      if (only_)
        append_only_labels(text_, batch, i, names_, reader.files()[batch.file[i]]);
      else
        append_labelled_row(text_, batch, i, names_);
      text_ += '\n';
    }
    out_->write(text_);
  }

  void close() {
    if (out_) out_->close();
  }
  uint64_t rows() const { return rows_; }

 private:
  bool only_;
  LabelNames names_;
  std::unique_ptr<ByteSink> out_;
  std::string text_;
  uint64_t rows_ = 0;
};

int run(const Arguments& typed) {
  Arguments arguments = typed;
  Plan plan = plan_of(arguments);
  AnnotatorOptions annotator = annotator_of(arguments, plan);
  if (arguments.has("--explain")) return explain_row(arguments, plan, annotator);
  require_free_output(arguments);
  LlmStage llm(arguments, plan);
  std::optional<Rereadable> copies;
  if (llm) {
    copies.emplace(arguments.inputs);
    llm.preview(arguments, plan);
    if (arguments.has("--dry-run")) return 0;
  }
  Sink sink(arguments, plan);
  Account account =
      for_labelled_rows(arguments, plan, annotator, "labelling", [&](Examples& batch, const Reader& reader) {
        if (llm) llm.relabel(batch);
        sink.write(batch, reader);
      });
  sink.close();
  say_account(account);
  if (llm) llm.say_result();
  if (arguments.has("--json")) {
    Json answer = {{"schema", 1},
                   {"tier", name(annotator.tier)},
                   {"rows", account_json(account)},
                   {"written", sink.rows()},
                   {"output", arguments.text("--output")}};
    if (llm) answer["llm"] = llm.json();
    print_json(answer);
  }
  return llm && llm.stopped() ? 1 : 0;
}

}  // namespace

const Command label_command{"label",
                            "add labels and measures to every row, under its key \"evenset\"",
                            "FILE… [-o FILE]",
                            "evenset label faq.jsonl -o labelled.jsonl",
                            "Labels that a row brings are kept. Every other byte of a row stays as it was.",
                            flags(),
                            "plan tier docs models threads format output limit force dry-run json",
                            run};

}  // namespace evenset
