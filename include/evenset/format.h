// Reading rows from anywhere, and writing them in any shape.
//
//   Reader reader({"faq.jsonl", "tickets.csv.gz", "pool/"}, {});
//   Examples batch;
//   while (reader.next(batch)) writer.write(batch);
//   reader.account().kept …
//
// Every container (JSON lines, JSON array, CSV, TSV, Parquet, Arrow IPC; plain,
// .gz, .zst; a file, folder, glob or "-") yields rows as JSON objects; one
// parser then recognises the shape by the keys. Nothing is lost in silence:
// rows read = kept + repaired + rejected, and each problem says where and why.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "evenset/error.h"
#include "evenset/examples.h"

namespace evenset {

struct Plan;

struct ReadOptions {
  // Container by name: "" to recognise, else one of formats().
  std::string format = {};
  // Read at most so many rows over all inputs; 0: all.
  uint64_t limit = 0;
  // A row beyond this is rejected; bounds the memory of the reader.
  size_t max_row_bytes = size_t{64} << 20;
  // A batch closes after so many rows or bytes, whichever is first. Small enough
  // to stay in the processor's cache: batches of 8 MB were slower (bench/results).
  size_t batch_rows = 8192;
  size_t batch_bytes = size_t{1} << 20;
  // Problems kept in the account; further ones are counted, not listed.
  size_t max_problems = 10000;
};

// kept + repaired + rejected == read. A repaired row is used, and `problems`
// says what was changed. `notes` are about files, not rows.
struct Account {
  uint64_t read = 0, kept = 0, repaired = 0, rejected = 0;
  std::vector<Problem> problems;
  uint64_t problems_unlisted = 0;
  std::vector<std::string> notes;
};

// Rejected rows are handed to this, as they stood (for rejected.jsonl).
using RejectedRow = std::function<void(const Problem&, std::string_view raw)>;

class Reader {
 public:
  // Expand folders (every file whose name a format knows, sorted) and globs.
  // Throws Error{io} for what is missing or unreadable, Error{input} for a
  // folder or glob without data.
  explicit Reader(const std::vector<std::string>& inputs, ReadOptions options = {},
                  RejectedRow on_rejected = {});
  ~Reader();

  // Replace `batch` by the next rows; false at the end. Buffers are reused.
  bool next(Examples& batch);

  const std::vector<std::string>& files() const;
  const Account& account() const;
  uint64_t bytes_read() const;   // of the inputs as stored
  uint64_t bytes_total() const;  // 0 where unknown (pipes)

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// Reads the next batch on a second thread while this one is worked on.
//
//   ReadAhead ahead(reader);
//   while (ahead.next(batch)) …
//
// Same batches, and errors after the rows before them. Until next() is false
// nothing of the reader but files() and bytes_total() may be asked, and its `on_rejected` is
// called from the other thread.
class ReadAhead {
 public:
  explicit ReadAhead(Reader& reader);
  ~ReadAhead();
  bool next(Examples& batch);

  // As they were when the batch had been read.
  uint64_t rows_read() const;
  uint64_t bytes_read() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// Write rows as they came: `examples.raw`, one a line; with labels, the member
// "evenset" replaced in place or added last.
struct LabelNames {
  std::vector<std::string> dimensions;
  std::vector<std::vector<std::string>> values;
};
void append_row(std::string& out, const Examples& examples, size_t i);
LabelNames label_names(const Plan& plan);
// The labels alone, `{"dimension":"value",…}`.
void append_labels(std::string& out, const Examples& examples, size_t i, const LabelNames& names);
// The confidences alone, `{"dimension":0.97,…}`.
void append_confidences(std::string& out, const Examples& examples, size_t i, const LabelNames& names);
void append_labelled_row(std::string& out, const Examples& examples, size_t i, const LabelNames& names);

// A shape that rows can be written in: a fixed list of members with one kind
// each, so that every trainer's loader takes the file with no option.
struct Member {
  std::string_view name;
  // Empty: a text. Else a list of messages with these members, each a text;
  // members without names: a list of lists of texts ([[question, answer], …]).
  std::vector<std::string_view> message;
  // What JSON leaves out where it is null; other containers write the null:
  bool optional = false;                      // the member itself
  size_t required = static_cast<size_t>(-1);  // in a message: all behind the first `required`
};
// One row in a form, cell by cell. Reused from row to row.
struct Record {
  struct Cell {
    // json: a text that is a JSON list or number, which JSON holds as such.
    enum Kind : uint8_t { text, null_text, json };
    bool null = false;
    Strings texts;            // a text: one; messages: message count x members, row by row
    std::vector<Kind> kinds;  // of the texts
  };
  bool json = false;                   // in: the container is JSON, a message's content may be a list
  std::vector<Cell> cells;             // one per member of the form
  std::string extra;                   // JSON object text of what the form cannot hold, "" if nothing
  std::vector<std::string_view> lost;  // names of what went to `extra` or changed kind
};
struct Form {
  std::string_view name;  // as `--to` takes it
  std::string_view doc;
  Shape shape;
  std::vector<Member> members;  // "extra" follows them in every file
  void (*fill)(Record& out, const Examples& examples, size_t i);
};
std::span<const Form* const> forms();
const Form& form(std::string_view name);  // throws Error{usage} with the list

// A container: how bytes become rows and rows become bytes.
struct Format {
  std::string_view name;  // as `--format` takes it
  std::string_view doc;
  std::vector<std::string_view> suffixes;  // ".jsonl", without .gz and .zst
  bool writes = true;
};
std::span<const Format* const> formats();

struct WriteOptions {
  std::string format = {};  // container; "" by the suffix, JSON lines where that says nothing
  bool force = false;       // replace what exists
};

// Writes to a name beside `path` and renames at close(); a pipe or device is
// written directly. Not closed: nothing appears. `.gz` and `.zst` compress.
// Throws Error{usage} when `path` exists and not `force`, Error{io} for a full
// disk or missing permission.
class Writer {
 public:
  Writer(const std::string& path, const Form& form, WriteOptions options = {});
  ~Writer();
  void write(const Examples& examples, size_t i);
  void close();
  // How many rows lost what, by name: {"tool_calls": 12}; all of it is in `extra`.
  const std::map<std::string, uint64_t, std::less<>>& moved() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace evenset
