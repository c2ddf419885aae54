#include "evenset/build.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

#include "build/folder.h"
#include "build/pages.h"
#include "evenset/diversify.h"
#include "formats/container.h"
#include "given.h"
#include "take.h"
#include "text/json.h"
#include "text/normalise.h"
#include "text/utf8.h"

namespace evenset {
namespace {

struct HashOf {
  size_t operator()(const Hash128& hash) const { return static_cast<size_t>(hash.lo); }
};

// The readings of the inputs and what is carried between them.
class Builder {
 public:
  Builder(const std::vector<std::string>& inputs, const Plan& plan, const BuildOptions& options,
          const OnProgress& on_progress)
      : inputs_(inputs),
        plan_(plan),
        options_(options),
        on_progress_(on_progress),
        counter_(plan),
        annotator_(plan.dimensions, options.annotator) {}

  Build run(const std::string& folder) {
    require_feasible(plan_, options_.size);
    const Form& to = form(options_.form);
    NewFolder out(folder, "build.json", options_.force);
    survey(out);
    choose();
    bool refused = options_.on_shortfall == OnShortfall::fail && result_.balance.selected.empty();
    if (options_.dry_run || refused) return std::move(result_);
    write_rows(out, to);
    write_pages(out);
    out.finish();
    return std::move(result_);
  }

 private:
  // First reading: labels, cells, duplicates; rejected rows go to their file.
  void survey(const NewFolder& out) {
    rejected_ = create_bytes(out.file("rejected.jsonl"), false);
    Reader reader(inputs_, options_.read,
                  [&](const Problem& problem, std::string_view raw) { reject(problem, raw); });
    Examples batch;
    while (reader.next(batch)) {
      label(batch);
      counter_.add(batch);
      for (size_t i = 0; i < batch.size(); ++i) drop_duplicate(batch, i, reader);
      rows_ += batch.size();
      progress("reading", reader);
    }
    rejected_->close();
    result_.account = reader.account();
    files_ = reader.files();
    result_.mismatched = counter_.mismatched();
    result_.unlabelled = counter_.unknown();
    if (rows_ == 0)
      throw Error(ErrorKind::input, inputs_.front() + ": there is no row that can be used", inputs_.front());
    seen_.clear();
  }

  void label(Examples& batch) const {
    take_given_labels(batch, plan_.dimensions);
    annotator_.annotate(batch, options_.threads);
  }

  void progress(std::string_view what, const Reader& reader) const {
    if (on_progress_) on_progress_(what, reader.account().read, reader.bytes_read(), reader.bytes_total());
  }

  void drop_duplicate(const Examples& batch, size_t i, const Reader& reader) {
    auto [first, is_new] =
        seen_.try_emplace(content_hash(RowView(batch, i)), Place{batch.file[i], batch.line[i]});
    if (is_new) return;
    ++result_.duplicates;
    counter_.exclude(rows_ + i);
    std::string why =
        fmt::format("says the same as {}:{}", reader.files()[first->second.file], first->second.line);
    reject({reader.files()[batch.file[i]], batch.line[i], 0, why, Problem::rejected}, batch.raw[i]);
  }

  // `{"file":…,"line":…,"column":…,"reason":…,"row":…}`
  void reject(const Problem& problem, std::string_view raw) {
    std::string line = "{\"file\":", text;
    append_json_string(line, problem.file);
    line += fmt::format(",\"line\":{},\"column\":{},\"reason\":", problem.line, problem.column);
    append_json_string(line, problem.what);
    line += ",\"row\":";
    append_well_formed(text, raw);
    append_json_string(line, text);
    rejected_->write(line + "}\n");
  }

  void choose() {
    BalanceOptions options;
    options.size = options_.size;
    options.seed = options_.seed;
    options.tier = options_.annotator.tier;
    options.on_shortfall = options_.on_shortfall;
    result_.balance = balance(counter_.cells(), plan_, options);
    diversify();
    const Rows& selected = result_.balance.selected;
    held_out_ = holdout(counter_.cells(), plan_, selected, options_.holdout, options_.seed);
    result_.held_out = held_out_.size();
    result_.train = selected.size() - held_out_.size();
  }

  // Second reading: other rows of the same cells, that differ as much as can be.
  void diversify() {
    Diversifier diversifier(counter_.cells(), result_.balance, {options_.seed});
    Reader reader(inputs_, options_.read);
    Examples batch;
    while (reader.next(batch)) {
      diversifier.add(batch, options_.threads);
      progress("comparing", reader);
    }
    diversifier.choose(result_.balance, options_.threads);
  }

  // Third reading: the chosen rows to their files.
  void write_rows(const NewFolder& out, const Form& to) {
    Writer train(out.file("train." + options_.container), to, {options_.container, false});
    Writer held_out(out.file("holdout." + options_.container), to, {options_.container, false});
    auto labels = create_bytes(out.file("labels.jsonl"), false);
    Profile profile(plan_, options_.seed);
    profile.tier = options_.annotator.tier;
    Reader reader(inputs_, options_.read);
    Examples batch, chosen;
    uint64_t number = 0;
    auto next_selected = result_.balance.selected.begin();
    auto next_held_out = held_out_.begin();
    std::vector<bool> aside;
    while (reader.next(batch)) {
      chosen.clear();
      aside.clear();
      for (size_t i = 0; i < batch.size(); ++i, ++number) {
        if (next_selected == result_.balance.selected.end() || *next_selected != number) continue;
        ++next_selected;
        append_example(chosen, batch, i);
        aside.push_back(next_held_out != held_out_.end() && *next_held_out == number);
        if (aside.back()) ++next_held_out;
      }
      label(chosen);
      profile.add(chosen, options_.threads);
      for (size_t i = 0; i < chosen.size(); ++i) (aside[i] ? held_out : train).write(chosen, i);
      labels->write(label_lines(chosen, aside, plan_, reader.files()));
      progress("writing", reader);
    }
    if (number != rows_)
      throw Error(ErrorKind::io, inputs_.front() + ": the input changed while it was read; build again",
                  inputs_.front());
    train.close();
    held_out.close();
    labels->close();
    Account whole;
    whole.read = whole.kept = result_.balance.selected.size();
    result_.audit = audit(profile, whole, plan_);
  }

  void write_pages(const NewFolder& out) {
    out.write("plan.yaml", plan_.text);
    out.write("shortfall.yaml", shortfall_yaml(result_.balance, plan_));
    out.write("report.md", report_markdown(result_, plan_, options_));
    out.write("README.md", card_markdown(result_, plan_, options_));
    out.write("build.json", build_json(result_, plan_, options_, files_));
    result_.files = {"train." + options_.container,
                     "holdout." + options_.container,
                     "rejected.jsonl",
                     "labels.jsonl",
                     "shortfall.yaml",
                     "plan.yaml",
                     "report.md",
                     "README.md",
                     "build.json"};
  }

  struct Place {
    uint32_t file;
    uint64_t line;
  };
  const std::vector<std::string>& inputs_;
  const Plan& plan_;
  const BuildOptions& options_;
  const OnProgress& on_progress_;
  CellCounter counter_;
  Annotator annotator_;
  std::unordered_map<Hash128, Place, HashOf> seen_;
  std::unique_ptr<ByteSink> rejected_;
  std::vector<std::string> files_;
  uint64_t rows_ = 0;
  Rows held_out_;
  Build result_;
};

}  // namespace

Build build(const std::vector<std::string>& inputs, const std::string& folder, const Plan& plan,
            const BuildOptions& options, const OnProgress& on_progress) {
  return Builder(inputs, plan, options, on_progress).run(folder);
}

}  // namespace evenset
