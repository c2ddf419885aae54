#include "evenset/dedup.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <unordered_map>

#include "cli/commands.h"
#include "cli/json.h"
#include "cli/pool.h"
#include "cli/terminal.h"
#include "evenset/neighbours.h"
#include "formats/container.h"
#include "text/json.h"

namespace evenset {
namespace {

constexpr size_t kNamed = 5;             // losses and pairs that are said
constexpr size_t kKeptText = 4096;       // bytes of a text that evidence is looked for in
constexpr uint64_t kMostKept = 1 << 29;  // bytes of all of them

std::vector<std::string> split(const std::string& list) {
  std::vector<std::string> out{""};
  for (const char c : list) {
    if (c == ',')
      out.emplace_back();
    else
      out.back() += c;
  }
  return out;
}

std::vector<Likeness> methods_of(const Arguments& arguments) {
  std::vector<Likeness> out;
  for (const std::string& word : split(arguments.text("--method"))) {
    const auto known = {Likeness::exact, Likeness::near, Likeness::rouge_l, Likeness::semantic};
    const auto found =
        std::find_if(known.begin(), known.end(), [&](Likeness one) { return name(one) == word; });
    if (found == known.end())
      throw Error(
          ErrorKind::usage,
          fmt::format("--method cannot be '{}'; it is a list of exact, near, rouge-l, semantic", word));
    out.push_back(*found);
  }
  return out;
}

Field field_of(const Arguments& arguments, const std::vector<Likeness>& methods) {
  // What Self-Instruct and Alpaca compare.
  const bool only_rouge = methods.size() == 1 && methods[0] == Likeness::rouge_l;
  const std::string word = arguments.has("--field") ? arguments.text("--field")
                           : only_rouge             ? "instruction"
                                                    : "both";
  for (const Field field : {Field::both, Field::question, Field::response, Field::instruction})
    if (name(field) == word) return field;
  return Field::both;
}

DedupOptions options_of(const Arguments& arguments) {
  DedupOptions out;
  out.methods = methods_of(arguments);
  out.field = field_of(arguments, out.methods);
  const bool only_semantic = out.methods == std::vector{Likeness::semantic};
  double& threshold = only_semantic ? out.cosine : out.threshold;
  if (arguments.has("--threshold")) threshold = arguments.number("--threshold", only_semantic ? 0.5 : 0.3, 1);
  out.grams = static_cast<int>(arguments.integer("--grams", 1, 10));
  out.unicode = arguments.has("--unicode");
  out.threads = threads_of(arguments);
  return out;
}

void add_others(const Arguments& arguments, Dedup& dedup) {
  if (!arguments.has("--against")) return;
  Reader reader({arguments.text("--against")}, {});
  Examples batch;
  while (reader.next(batch)) dedup.add_against(batch);
  if (reader.account().kept + reader.account().repaired == 0)
    throw Error(ErrorKind::input, arguments.text("--against") + ": not one row could be read",
                arguments.text("--against"));
}

// Texts of the rows that some removal names as its kept twin, by number.
class Twins {
 public:
  // Of the rows here, or of the other set.
  Twins(const Deduped& result, Field field, bool against) : field_(field) {
    for (const Removed& one : result.removed)
      if (one.against == against) text_[one.kept_row];
  }
  void read(const Examples& batch) {
    for (size_t i = 0; i < batch.size(); ++i) {
      const auto found = text_.find(batch.row[i]);
      if (found == text_.end() || bytes_ > kMostKept) continue;
      found->second = field_text(batch, i, field_).substr(0, kKeptText);
      bytes_ += found->second.size();
    }
  }
  std::string_view operator[](uint64_t row) const {
    const auto found = text_.find(row);
    return found == text_.end() ? std::string_view() : found->second;
  }

 private:
  Field field_;
  uint64_t bytes_ = 0;
  std::unordered_map<uint64_t, std::string> text_;
};

// `{"row":9,"kept_row":2,"score":0.84,"method":"near","shared":"…"}`
std::string evidence(const Removed& one, std::string_view shared) {
  std::string out =
      fmt::format("{{\"row\":{},\"kept_row\":{},\"score\":{:.4f},\"method\":\"{}\",\"shared\":", one.row,
                  one.kept_row, one.score, name(one.method));
  append_json_string(out, shared);
  if (one.against) out += ",\"against\":true";
  return out + "}\n";
}

// The second reading: kept rows as they came; removed rows with their evidence.
class Second {
 public:
  Second(const Arguments& arguments, const Deduped& result, Field field)
      : arguments_(arguments),
        result_(result),
        field_(field),
        here_(result, field, false),
        there_(result, field, true) {}

  void write() {
    const bool force = arguments_.has("--force");
    auto kept = create_bytes(arguments_.text("--output"), force);
    std::unique_ptr<ByteSink> removed;
    if (arguments_.has("--removed")) {
      removed = create_bytes(arguments_.text("--removed"), force);
      read_twins();
    }
    auto next = result_.removed.begin();
    std::string rows, reasons;
    for_rows(arguments_, "writing", [&](const Examples& batch, const Reader&) {
      for (size_t i = 0; i < batch.size(); ++i) {
        const bool stays = next == result_.removed.end() || next->row != batch.row[i];
        if (stays) {
          append_row(rows, batch, i);
          rows += '\n';
        } else if (removed) {
          reasons += evidence(*next, shared(*next, batch, i));
        }
        next += !stays;
      }
      flush(*kept, rows);
      if (removed) flush(*removed, reasons);
    });
    kept->close();
    if (removed) removed->close();
  }

 private:
  static void flush(ByteSink& sink, std::string& text) {
    sink.write(text);
    text.clear();
  }

  void read_twins() {
    for_rows(arguments_, "reading twins", [&](const Examples& batch, const Reader&) { here_.read(batch); });
    if (!arguments_.has("--against")) return;
    Reader reader({arguments_.text("--against")});
    Examples batch;
    while (reader.next(batch)) there_.read(batch);
  }

  std::string shared(const Removed& one, const Examples& batch, size_t i) const {
    return shared_run(field_text(batch, i, field_).substr(0, kKeptText),
                      (one.against ? there_ : here_)[one.kept_row]);
  }

  const Arguments& arguments_;
  const Deduped& result_;
  Field field_;
  Twins here_, there_;
};

// `{"row":3,"mean":0.0412,"nearest":[[17,0.6154],…]}` for every row that was read.
class NeighbourFile {
 public:
  explicit NeighbourFile(const Arguments& arguments, const DedupOptions& options)
      : arguments_(arguments), options_(options), search_(options.unicode) {}

  explicit operator bool() const { return arguments_.has("--neighbours"); }

  void read(const Examples& batch) {
    for (size_t i = 0; i < batch.size(); ++i) {
      search_.add(field_text(batch, i, options_.field));
      rows_.push_back(batch.row[i]);
    }
  }

  void write() const {
    auto out = create_bytes(arguments_.text("--neighbours"), arguments_.has("--force"));
    const Neighbours found = search_.find(kNearest, options_.threads);
    for (size_t i = 0; i < rows_.size(); ++i) {
      std::string line = fmt::format("{{\"row\":{},\"mean\":{:.6f},\"nearest\":[", rows_[i], found.mean[i]);
      for (const Neighbour& one : found.nearest[i])
        line += fmt::format("{}[{},{:.4f}]", line.back() == '[' ? "" : ",", rows_[one.text], one.score);
      out->write(line + "]}\n");
    }
    out->close();
  }

 private:
  static constexpr size_t kNearest = 10;
  const Arguments& arguments_;
  const DedupOptions& options_;
  NeighbourSearch search_;
  std::vector<uint64_t> rows_;
};

void refuse_loss(const Deduped& result) {
  for (const SourceLoss& loss : result.losses)
    if (loss.alarming())
      throw Error(ErrorKind::usage,
                  fmt::format("{} of {} rows of {} would go: hardly what you meant. Look at them with "
                              "--dry-run --json, or give --force",
                              loss.removed, loss.rows, loss.name));
}

void say_result(const Deduped& result, const DedupOptions& options) {
  std::string by;
  for (const Likeness method : options.methods) {
    const auto count = std::count_if(result.removed.begin(), result.removed.end(),
                                     [&](const Removed& one) { return one.method == method; });
    by += fmt::format("{}{} {}", by.empty() ? "" : ", ", count, name(method));
  }
  say(fmt::format("{} rows compared, {} kept, {} removed ({})", result.rows,
                  result.rows - result.removed.size(), result.removed.size(), by));
  if (result.against_rows > 0)
    say(fmt::format("rows of the other set that are met here: {} of {}", result.against_met,
                    result.against_rows));
  for (size_t i = 0; i < std::min(kNamed, result.removed.size()); ++i) {
    const Removed& one = result.removed[i];
    say(fmt::format("  row {} repeats row {}{} ({}, {:.2f})", one.row, one.kept_row,
                    one.against ? " of the other set" : "", name(one.method), one.score));
  }
  if (result.removed.size() > kNamed)
    say(fmt::format("  and {} more; --removed FILE names them all", result.removed.size() - kNamed));
}

Json answer(const Deduped& result, const Account& account, const Arguments& arguments) {
  Json losses = Json::array();
  for (const SourceLoss& loss : result.losses)
    losses.push_back({{"source", loss.name}, {"rows", loss.rows}, {"removed", loss.removed}});
  Json out = {{"schema", 1},
              {"read", account.read},
              {"kept", result.rows - result.removed.size()},
              {"removed", result.removed.size()},
              {"rows", account_json(account)},
              {"sources", losses},
              {"output", arguments.text("--output")}};
  if (result.against_rows > 0) out["against"] = {{"rows", result.against_rows}, {"met", result.against_met}};
  return out;
}

int run(const Arguments& typed) {
  Arguments arguments = typed;
  require_free_output(arguments);
  const DedupOptions options = options_of(arguments);
  Rereadable copies(arguments.inputs);
  Dedup dedup(options);
  add_others(arguments, dedup);
  NeighbourFile neighbours(arguments, options);
  const Account account = for_rows(arguments, "reading", [&](const Examples& batch, const Reader& reader) {
    dedup.add(batch, reader.files());
    if (neighbours) neighbours.read(batch);
  });
  const Deduped result = dedup.finish();
  say_account(account);
  if (!arguments.has("--force") && !arguments.has("--dry-run")) refuse_loss(result);
  if (neighbours && !arguments.has("--dry-run")) neighbours.write();
  if (!arguments.has("--dry-run")) Second(arguments, result, options.field).write();
  say_result(result, options);
  if (arguments.has("--json")) print_json(answer(result, account, arguments));
  return result.removed.empty() ? 0 : 1;
}

}  // namespace

const Command dedup_command{
    "dedup",
    "leave out rows that repeat others, and name for each the row that stays",
    "FILE… [-o FILE]",
    "evenset dedup faq.jsonl -o distinct.jsonl --removed repeated.jsonl",
    "A removed row is itself as like the kept one as the method asks: there are no chains. Of two like rows\n"
    "the one that people labelled stays, then the one of higher \"quality\", then the longer, then the "
    "earlier;\n"
    "with rouge-l always the earlier. Where more than half of a source would go, nothing is written "
    "(--force\n"
    "does it).\n"
    "Exit status 1: there were repetitions.",
    {{"--method", "LIST",
      "exact, near (word n-grams), rouge-l (as Self-Instruct and Alpaca), semantic: one or several",
      "exact,near", ""},
     {"--field", "NAME", "the text that is compared", "both; of rouge-l alone: instruction",
      "question response both instruction"},
     {"--threshold", "T",
      "how like: Jaccard index of near, F1 of rouge-l (above it), cosine of semantic alone",
      "0.7; of semantic 0.95", ""},
     {"--grams", "N", "words in an n-gram of near", "3", ""},
     {"--unicode", "", "rouge-l: words of any script, not only a-z and 0-9", "", ""},
     {"--against", "FILE", "rows of another set, an evaluation's: what is like one of them goes", "", ""},
     {"--removed", "FILE", "write a line for each removed row: the kept row, score, method and shared text",
      "", ""},
     {"--neighbours", "FILE", "write for each row the ten most similar and the mean similarity, by ROUGE-L",
      "", ""}},
    "threads format output limit force dry-run json",
    run};

}  // namespace evenset
