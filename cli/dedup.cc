#include "evenset/dedup.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "cli/ask_vectors.h"
#include "cli/commands.h"
#include "cli/dedup_files.h"
#include "cli/json.h"
#include "cli/pool.h"
#include "cli/terminal.h"
#include "evenset/overlap.h"

namespace evenset {
namespace {

constexpr size_t kNamed = 5;  // pairs that are said

std::vector<Likeness> methods_of(const Arguments& arguments) {
  std::vector<Likeness> out;
  for (const std::string& word : arguments.list("--method")) {
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

void set_threshold(const Arguments& arguments, DedupOptions& out) {
  const bool words = out.asks(Likeness::near) || out.asks(Likeness::rouge_l);
  const bool semantic = out.asks(Likeness::semantic);
  if (words == semantic)
    throw Error(ErrorKind::usage,
                words ? "--threshold: near or rouge-l and semantic measure differently; ask for one"
                      : "--threshold: exact has none; ask for near, rouge-l or semantic");
  (semantic ? out.cosine : out.threshold) = arguments.number("--threshold", semantic ? 0.5 : 0.3, 1);
}

DedupOptions options_of(const Arguments& arguments) {
  DedupOptions out;
  out.methods = methods_of(arguments);
  out.field = field_of(arguments, out.methods);
  if (arguments.has("--threshold")) set_threshold(arguments, out);
  out.grams = static_cast<int>(arguments.integer("--grams", 1, 10));
  out.unicode = arguments.has("--unicode");
  out.threads = threads_of(arguments);
  return out;
}

void add_others(const std::vector<std::string>& others, Dedup& dedup) {
  if (others.empty()) return;
  Reader reader(others);
  Examples batch;
  while (reader.next(batch)) dedup.add_against(batch);
  if (reader.account().kept + reader.account().repaired == 0)
    throw Error(ErrorKind::input, others[0] + ": not one row could be read", others[0]);
}

void refuse_loss(const Deduped& result) {
  for (const SourceLoss& loss : result.losses)
    if (loss.alarming())
      throw Error(ErrorKind::usage,
                  fmt::format("{} of {} rows of {} would go: hardly what you meant. Look at them with "
                              "--dry-run --json, or give --force",
                              loss.removed, loss.rows, loss.name == "-" ? "standard input" : loss.name));
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

// The shares of rows that overlap, by n; empty where it is not asked for.
std::map<std::string, double> overlaps(const Overlap& texts, int threads) {
  std::map<std::string, double> out;
  for (const size_t n : {3, 4, 5}) {
    const auto rows = static_cast<double>(std::max<size_t>(texts.size(), 1));
    out[std::to_string(n)] = static_cast<double>(texts.count(n, threads)) / rows;
  }
  return out;
}

void say_overlaps(const std::map<std::string, double>& shares) {
  std::string by;
  for (const auto& [n, share] : shares)
    by += fmt::format("{}{:.1f} % (n = {})", by.empty() ? "" : ", ", 100 * share, n);
  say(fmt::format("rows that have 30 % or more of their word n-grams in one other row: {}", by));
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

// --dry-run with an endpoint: rows take the way to the model, and nothing is sent.
int preview(const Arguments& arguments, DedupOptions options, const std::vector<std::string>& others,
            VectorStage& model) {
  options.methods = {Likeness::semantic};
  options.vectors = model.counting();
  Dedup dedup(options);
  add_others(others, dedup);
  const Account account = for_rows(arguments, "counting", [&](const Examples& batch, const Reader& reader) {
    dedup.add(batch, reader.files());
  });
  say_account(account);
  model.say_estimate();
  if (arguments.has("--json"))
    print_json({{"schema", 1},
                {"read", account.read},
                {"rows", account_json(account)},
                {"embeddings", model.estimate_json()}});
  return 0;
}

int run(const Arguments& typed) {
  Arguments arguments = typed;
  DedupOptions options = options_of(arguments);
  VectorStage model(arguments, options);
  std::vector<std::string> others;
  if (arguments.has("--against")) others.push_back(arguments.text("--against"));
  if (model && arguments.has("--dry-run")) return preview(arguments, options, others, model);
  options.vectors = model.source();
  DedupFiles files(arguments, options);
  const Rereadable copies(arguments.inputs), other_copies(others);
  Dedup dedup(options);
  std::optional<Overlap> texts;
  if (arguments.has("--overlap")) texts.emplace();
  add_others(others, dedup);
  const Account account = for_rows(arguments, "reading", [&](const Examples& batch, const Reader& reader) {
    dedup.add(batch, copies.typed(reader.files()));
    files.read(batch);
    for (size_t i = 0; texts && i < batch.size(); ++i) texts->add(field_text(batch, i, options.field));
  });
  const Deduped result = dedup.finish();
  say_account(account);
  if (model) model.say_result();
  if (!arguments.has("--force") && !arguments.has("--dry-run")) refuse_loss(result);
  files.write(result, others);
  say_result(result, options);
  Json page = answer(result, account, arguments);
  if (model) page["embeddings"] = model.json();
  if (texts) {
    const auto shares = overlaps(*texts, options.threads);
    say_overlaps(shares);
    page["overlap"] = shares;
  }
  if (arguments.has("--json")) print_json(page);
  return result.removed.empty() ? 0 : 1;
}

// The command's flags: its own and those of a model that gives vectors.
std::vector<Flag> flags() {
  std::vector<Flag> all = {
      {"--method", "LIST",
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
       "", ""},
      {"--variations", "FILE",
       "write a line for each group of 2 to 6 rows that ask the same in other words; they stay", "", ""},
      {"--overlap", "", "say how many rows have 30 % or more of their word n-grams in one other row", "",
       ""}};
  all.insert(all.end(), vector_flags().begin(), vector_flags().end());
  return all;
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
    "semantic compares static vectors, or a model's: give --endpoint and --model, and a --threshold that "
    "suits\n"
    "the model. With these, --dry-run says what the model would be asked, and sends nothing.\n"
    "Exit status 1: there were repetitions.",
    flags(),
    "threads format output limit force dry-run json",
    run};

}  // namespace evenset
