#include "cli/pool.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <thread>

#include "cli/terminal.h"
#include "evenset/documents.h"
#include "evenset/teach.h"
#include "given.h"

namespace evenset {
namespace {

// Nothing usable is an error of the input; the first problem says why.
void require_rows(const Account& account, const Reader& reader) {
  if (account.kept + account.repaired > 0) return;
  const std::string& file = reader.files().front();
  std::string place =
      reader.files().size() == 1 ? file : fmt::format("{} and {} more", file, reader.files().size() - 1);
  if (account.read == 0) throw Error(ErrorKind::input, place + ": empty, there are no rows in it", file);
  std::string why = account.problems.empty()
                        ? ""
                        : fmt::format(" ({}:{}: {})", account.problems[0].file, account.problems[0].line,
                                      account.problems[0].what);
  uint64_t line = account.problems.empty() ? 0 : account.problems[0].line;
  throw Error(ErrorKind::input,
              fmt::format("{}: none of its {} rows can be used{}; see evenset convert --help for the shapes",
                          place, account.read, why),
              file, line);
}

std::string copy_to_temporary(const std::string& input) {
  const char* folder = std::getenv("TMPDIR");
  std::string name = std::string(folder && *folder ? folder : "/tmp") + "/evenset-XXXXXX";
  int fd = mkstemp(name.data());
  FILE* from = input == "-" ? stdin : std::fopen(input.c_str(), "rb");
  if (fd < 0 || !from)
    throw Error(ErrorKind::io, fmt::format("{}: {}", fd < 0 ? name : input, std::strerror(errno)), input);
  FILE* to = fdopen(fd, "wb");
  std::vector<char> block(size_t{1} << 18);
  bool failed = false;
  for (size_t got; !failed && (got = std::fread(block.data(), 1, block.size(), from)) > 0;)
    failed = std::fwrite(block.data(), 1, got, to) != got;
  failed |= std::fclose(to) != 0;
  if (input != "-") std::fclose(from);
  if (!failed) return name;
  std::string why = std::strerror(errno);
  std::remove(name.c_str());
  throw Error(ErrorKind::io, fmt::format("{}: {}; set TMPDIR to a folder with room", name, why), name);
}

}  // namespace

Plan plan_of(const Arguments& arguments) {
  return arguments.has("--plan") ? load_plan(arguments.text("--plan")) : builtin_plan();
}

Tier tier_of(const Arguments& arguments) {
  std::string typed = arguments.text("--tier");
  for (Tier tier : {Tier::rules, Tier::fast, Tier::accurate})
    if (typed == name(tier)) return tier;
  if (std::any_of(arguments.inputs.begin(), arguments.inputs.end(), is_pipe)) return Tier::fast;
  ReadOptions options = read_options_of(arguments);
  options.limit = options.limit == 0 ? kAccurateRows + 1 : std::min(options.limit, kAccurateRows + 1);
  Reader reader(arguments.inputs, options);
  Examples batch;
  while (reader.next(batch)) {
  }
  return reader.account().read > kAccurateRows ? Tier::fast : Tier::accurate;
}

bool is_pipe(const std::string& input) {
  struct stat info;
  return input == "-" ||
         (stat(input.c_str(), &info) == 0 && !S_ISREG(info.st_mode) && !S_ISDIR(info.st_mode));
}

AnnotatorOptions own_of(const Arguments& arguments, const Plan& plan) {
  AnnotatorOptions options;
  options.descriptions = plan.descriptions;
  const std::string folder =
      arguments.has("--models") ? arguments.text("--models") : std::string(kTaughtFolder);
  struct stat info;
  if (arguments.has("--models") || stat(folder.c_str(), &info) == 0)
    options.taught = taught_files(folder, plan.dimensions);
  if (!arguments.has("--docs")) return options;
  const Documents documents = read_documents(arguments.text("--docs"));
  for (const Problem& problem : documents.problems)
    say(fmt::format("{}:{}: {}", problem.file, problem.line, problem.what));
  options.knowledge = std::make_shared<const CompanyKnowledge>(documents);
  return options;
}

AnnotatorOptions annotator_of(const Arguments& arguments, const Plan& plan) {
  AnnotatorOptions options = own_of(arguments, plan);
  options.tier = tier_of(arguments);
  return options;
}

int threads_of(const Arguments& arguments) {
  int64_t threads = arguments.integer("--threads", 0, 1024);
  if (threads == 0) threads = std::max(1u, std::thread::hardware_concurrency());
  return static_cast<int>(threads);
}

uint64_t seed_of(const Arguments& arguments) {
  return static_cast<uint64_t>(arguments.integer("--seed", 0, INT64_MAX));
}

ReadOptions read_options_of(const Arguments& arguments) {
  ReadOptions options;
  if (arguments.has("--format")) options.format = arguments.text("--format");
  if (arguments.has("--limit"))
    options.limit = static_cast<uint64_t>(arguments.integer("--limit", 0, INT64_MAX));
  return options;
}

void require_free_output(const Arguments& arguments) {
  if (arguments.has("--json") && arguments.text("--output") == "-" && !arguments.has("--dry-run"))
    throw Error(ErrorKind::usage,
                "--json answers on standard output, where the rows would go; give -o FILE or --dry-run");
}

Account for_rows(const Arguments& arguments, std::string_view what, const OnBatch& on_batch) {
  Reader reader(arguments.inputs, read_options_of(arguments));
  Progress progress(what);
  Examples batch;
  if (arguments.has("--threads") && threads_of(arguments) == 1) {
    while (reader.next(batch)) {
      on_batch(batch, reader);
      progress.show(reader.account().read, reader.bytes_read(), reader.bytes_total());
    }
  } else {
    ReadAhead ahead(reader);
    while (ahead.next(batch)) {
      on_batch(batch, reader);
      progress.show(ahead.rows_read(), ahead.bytes_read(), reader.bytes_total());
    }
  }
  require_rows(reader.account(), reader);
  return reader.account();
}

Account for_labelled_rows(const Arguments& arguments, const Plan& plan,
                          const AnnotatorOptions& annotator_options, std::string_view what,
                          const OnBatch& on_batch) {
  int threads = threads_of(arguments);
  const Annotator annotator(plan.dimensions, annotator_options);
  uint64_t strange = 0;
  auto label = [&](Examples& batch, const Reader& reader) {
    strange += take_given_labels(batch, plan.dimensions);
    annotator.annotate(batch, threads);
    on_batch(batch, reader);
  };
  Account account = for_rows(arguments, what, label);
  if (strange > 0)
    account.notes.push_back(fmt::format(
        "labels in the rows that are no values of this plan: {}; those were labelled anew", strange));
  return account;
}

Rereadable::Rereadable(std::vector<std::string>& inputs) {
  for (std::string& input : inputs) {
    if (!is_pipe(input)) continue;
    names_.push_back(input);
    input = copy_to_temporary(input);
    copies_.push_back(input);
  }
}

std::vector<std::string> Rereadable::typed(std::vector<std::string> files) const {
  for (size_t i = 0; i < copies_.size(); ++i) std::replace(files.begin(), files.end(), copies_[i], names_[i]);
  return files;
}

Rereadable::~Rereadable() {
  for (const std::string& copy : copies_) std::remove(copy.c_str());
}

}  // namespace evenset
