// Containers inside: bytes to rows and rows to bytes.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "evenset/format.h"

namespace evenset {

// A stream of bytes, decompressed. Throws Error{io}, or Error{input} with the
// file's name for a damaged .gz or .zst.
class ByteSource {
 public:
  virtual ~ByteSource() = default;
  virtual size_t read(char* to, size_t size) = 0;  // 0: end
  virtual uint64_t stored_bytes_read() const = 0;
};
std::unique_ptr<ByteSource> open_bytes(const std::string& file);  // "-": stdin

// A row as a container holds it, before anything is known of its shape.
struct RawRow {
  std::string_view json;  // an object's text, or what could not be read as one; valid until next()
  bool padded = false;    // 64 bytes behind `json` may be read (simdjson's padding)
  uint64_t line = 0;      // from 1
  std::string repaired;   // what the container had to mend to get it, "" if nothing
  std::string rejected;   // why it is no row, "" if it may be one
};
class RowSource {
 public:
  virtual ~RowSource() = default;
  virtual bool next(RawRow& row) = 0;
  // `row` ended inside an object: add the lines that may belong to it. False
  // where there are none; `row.json` then holds all that belongs to the broken row.
  virtual bool extend(RawRow& row) {
    (void)row;
    return false;
  }
};
// JSON lines (blank lines are no rows), or the elements of one array, which may
// stand alone or under a key of a wrapping object ("data", "rows", …).
std::unique_ptr<RowSource> json_rows(std::unique_ptr<ByteSource> bytes, size_t max_row_bytes);
// CSV and TSV (RFC 4180): a header line, then rows as objects of texts; cells
// that hold a JSON array or object are passed as such.
std::unique_ptr<RowSource> csv_rows(std::unique_ptr<ByteSource> bytes, char separator, size_t max_row_bytes);
#ifdef EVENSET_PARQUET
std::unique_ptr<RowSource> parquet_rows(const std::string& file);
std::unique_ptr<RowSource> arrow_rows(std::unique_ptr<ByteSource> bytes, const std::string& file);
#endif

// Where a file's bytes go. See Writer for the rules.
class ByteSink {
 public:
  virtual ~ByteSink() = default;
  virtual void write(std::string_view bytes) = 0;
  virtual void close() = 0;
};
std::unique_ptr<ByteSink> create_bytes(const std::string& path, bool force);  // "-": stdout

class RecordSink {
 public:
  virtual ~RecordSink() = default;
  virtual bool is_json() const { return false; }  // see Record::json
  virtual void write(const Record& record) = 0;
  virtual void close() = 0;
};
std::unique_ptr<RecordSink> json_lines_sink(std::unique_ptr<ByteSink> bytes, const Form& form, bool array);
std::unique_ptr<RecordSink> csv_sink(std::unique_ptr<ByteSink> bytes, const Form& form, char separator);
#ifdef EVENSET_PARQUET
std::unique_ptr<RecordSink> parquet_sink(std::unique_ptr<ByteSink> bytes, const Form& form);
std::unique_ptr<RecordSink> arrow_sink(std::unique_ptr<ByteSink> bytes, const Form& form);
#endif

}  // namespace evenset
