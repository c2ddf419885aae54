// Inputs one after the other, rows one after the other, each accounted for.
#include <fmt/format.h>
#include <sys/stat.h>

#include <cstring>

#include "evenset/format.h"
#include "formats/container.h"
#include "formats/decode.h"
#include "formats/mend.h"
#include "formats/row.h"
#include "inputs.h"
#include "text/json.h"

namespace evenset {
namespace {

constexpr size_t kPadding = 64;

uint64_t stored_size(const std::string& file) {
  struct stat info;
  return file != "-" && stat(file.c_str(), &info) == 0 && S_ISREG(info.st_mode)
             ? static_cast<uint64_t>(info.st_size)
             : 0;
}

// The format of an unnamed input by its first bytes; "" where they do not say.
std::string format_by_content(std::string_view first) {
  if (first.starts_with("PAR1")) return "parquet";
  if (first.starts_with("ARROW1") || first.starts_with("\xFF\xFF\xFF\xFF")) return "arrow";
  size_t at = first.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  if (at == std::string::npos || first[at] == '{' || first[at] == '[') return "jsonl";
  std::string_view head = first.substr(0, first.find('\n'));
  if (head.find('\0') != std::string_view::npos) return "jsonl";  // UTF-16, or no text at all
  return head.find('\t') != std::string_view::npos  ? "tsv"
         : head.find(',') != std::string_view::npos ? "csv"
                                                    : "";
}

std::string format_by_name(const std::string& file) {
  std::string name = plain_name(file);
  for (const Format* format : formats())
    for (std::string_view suffix : format->suffixes)
      if (name.ends_with(suffix)) return std::string(format->name);
  return {};
}

}  // namespace

struct Reader::State {
  std::vector<std::string> files;
  ReadOptions options;
  RejectedRow on_rejected;
  Account account;
  RowParser parser;
  std::unique_ptr<RowSource> source;
  ByteSource* bytes = nullptr;  // of the open file, for progress
  std::string encoding;         // of the open file, where it is no UTF-8
  size_t next_file = 0;
  uint64_t bytes_before = 0, bytes_total = 0, rows_before_file = 0;
  std::string padded, note;

  const std::string& file() const { return files[next_file - 1]; }
  bool open_next();
  void open(const std::string& file);
  std::string look_into(std::unique_ptr<ByteSource>& stream, const std::string& file);
  void open_text(std::unique_ptr<ByteSource> stream, const std::string& format);
  void close_file();
  bool full(const Examples& batch) const {
    return batch.size() >= options.batch_rows || batch.raw.byte_count() >= options.batch_bytes;
  }
  bool done() const { return options.limit > 0 && account.read >= options.limit; }
  void take(RawRow row, Examples& batch);
  bool take_as_it_stands(const RawRow& row, Examples& batch, Problem& problem);
  std::string take_mended(RawRow& row, Examples& batch, Problem problem);
  void commit(Problem problem, Examples& batch);
  void reject(Problem problem, std::string_view raw);
  void list(Problem&& problem);
  std::string_view pad(std::string_view json);
};

bool Reader::State::open_next() {
  close_file();
  if (next_file == files.size()) return false;
  rows_before_file = account.read;
  open(files[next_file++]);
  return true;
}

void Reader::State::close_file() {
  if (!source) return;
  bytes_before += stored_size(file());
  if (account.read == rows_before_file) account.notes.push_back(file() + ": no rows");
  source.reset();
  bytes = nullptr;
}

void Reader::State::open(const std::string& file) {
  std::string format = options.format.empty() ? format_by_name(file) : options.format;
  encoding.clear();
#ifdef EVENSET_PARQUET
  if (format == "parquet") {
    source = parquet_rows(file);
    return;
  }
#endif
  std::unique_ptr<ByteSource> stream = open_bytes(file);
  bytes = stream.get();
  if (format.empty()) format = look_into(stream, file);
#ifdef EVENSET_PARQUET
  if (format == "arrow") {
    source = arrow_rows(std::move(stream), file);
    return;
  }
#endif
  open_text(std::move(stream), format);
}

// The format of a file whose name does not tell.
std::string Reader::State::look_into(std::unique_ptr<ByteSource>& stream, const std::string& file) {
  std::string first = take_first(*stream, 4096);
  std::string format = format_by_content(first);
  stream = put_back(std::move(first), std::move(stream));
  if (format == "parquet")
    throw Error(ErrorKind::input, file + ": Parquet needs a file whose name ends in .parquet", file);
  if (format.empty())
    throw Error(ErrorKind::input, file + ": its format is not known; say which with --format", file);
  return format;
}

void Reader::State::open_text(std::unique_ptr<ByteSource> stream, const std::string& format) {
  stream = to_utf8(std::move(stream), encoding);
  if (!encoding.empty()) account.notes.push_back(file() + ": " + encoding + ", turned into UTF-8");
  if (format == "csv" || format == "tsv")
    source = csv_rows(std::move(stream), format == "csv" ? ',' : '\t', options.max_row_bytes);
  else if (format == "jsonl" || format == "json")
    source = json_rows(std::move(stream), options.max_row_bytes);
  else
    throw Error(ErrorKind::usage,
                "no format is called '" + format + "', or this build has none; see evenset convert --help");
}

void Reader::State::list(Problem&& problem) {
  if (account.problems.size() < options.max_problems)
    account.problems.push_back(std::move(problem));
  else
    ++account.problems_unlisted;
}

void Reader::State::reject(Problem problem, std::string_view raw) {
  ++account.read;
  ++account.rejected;
  problem.action = Problem::rejected;
  if (on_rejected) on_rejected(problem, raw);
  list(std::move(problem));
}

std::string_view Reader::State::pad(std::string_view json) {
  padded.assign(json);
  padded.append(kPadding, '\0');
  return {padded.data(), json.size()};
}

// The row is in the table: say where it came from and how it fared.
void Reader::State::commit(Problem problem, Examples& batch) {
  ++account.read;
  batch.file.push_back(static_cast<uint32_t>(next_file - 1));
  batch.line.push_back(problem.line);
  batch.row.push_back(account.read);
  if (problem.what.empty()) {
    ++account.kept;
    return;
  }
  ++account.repaired;
  problem.action = Problem::repaired;
  list(std::move(problem));
}

void join(std::string& what, std::string_view more) {
  if (!what.empty() && !more.empty()) what += "; ";
  what += more;
}

void Reader::State::take(RawRow row, Examples& batch) {
  std::string rest;  // further objects of the line
  do {
    Problem problem{file(), row.line, 0, row.repaired, Problem::repaired};
    if (!encoding.empty()) join(problem.what, encoding + " was turned into UTF-8");
    if (!row.rejected.empty()) {
      problem.what = row.rejected;
      return reject(std::move(problem), row.json);
    }
    if (take_as_it_stands(row, batch, problem)) return;
    rest = take_mended(row, batch, std::move(problem));
    row.json = rest;
    row.padded = false;
  } while (!rest.empty() && !done());
}

// False where the row is not strict JSON in one line.
bool Reader::State::take_as_it_stands(const RawRow& row, Examples& batch, Problem& problem) {
  bool one_line =
      row.json.find('\n') == std::string_view::npos && row.json.find('\r') == std::string_view::npos;
  if (!one_line) return false;
  std::string_view json = row.padded ? row.json : pad(row.json);
  RowFault fault = parser.parse(json, batch, note);
  if (fault.kind == RowFault::malformed) return false;
  if (fault.kind == RowFault::shapeless) {
    problem.what = fault.what;
    reject(std::move(problem), row.json);
    return true;
  }
  batch.raw.push_back(json);
  join(problem.what, note);
  commit(std::move(problem), batch);
  return true;
}

// Returns what stands behind the object in its line: another row.
std::string Reader::State::take_mended(RawRow& row, Examples& batch, Problem problem) {
  Mended mended = mend(row.json);
  if (mended.incomplete && source->extend(row)) mended = mend(row.json);
  if (mended.usable) {
    std::string_view json = pad(mended.json);
    RowFault fault = parser.parse(json, batch, note);
    if (fault.kind == RowFault::none) {
      batch.raw.push_back(json);
      join(problem.what, mended.what);
      join(problem.what, note);
      if (mended.changed) problem.column = mended.at + 1;
      commit(std::move(problem), batch);
      return std::move(mended.rest);
    }
    mended.what = fault.kind == RowFault::shapeless ? fault.what : "not JSON that can be read";
  }
  problem.what = mended.what;
  problem.column = mended.at + 1;
  reject(std::move(problem), row.json);
  return std::move(mended.rest);
}

Reader::Reader(const std::vector<std::string>& inputs, ReadOptions options, RejectedRow on_rejected)
    : state_(std::make_unique<State>()) {
  state_->files = input_files(inputs);
  state_->options = std::move(options);
  state_->on_rejected = std::move(on_rejected);
  for (const std::string& file : state_->files) {
    uint64_t size = stored_size(file);
    state_->bytes_total += size;
  }
}

Reader::~Reader() = default;

bool Reader::next(Examples& batch) {
  State& s = *state_;
  batch.clear();
  RawRow row;
  while (!s.full(batch) && !s.done()) {
    if (!s.source && !s.open_next()) break;
    if (s.source->next(row))
      s.take(row, batch);
    else
      s.close_file();
  }
  return batch.size() > 0;
}

const std::vector<std::string>& Reader::files() const { return state_->files; }
const Account& Reader::account() const { return state_->account; }
uint64_t Reader::bytes_total() const { return state_->bytes_total; }
uint64_t Reader::bytes_read() const {
  return state_->bytes_before + (state_->bytes ? state_->bytes->stored_bytes_read() : 0);
}

}  // namespace evenset
